"""What desks do in the state machine of whole lessons: one, or two at once, at any moment."""

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from classroom.actions import conducting
from classroom.lesson.acts.what_if import is_aside, other_ways
from classroom.lesson.commands import Act
from classroom.lesson.reveal_rule import Level, bands_for, level_for
from classroom.lesson.state.enums import Question
from classroom.lesson.votes.opening import times_shown
from tests.actions.phones import OPTIONS, Phones, is_on


class Desks(Phones):
    """The rules of the desk, beside those of phones."""

    @precondition(is_on)
    @rule(times=st.integers(1, 4))
    def the_large_button(self, times: int) -> None:
        for _ in range(times):
            self.act(Act.NEXT)

    @precondition(is_on)
    @rule()
    def the_large_button_and_we_are_so_many(self) -> None:
        phones = sum(self.phones.values())
        reason = self.act(Act.NEXT, pupils=max(phones, 1))
        assert reason not in ("Crowded", "fewer_than_answered")

    @precondition(is_on)
    @rule(favourite=OPTIONS, others=st.lists(OPTIONS, max_size=8), closes=st.booleans())
    def a_whole_vote(self, favourite: int, others: list[int], closes: bool) -> None:
        """Come to the next question and let everybody who is in answer, most of them alike."""
        for _ in range(30):
            if self.playthrough.open_round or self.act(Act.NEXT):
                break
        if self.playthrough.open_round:
            for who, option in enumerate([*others, *[favourite] * len(self.phones)][: len(self.phones)]):
                self.a_phone_answers(who, option, 1)
            if closes:
                self.close_the_vote(sure=True)

    @precondition(is_on)
    @rule(sure=st.booleans())
    def close_the_vote(self, sure: bool) -> None:
        playthrough, acked = self.playthrough, dict(self.acked)
        reason = self.close(sure=sure)
        if playthrough.open_round is None:
            assert reason == "nothing_open"
        elif playthrough.place.paused and sure:
            assert reason == "paused"
        elif reason is None:
            let_in = sum(self.phones.values())
            self.check_what_is_told(Counter(option for option, _ in acked.values()), let_in)
            self.acked = {}
        else:
            let_in = sum(self.phones.values())
            assert (reason, sure) in (("AskFirst", False), ("Crowded", False), ("paused", False))
            if reason == "AskFirst":
                assert 100 * len(acked) < 60 * let_in or 2 * len(acked) < max(playthrough.pupils, let_in)
            elif reason == "Crowded":
                assert len(acked) > playthrough.pupils

    def check_what_is_told(self, votes: Counter[int], phones: int) -> None:
        """Hold what was stored to the rule, worked out from what every phone was told."""
        playthrough = self.playthrough
        closed = playthrough.last_round(playthrough.step)
        assert closed is not None
        options = playthrough.options(playthrough.step, closed.part)
        counts = [votes[option] for option in options]
        level = level_for(votes.total(), len(options))
        if 2 * votes.total() < max(playthrough.pupils, phones):
            level = Level.NONE
        if closed.question is Question.BUILD and level is not Level.NONE:
            level = Level.PATH
        if (
            level is not Level.NONE
            and times_shown(playthrough, playthrough.step, closed.question, closed.part) > 1
        ):
            level = Level.PATH  # It is shown for the second time; the count has this one too.
        if votes.total() > playthrough.pupils:
            level = Level.VOID
        assert (closed.level, closed.answers, closed.phones) == (level, votes.total(), phones)
        if level in (Level.NONE, Level.VOID):
            assert (closed.bands, closed.winner) == ((), None)
        else:
            assert closed.bands == bands_for(counts, votes.total(), level)
            assert closed.winner is not None
            assert votes[closed.winner] == max(counts)

    @precondition(is_on)
    @rule()
    def vote_again(self) -> None:
        self.act(Act.VOTE_AGAIN)

    @precondition(is_on)
    @rule(choice=st.integers(0, 3))
    def take_another_way(self, choice: int) -> None:
        self.act(Act.CHOOSE, choice)

    @precondition(is_on)
    @rule(card=st.none() | st.integers(-1, 8), pile=st.integers(-2, 3))
    def sort_a_card(self, card: int | None, pile: int) -> None:
        self.act(Act.SORT, pile, at=card)

    @precondition(is_on)
    @rule(data=st.data(), comes_back=st.booleans())
    def open_a_door(self, data: st.DataObject, comes_back: bool) -> None:
        there = other_ways(self.playthrough)
        if not there:
            return
        own, was_aside = self.playthrough.place, is_aside(self.playthrough)
        at, choice = data.draw(st.sampled_from(there))
        if self.act(Act.WHAT_IF, choice, at=at) is None and comes_back:
            assert self.act(Act.RETURN) is None
            assert was_aside or self.playthrough.place == own

    @precondition(is_on)
    @rule(
        act=st.sampled_from(
            [
                Act.RETURN,
                Act.BACK,
                Act.PAUSE,
                Act.RESUME,
                Act.LAND,
                Act.SLEEP,
                Act.WAKE,
                Act.ENTER_AGAIN,
            ]
        )
    )
    def another_act(self, act: Act) -> None:
        self.act(act)

    @precondition(is_on)
    @rule()
    def undo_in_time(self) -> None:
        before = self.playthrough.before
        if self.clock.now - self.room.touched_at <= 10 and self.act(Act.UNDO) is None:
            assert self.playthrough.place == before

    @precondition(is_on)
    @rule()
    def undo_too_late(self) -> None:
        self.clock.now += 11
        assert self.act(Act.UNDO) == "too_late_to_undo"

    @precondition(is_on)
    @rule(first=st.sampled_from(Act), second=st.sampled_from(Act))
    def two_desks_at_once(self, first: Act, second: Act) -> None:
        seen = self.room.version
        if self.act(first, 0) is None:
            assert self.act(second, 0, seen) == "Stale"
            stale_close = lambda: conducting.close_vote(self.runtime, self.room.id, seen, sure=True)  # noqa: E731
            assert self.refused(stale_close) == "Stale"

    @precondition(is_on)
    @rule(kept=st.booleans(), pupils=st.none() | st.integers(1, 40))
    def the_desk_notes_something(self, kept: bool, pupils: int | None) -> None:
        conducting.keep(self.runtime, self.room.id, kept=kept)
        if pupils:
            count = lambda: conducting.count_pupils(self.runtime, self.room.id, pupils)  # noqa: E731
            assert self.refused(count) == ("fewer_than_answered" if pupils < len(self.acked) else None)
