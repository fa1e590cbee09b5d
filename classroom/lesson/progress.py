"""What a class may do next, and what comes of it: each act turns a course into the next, or says NotNow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from classroom.lesson import beats, cards, voices, way
from classroom.lesson.asking import ask, may_vote
from classroom.lesson.backward import back
from classroom.lesson.course import Course, Door, How, Phase, Place, Step
from classroom.story.states import after_scene


class Act(StrEnum):
    """What the desk can do to a room."""

    NEXT = "next"
    BACK = "back"
    PAUSE = "pause"
    RESUME = "resume"
    UNDO = "undo"
    VOTE_AGAIN = "vote_again"
    CHOOSE = "choose"
    LAND = "land"
    VOICE = "voice"
    SLEEP = "sleep"
    WAKE = "wake"


WHILE_PAUSED = (Act.RESUME, Act.NEXT, Act.UNDO, Act.SLEEP)


class NotNow(Exception):
    """The act exists, but not from where the room stands. `reason` says why, as a message id of the web layer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Order:
    """An act with what it needs: the position to `CHOOSE`, unguessable ids for a round and a guess that it may open."""

    act: Act
    round_id: str = ""
    choice: int | None = None
    guess_id: str = ""


def perform(course: Course, order: Order) -> Course:
    """Carry out an order; raise NotNow when it cannot be done from here.

    Closing a round is `close`, in lesson.closing, because it needs the answers.
    """
    is_asleep = course.door is Door.ASLEEP and order.act is not Act.WAKE
    if is_asleep or (course.place.paused and order.act not in WHILE_PAUSED):
        raise NotNow("paused")
    return _ACTS[order.act](course, order)


def may(course: Course, act: Act) -> bool:
    """Tell whether this act is possible from here. `CHOOSE` is asked for with the first option."""
    options = course.options(course.step)
    try:
        perform(course, Order(act, choice=options[0] if options else None))
    except NotNow:
        return False
    return True


def must_talk(course: Course) -> bool:
    """Tell whether the outcome is of a harmful choice that the class may still vote about once more."""
    by_class = course.step.how is How.VOTE
    return bool(course.taken and course.taken.harmful and by_class) and may_vote(course, course.deciding)


def _next(course: Course, order: Order) -> Course:
    if course.place.paused:
        return _resume(course, order)
    return _NEXT[course.place.phase](course, order)


def _from_lobby(course: Course, _order: Order) -> Course:
    if course.held is None:
        return course.at(Phase.AGREEMENTS)
    return replace(course, place=course.held, before=course.place, door=Door.KNOCK)


def _from_agreements(course: Course, _order: Order) -> Course:
    if course.place.beat < beats.last_beat(course, Phase.AGREEMENTS, course.step):
        return course.at(Phase.AGREEMENTS, course.place.beat + 1)
    return replace(way.arrive(course, course.step), door=Door.KNOCK)


def _from_tale(course: Course, order: Order) -> Course:
    place, step = course.place, course.step
    if place.beat < beats.last_beat(course, place.phase, step):
        return course.at(place.phase, place.beat + 1)
    if place.phase is Phase.ENDING:
        return course.at(Phase.DEBRIEF)
    if course.takes_itself(step):
        return way.take(course, course.short_choice(step), How.SHORT)
    if not course.votes_at(step):
        return way.go(course, after_scene(course.scenario, step.state), How.STORY)
    if (last := course.last_round(step)) and last.tells:
        return course.at(Phase.REVEALED)
    return _opened(course, step, order)


def _from_voting(_course: Course, _order: Order) -> Course:
    raise NotNow("close_first")


def _from_closed(course: Course, _order: Order) -> Course:
    last = course.last_round(course.step)
    if last and last.tells:
        return course.at(Phase.REVEALED)
    if course.scene.poll:  # There is no way to choose together: a poll changes nothing in the story.
        return way.go(course, after_scene(course.scenario, course.step.state), How.STORY)
    raise NotNow("too_few_to_show")


def _from_revealed(course: Course, _order: Order) -> Course:
    if course.place.beat < beats.last_beat(course, Phase.REVEALED, course.step):
        return course.at(Phase.REVEALED, course.place.beat + 1)
    last = course.last_round(course.step)
    if course.scene.poll:
        return way.go(course, after_scene(course.scenario, course.step.state), How.STORY)
    if last is None or last.winner is None:
        raise NotNow("nothing_revealed")
    return way.take(course, last.winner, How.VOTE)


def _from_outcome(course: Course, _order: Order) -> Course:
    if course.step.how is How.SHORT:
        return way.arrive(course, course.step)
    return course.at(Phase.TALKING)


def _from_talking(course: Course, order: Order) -> Course:
    if must_talk(course):
        return _opened(course, course.deciding, order)
    return way.arrive(course, course.step)


def _from_debrief(course: Course, _order: Order) -> Course:
    if course.place.beat < beats.last_beat(course, Phase.DEBRIEF, course.step):
        return course.at(Phase.DEBRIEF, course.place.beat + 1)
    return course.at(Phase.HELP)


