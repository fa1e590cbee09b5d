"""What a class may do next, and what comes of it: each act turns a course into the next, or says NotNow."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from classroom.lesson.acts import card_sorting, inner_voices, what_if
from classroom.lesson.acts.go_back import back
from classroom.lesson.acts.go_on import deeper, forward, opened
from classroom.lesson.commands import Act, NotNow, Order
from classroom.lesson.state import moves, sentence_building
from classroom.lesson.state.enums import Door, How, Phase
from classroom.lesson.state.playthrough import Course, Place
from classroom.lesson.votes import on_paper
from classroom.lesson.votes.closing import Withheld, withheld

WHILE_PAUSED = (Act.RESUME, Act.NEXT, Act.UNDO, Act.SLEEP, Act.ENTER_AGAIN)
CHOSEN_IN = (Phase.TELLING, Phase.CLOSED, Phase.REVEALED)


def perform(course: Course, order: Order) -> Course:
    """Carry out an order; raise NotNow when it cannot be done from here.

    Closing a round is `close`, in lesson.closing, because it needs the answers.
    """
    is_asleep = course.door is Door.ASLEEP and order.act is not Act.WAKE
    if is_asleep or (course.place.paused and order.act not in WHILE_PAUSED):
        raise NotNow("paused")
    return _ACTS[order.act](course, order)


def may(course: Course, act: Act) -> bool:
    """Tell whether this act is possible from here. `CHOOSE` and `WHAT_IF` are asked for with the first that there is."""
    try:
        perform(course, _first(course, act))
    except NotNow:
        return False
    return True


def _first(course: Course, act: Act) -> Order:
    if act is Act.WHAT_IF:
        number, choice = next(iter(what_if.doors(course)), (None, None))
        return Order(act, choice=choice, at=number)
    options = course.options(course.step, sentence_building.next_part(course, course.step))
    return Order(act, choice=options[0] if options else None)


def _next(course: Course, order: Order) -> Course:
    return _resume(course, order) if course.place.paused else forward(course, order)


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
    rounds = course.rounds if course.before.phase is Phase.VOTING else moves.settled(course).rounds
    has_begun = course.place.phase not in (Phase.LOBBY, Phase.AGREEMENTS)
    # The story that opened the desk's door to knocking has not begun after all.
    undoes_beginning = has_begun and course.before.phase in (Phase.LOBBY, Phase.AGREEMENTS)
    door = Door.OPEN if undoes_beginning else course.door
    return replace(course, place=course.before, before=None, rounds=rounds, door=door)


def _vote_again(course: Course, order: Order) -> Course:
    if course.place.phase not in (Phase.CLOSED, Phase.REVEALED, Phase.OUTCOME, Phase.TALKING):
        raise NotNow("nothing_to_repeat")
    if course.step.how is How.WHAT_IF and course.place.phase in (Phase.OUTCOME, Phase.TALKING):
        raise NotNow(
            "nothing_to_repeat"
        )  # Nobody voted for it, and its question is one of the class's own way.
    if course.scene.build and not sentence_building.is_made(course, course.step):
        raise NotNow("sentence_first")
    return opened(course, course.deciding, order)


def _choose(course: Course, order: Order) -> Course:
    if order.choice not in course.options(course.step, sentence_building.next_part(course, course.step)):
        raise NotNow("not_a_choice")
    if on_paper.are_counted(course):
        return on_paper.count(course, order.choice)
    if course.place.phase not in CHOSEN_IN or not (course.scene.choices or course.scene.build):
        raise NotNow("nothing_to_choose")
    if course.scene.build:
        return _choose_part(course, order, order.choice)
    last = course.last_round(course.step)
    by_vote = last is not None and last.tells and last.winner == order.choice
    return moves.take(course, order.choice, How.VOTE if by_vote else How.TEACHER)


def _choose_part(course: Course, order: Order, choice: int) -> Course:
    """Take a part of the sentence that the class chose aloud; a whole sentence is not taken apart."""
    if sentence_building.is_made(course, course.step):
        raise NotNow("nothing_to_choose")
    return sentence_building.take_part(course, order.round_id, choice)


def _land(course: Course, _order: Order) -> Course:
    if course.place.phase in (Phase.DEBRIEF, Phase.HELP, Phase.ENDED):
        raise NotNow("already_landed")
    if course.place.phase in (Phase.LOBBY, Phase.AGREEMENTS):
        raise NotNow("not_started")
    if what_if.is_aside(course):
        return what_if.land(course)
    if course.place.phase is Phase.ENDING:
        raise NotNow("already_landed")
    if course.scene.ending:  # Its outcome is being told: the story is coming down here already.
        return moves.arrive(course, course.step)
    return moves.land(course)


def _voice(course: Course, _order: Order) -> Course:
    if not inner_voices.left(course):
        raise NotNow("no_voices")
    return inner_voices.hear(course)


def _sort(course: Course, order: Order) -> Course:
    return card_sorting.sort(course, order.at, order.choice)


def _what_if(course: Course, order: Order) -> Course:
    return what_if.turn(course, order.at, order.choice)


def _return(course: Course, _order: Order) -> Course:
    if course.place.phase is Phase.VOTING:
        raise NotNow("close_first")
    return what_if.come_back(course)


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


def _enter_again(course: Course, _order: Order) -> Course:
    """Let everybody come in anew: the class goes on afterwards from where it is, or from the question that was open."""
    if course.place.phase is Phase.ENDED:
        raise NotNow("ended")
    lobby = replace(moves.settled(course), place=Place(course.place.step), before=None, door=Door.OPEN)
    if course.place.phase in (Phase.LOBBY, Phase.AGREEMENTS):
        return lobby
    is_void = course.open_round is not None or withheld(course) is Withheld.VOID
    here = moves.end_of_telling(course, course.place.step).place if is_void else course.place
    return replace(lobby, held=replace(here, paused=False))


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
    Act.SORT: _sort,
    Act.WHAT_IF: _what_if,
    Act.RETURN: _return,
    Act.DEEPER: deeper,
    Act.SLEEP: _sleep,
    Act.WAKE: _wake,
    Act.ENTER_AGAIN: _enter_again,
}
