"""Going on: what the large button does in each phase."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from classroom.lesson.acts import what_if
from classroom.lesson.commands import Act, NotNow, Order
from classroom.lesson.state import moves, pacing, sentence_building
from classroom.lesson.state.enums import Door, How, Phase
from classroom.lesson.state.playthrough import Course, Step
from classroom.lesson.votes.closing import Withheld, withheld
from classroom.lesson.votes.opening import ask, may_vote
from classroom.story.model.transitions import after_scene

TALES = (Phase.TELLING, Phase.ENDING)


def forward(course: Course, order: Order) -> Course:
    """Give the course one moment on, on another way than its own back home before it leads further away.

    Raises NotNow where that needs something else first.
    """
    return what_if.come_back(course) if leads_away(course) else _NEXT[course.place.phase](course, order)


def deeper(course: Course, order: Order) -> Course:
    """Go further along another way than the class's own: into its next scene, or a vote about it. Raises NotNow elsewhere."""
    if not leads_away(course):
        raise NotNow("no_way_deeper")
    return _NEXT[course.place.phase](course, order)


def leads_away(course: Course) -> bool:
    """Tell whether the class is on another way than its own, and what comes next there is a scene or a vote."""
    if not what_if.is_aside(course):
        return False
    try:
        after = _NEXT[course.place.phase](course, Order(Act.NEXT))
    except NotNow:
        return course.place.phase is Phase.TELLING  # Its question cannot be put once more.
    goes_on_telling = course.place.phase in TALES and after.place.step == course.place.step
    begins_scene = after.place.phase in TALES and not goes_on_telling
    return what_if.is_aside(after) and (begins_scene or after.place.phase is Phase.VOTING)


def opened(course: Course, step: Step, order: Order) -> Course:
    """Put the question of this step to the class; raise NotNow when it was shown twice already."""
    if not may_vote(course, step):
        raise NotNow("voted_twice")
    return ask(course, step, order.round_id, order.guess_id)


def must_talk(course: Course) -> bool:
    """Tell whether the outcome is of a harmful choice that the class may still vote about once more."""
    by_class = course.step.how is How.VOTE
    return bool(course.taken and course.taken.harmful and by_class) and may_vote(course, course.deciding)


def _from_lobby(course: Course, _order: Order) -> Course:
    if course.held is None:
        return course.at(Phase.AGREEMENTS)
    return replace(course, place=course.held, before=course.place, door=Door.KNOCK)


def _from_agreements(course: Course, _order: Order) -> Course:
    if course.place.beat < pacing.last_beat(course, Phase.AGREEMENTS, course.step):
        return course.at(Phase.AGREEMENTS, course.place.beat + 1)
    return replace(moves.arrive(course, course.step), door=Door.KNOCK)


def _from_tale(course: Course, order: Order) -> Course:
    place, step = course.place, course.step
    if place.beat < pacing.last_beat(course, place.phase, step):
        return course.at(place.phase, place.beat + 1)
    if place.phase is Phase.ENDING:
        return what_if.come_back(course) if what_if.is_aside(course) else course.at(Phase.DEBRIEF)
    if course.takes_itself(step):
        return moves.take(course, course.short_choice(step), How.SHORT)
    if not course.votes_at(step):
        return _by_the_story(course)
    return course.at(Phase.REVEALED) if _is_answered(course, step) else opened(course, step, order)


def _is_answered(course: Course, step: Step) -> bool:
    if sentence_building.build_at(course, step):
        return sentence_building.is_made(course, step)
    last = course.last_round(step)
    return last is not None and last.tells


def _from_voting(_course: Course, _order: Order) -> Course:
    raise NotNow("close_first")


def _from_closed(course: Course, order: Order) -> Course:
    if withheld(course) is Withheld.VOID:
        return opened(course, course.step, order)
    last, build = course.last_round(course.step), course.scene.build
    tells = last is not None and last.tells
    if tells and build and not sentence_building.is_made(course, course.step):
        return opened(course, course.step, order)
    if tells:
        return course.at(Phase.REVEALED)
    if course.scene.poll:  # There is no way to choose together: a poll changes nothing in the story.
        return _by_the_story(course)
    raise NotNow("too_few_to_show")


def _from_revealed(course: Course, _order: Order) -> Course:
    if course.place.beat < pacing.last_beat(course, Phase.REVEALED, course.step):
        return course.at(Phase.REVEALED, course.place.beat + 1)
    last = course.last_round(course.step)
    if course.scene.poll or course.scene.build:
        return _by_the_story(course)
    if last is None or last.winner is None:
        raise NotNow("nothing_revealed")
    return moves.take(course, last.winner, How.VOTE)


def _by_the_story(course: Course) -> Course:
    return moves.go(course, after_scene(course.scenario, course.step.state), How.STORY)


def _from_outcome(course: Course, _order: Order) -> Course:
    if course.step.how is How.SHORT:
        return moves.arrive(course, course.step)
    return course.at(Phase.TALKING)


def _from_talking(course: Course, order: Order) -> Course:
    if must_talk(course):
        return opened(course, course.deciding, order)
    return moves.arrive(course, course.step)


def _from_debrief(course: Course, _order: Order) -> Course:
    if course.place.beat < pacing.last_beat(course, Phase.DEBRIEF, course.step):
        return course.at(Phase.DEBRIEF, course.place.beat + 1)
    return course.at(Phase.HELP)


def _from_help(course: Course, _order: Order) -> Course:
    return course.at(Phase.ENDED)


def _from_ended(_course: Course, _order: Order) -> Course:
    raise NotNow("ended")


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