def _from_help(course: Course, _order: Order) -> Course:
    return course.at(Phase.ENDED)


def _from_ended(_course: Course, _order: Order) -> Course:
    raise NotNow("ended")


def _back(course: Course, _order: Order) -> Course:
    before = back(course)
    if before is None:
        raise NotNow("no_way_back")
    return before


def _pause(course: Course, _order: Order) -> Course:
    if course.place.phase is Phase.ENDED:
        raise NotNow("ended")
    return replace(course, place=replace(course.place, paused=True), before=course.place)


def _resume(course: Course, _order: Order) -> Course:
    if not course.place.paused:
        raise NotNow("not_paused")
    return replace(course, place=replace(course.place, paused=False), before=None)


def _undo(course: Course, _order: Order) -> Course:
    if course.before is None:
        raise NotNow("nothing_to_undo")
    # Undoing an opening voids its round; undoing a pause in the middle of a vote keeps it.
    rounds = course.rounds if course.before.phase is Phase.VOTING else way.settled(course).rounds
    has_begun = course.place.phase not in (Phase.LOBBY, Phase.AGREEMENTS)
    # The story that opened the desk's door to knocking has not begun after all.
    undoes_beginning = has_begun and course.before.phase in (Phase.LOBBY, Phase.AGREEMENTS)
    door = Door.OPEN if undoes_beginning else course.door
    return replace(course, place=course.before, before=None, rounds=rounds, door=door)


def _vote_again(course: Course, order: Order) -> Course:
    if course.place.phase not in (Phase.CLOSED, Phase.REVEALED, Phase.OUTCOME, Phase.TALKING):
        raise NotNow("nothing_to_repeat")
    if not may_vote(course, course.deciding):
        raise NotNow("voted_twice")
    return _opened(course, course.deciding, order)


def _choose(course: Course, order: Order) -> Course:
    if order.choice not in course.options(course.step):
        raise NotNow("not_a_choice")
    if cards.are_counted(course):
        return cards.count(course, order.choice)
    if course.place.phase not in (Phase.TELLING, Phase.CLOSED, Phase.REVEALED) or not course.scene.choices:
        raise NotNow("nothing_to_choose")
    last = course.last_round(course.step)
    by_vote = last is not None and last.tells and last.winner == order.choice
    return way.take(course, order.choice, How.VOTE if by_vote else How.TEACHER)


def _land(course: Course, _order: Order) -> Course:
    if course.place.phase in (Phase.ENDING, Phase.DEBRIEF, Phase.HELP, Phase.ENDED):
        raise NotNow("already_landed")
    if course.place.phase in (Phase.LOBBY, Phase.AGREEMENTS):
        raise NotNow("not_started")
    if course.scene.ending:  # Its outcome is being told: the story is coming down here already.
        return way.arrive(course, course.step)
    return way.land(course)


def _voice(course: Course, _order: Order) -> Course:
    if not voices.left(course):
        raise NotNow("no_voices")
    return voices.hear(course)


def _sleep(course: Course, _order: Order) -> Course:
    if course.place.phase is Phase.VOTING:
        raise NotNow("close_first")
    if course.place.phase is Phase.ENDED:
        raise NotNow("ended")
    asleep = replace(course, before=None, door=Door.ASLEEP)
    if course.place.phase in (Phase.LOBBY, Phase.AGREEMENTS):
        return replace(asleep, place=Place(course.place.step))
    return replace(asleep, place=Place(course.place.step), held=replace(course.place, paused=False))


def _wake(course: Course, _order: Order) -> Course:
    if course.door is not Door.ASLEEP:
        raise NotNow("not_asleep")
    return replace(course, door=Door.OPEN, before=None)


def _opened(course: Course, step: Step, order: Order) -> Course:
    if not may_vote(course, step):
        raise NotNow("voted_twice")
    return ask(course, step, order.round_id, order.guess_id)


_NEXT: Mapping[Phase, Callable[[Course, Order], Course]] = {
    Phase.LOBBY: _from_lobby,
    Phase.AGREEMENTS: _from_agreements,
    Phase.TELLING: _from_tale,
    Phase.VOTING: _from_voting,
    Phase.CLOSED: _from_closed,
    Phase.REVEALED: _from_revealed,
    Phase.OUTCOME: _from_outcome,
    Phase.TALKING: _from_talking,
    Phase.ENDING: _from_tale,
    Phase.DEBRIEF: _from_debrief,
    Phase.HELP: _from_help,
    Phase.ENDED: _from_ended,
}
_ACTS: Mapping[Act, Callable[[Course, Order], Course]] = {
    Act.NEXT: _next,
    Act.BACK: _back,
    Act.PAUSE: _pause,
    Act.RESUME: _resume,
    Act.UNDO: _undo,
    Act.VOTE_AGAIN: _vote_again,
    Act.CHOOSE: _choose,
    Act.LAND: _land,
    Act.VOICE: _voice,
    Act.SLEEP: _sleep,
    Act.WAKE: _wake,
}
