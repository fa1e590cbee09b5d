"""What phones do in the state machine of whole lessons, in any order and as often as they like."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from classroom.actions import admitting, joining
from classroom.lesson.state.enums import Door, Phase
from classroom.lesson.votes.closing import PASS
from tests.actions.playing import Playing

OPTIONS = st.sampled_from((PASS, 0, 1, 2, 3))
SOMEBODY = st.integers(0, 99)


def is_on(lessons: Playing) -> bool:
    """Tell whether there is still something to happen to."""
    return not lessons.forgotten


class Phones(Playing, RuleBasedStateMachine):
    """The rules of phones. What they were told is the model."""

    def __init__(self) -> None:
        RuleBasedStateMachine.__init__(self)
        Playing.__init__(self)

    def teardown(self) -> None:
        Playing.teardown(self)

    @precondition(is_on)
    @rule()
    def a_phone_joins(self) -> None:
        room = self.room
        if room.phase is Phase.ENDED or room.door is Door.ASLEEP:
            assert self.refused(lambda: joining.take_seat(self.runtime, room.id)) == "ended"
        else:
            self.take_seat(admitted=room.door is Door.OPEN)

    @precondition(is_on)
    @rule()
    def the_desk_lets_in_who_knocks(self) -> None:
        admitting.admit(self.runtime, self.room.id)
        self.phones = dict.fromkeys(self.phones, True)

    @precondition(lambda self: self.phones)
    @rule(who=SOMEBODY)
    def a_phone_leaves(self, who: int) -> None:
        token = list(self.phones)[who % len(self.phones)]
        joining.leave(self.runtime, self.room.id, token)
        del self.phones[token]
        self.acked.pop(token, None)

    @precondition(lambda self: self.phones)
    @rule(who=SOMEBODY, option=OPTIONS, step=st.sampled_from([1, 1, 1, 5, 0, -1, None]))
    def a_phone_answers(self, who: int, option: int, step: int | None) -> None:
        """Answer with a number above, equal to or below the last one, or with none."""
        token = list(self.phones)[who % len(self.phones)]
        there = self.acked.get(token)
        last = there[1] if there else 1
        counter = None if step is None else max(last + step, 1)
        reason = self.vote(token, option, counter, self.round_id())
        assert reason == self.expected(token, option, counter)
        newer = there is None or counter is None or counter > last
        if reason is None and newer:
            self.acked[token] = (option, (last + 1 if there else 1) if counter is None else counter)

    def expected(self, token: str, option: int, counter: int | None) -> str | None:
        open_round = self.playthrough.open_round
        if not self.phones[token]:
            return "NoSeat"
        if open_round is None:
            return "vote_closed"
        if option not in (PASS, *self.playthrough.options(self.playthrough.steps[open_round.step])):
            return "not_a_choice"
        return self.heard(token, option, counter)

    def heard(self, token: str, option: int, counter: int | None) -> str | None:
        there = self.acked.get(token)
        older = there is not None and counter is not None and counter <= there[1]
        return f"newer {there[1]}" if there and older else None

    @precondition(lambda self: self.acked)
    @rule(who=SOMEBODY)
    def whoever_has_a_phones_key_cannot_ask_what_it_answered(self, who: int) -> None:
        token = list(self.acked)[who % len(self.acked)]
        _, counter = self.acked[token]
        open_round = self.playthrough.open_round
        assert open_round is not None
        options = (PASS, *self.playthrough.options(self.playthrough.steps[open_round.step]))
        heard = {self.vote(token, guess, counter, self.round_id()) for guess in options}
        assert heard == {f"newer {counter}"}

    @precondition(is_on)
    @rule(option=OPTIONS)
    def a_stranger_answers(self, option: int) -> None:
        assert self.vote("0" * 32, option, 1, self.round_id()) == "NoSeat"
