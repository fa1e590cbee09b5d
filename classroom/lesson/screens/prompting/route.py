"""The route of a scene: what the large button has led through, where the class stands, and what it leads to after that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from classroom.lesson.acts import what_if
from classroom.lesson.acts.go_on import must_talk
from classroom.lesson.screens.moment import moment_beneath
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import AFTER_CHOICE, BEFORE_STORY, How, Moment, Phase, Source
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.state.prediction import gap_of
from classroom.lesson.votes.closing import Withheld, withheld
from classroom.lesson.votes.opening import may_vote


class Stop(StrEnum):
    """A stop on the route; `templates/teacher/_words.html` has the words."""

    LOBBY = "lobby"
    RECAP = "recap"
    AGREEMENTS = "agreements"
    OPEN_HELP = "open_help"
    STORY = "story"
    TELLING = "telling"
    QUESTION = "question"
    PARTS = "parts"
    VOTE = "vote"
    LOOK = "look"
    RESULT = "result"
    GAP = "gap"
    SENT = "sent"
    REPLY = "reply"
    OUTCOME = "outcome"
    TALKING = "talking"
    PAIRS = "pairs"
    SIDES = "sides"
    VOTE_AGAIN = "vote_again"
    NEXT_SCENE = "next_scene"
    HOME = "home"
    ENDING = "ending"
    PICTURE = "picture"
    MAP = "map"
    DEBRIEF = "debrief"
    HELP = "help"
    OVER = "over"


_HERE: Mapping[Moment, Stop] = {
    Moment.QUESTION: Stop.QUESTION,
    Moment.PART: Stop.PARTS,
    Moment.VOTING: Stop.VOTE,
    Moment.PART_VOTING: Stop.VOTE,
    Moment.PART_CLOSED: Stop.VOTE,
    Moment.CLOSED: Stop.LOOK,
    Moment.REVEALED: Stop.RESULT,
    Moment.ANSWERED: Stop.REPLY,
    Moment.LOOKING_BACK: Stop.DEBRIEF,
    Moment.DISCUSSION: Stop.DEBRIEF,
    Moment.TAKE_HOME: Stop.DEBRIEF,
    Moment.ENDED: Stop.OVER,
}
_ENDINGS = (Phase.ENDING, Phase.DEBRIEF, Phase.HELP, Phase.ENDED)


@dataclass(frozen=True, slots=True)
class Route:
    """The stops of this scene in their order, and the place of the class among them. Asleep, a class has none."""

    stops: tuple[Stop, ...] = ()
    here: int = 0

    @property
    def then(self) -> Stop | None:
        """Give the stop after this one."""
        return self.stops[self.here + 1] if self.here + 1 < len(self.stops) else None


# Where a class that sleeps stands.
NOWHERE = Route()


def route_of(playthrough: Playthrough) -> Route:
    """Give the route of the scene that the class is in."""
    moment = moment_beneath(playthrough)
    if moment is Moment.ASLEEP:
        return NOWHERE
    stops = tuple(_stops(playthrough))
    here = _HERE.get(moment) or Stop(moment)
    return Route(stops, stops.index(here))


def _stops(playthrough: Playthrough) -> Iterator[Stop]:
    if playthrough.place.phase in BEFORE_STORY:
        yield from _before_story(playthrough)
    elif playthrough.place.phase in _ENDINGS:
        yield from _ending(playthrough)
    else:
        yield Stop.TELLING
        yield from _asked(playthrough)
        yield from _onward(playthrough)


def _before_story(playthrough: Playthrough) -> Iterator[Stop]:
    yield Stop.LOBBY
    if playthrough.held is None:
        yield Stop.AGREEMENTS
        if playthrough.source is Source.PHONES:
            yield Stop.OPEN_HELP
    elif pacing.beats_of(playthrough, Phase.LOBBY, playthrough.step) > 1:
        yield Stop.RECAP
    yield Stop.STORY


def _ending(playthrough: Playthrough) -> Iterator[Stop]:
    yield Stop.ENDING
    if pacing.has_picture(playthrough):
        yield Stop.PICTURE
    yield Stop.MAP
    if what_if.is_aside(playthrough):
        yield Stop.HOME
    else:
        yield from (Stop.DEBRIEF, Stop.HELP, Stop.OVER)


def _asked(playthrough: Playthrough) -> Iterator[Stop]:
    step = playthrough.deciding
    if not playthrough.votes_at(step):
        return
    if playthrough.scenario.scenes[step.state.scene].build:
        yield from (Stop.PARTS, Stop.VOTE, Stop.SENT, Stop.REPLY)
        return
    yield Stop.QUESTION
    if playthrough.place.phase is Phase.TELLING:
        yield from _still_to_ask(playthrough)
    elif _was_asked(playthrough):
        yield from (Stop.VOTE, Stop.LOOK)
        yield from _shown(playthrough)


def _still_to_ask(playthrough: Playthrough) -> Iterator[Stop]:
    last = playthrough.last_round(playthrough.step)
    if last and last.tells:
        yield from _shown(playthrough)
    elif what_if.is_aside(playthrough):
        return
    elif may_vote(playthrough, playthrough.step):
        yield from (Stop.VOTE, Stop.LOOK)
        yield from _shown(playthrough)


def _was_asked(playthrough: Playthrough) -> bool:
    return playthrough.last_round(playthrough.deciding) is not None


def _shown(playthrough: Playthrough) -> Iterator[Stop]:
    """Give how a vote is shown; until it is closed, as if it could be."""
    last = playthrough.last_round(playthrough.deciding)
    if last is None or last.is_open or last.tells:
        yield Stop.RESULT
    if _tells_gap(playthrough):
        yield Stop.GAP


def _tells_gap(playthrough: Playthrough) -> bool:
    step = playthrough.deciding
    last, scene = playthrough.last_round(step), playthrough.scenario.scenes[step.state.scene]
    if last is None or last.is_open:
        return scene.predict and bool(scene.choices) and playthrough.source is Source.PHONES
    return gap_of(playthrough, step) is not None


def _onward(playthrough: Playthrough) -> Iterator[Stop]:
    scene = playthrough.scene_at_hand
    if playthrough.place.phase is Phase.CLOSED and withheld(playthrough) is Withheld.VOID:
        yield Stop.VOTE_AGAIN
        return
    if scene.choices and not _leaves_at_question(playthrough):
        yield Stop.OUTCOME
        yield from _talk(playthrough)
    yield Stop.HOME if what_if.is_aside(playthrough) else Stop.NEXT_SCENE


def _leaves_at_question(playthrough: Playthrough) -> bool:
    """Tell whether the class looks at the question of another way only, and then goes home."""
    told = playthrough.place.phase is Phase.TELLING and playthrough.votes_at(playthrough.step)
    return what_if.is_aside(playthrough) and told


def _talk(playthrough: Playthrough) -> Iterator[Stop]:
    is_taken = playthrough.place.phase in AFTER_CHOICE
    if is_taken and playthrough.step.how is How.WHAT_IF:
        yield Stop.SIDES
    elif playthrough.takes_itself(playthrough.deciding):
        if playthrough.place.phase is Phase.TALKING:
            yield Stop.TALKING
    elif is_taken and must_talk(playthrough):
        yield from (Stop.PAIRS, Stop.VOTE_AGAIN)
    else:
        yield Stop.TALKING
