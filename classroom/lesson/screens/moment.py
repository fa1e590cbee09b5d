"""The moment that a class is in: the one place that decides what everybody sees."""

from collections.abc import Callable, Mapping

from classroom.lesson.acts import card_sorting, inner_voices
from classroom.lesson.acts.go_on import must_talk
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import Door, How, Moment, Phase
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.state.prediction import gap_of


def moment_of(playthrough: Playthrough) -> Moment:
    """Give what is on the wall: what lies over the moment in the lesson, or else that moment itself."""
    if playthrough.place.paused:
        return Moment.PAUSED
    if inner_voices.heard(playthrough):
        return Moment.VOICES
    return Moment.TABLE if card_sorting.on_table(playthrough) else moment_beneath(playthrough)


def moment_beneath(playthrough: Playthrough) -> Moment:
    """Give the moment in the lesson, whatever lies over it for a while."""
    if playthrough.door is Door.ASLEEP:
        return Moment.ASLEEP
    phase = playthrough.place.phase
    return _WITHIN[phase](playthrough) if phase in _WITHIN else Moment(phase)


def _of_lobby(playthrough: Playthrough) -> Moment:
    return Moment.RECAP if playthrough.place.beat else Moment.LOBBY


def _of_agreements(playthrough: Playthrough) -> Moment:
    # By beats and not by the last one: without phones there is no Help to open.
    is_all = playthrough.place.beat > pacing.AGREEMENTS_SPOKEN
    return Moment.OPEN_HELP if is_all else Moment.AGREEMENTS


def _of_telling(playthrough: Playthrough) -> Moment:
    if not pacing.asks_at(playthrough):
        return Moment.TELLING
    return Moment.PART if playthrough.scene.build else Moment.QUESTION


def _of_voting(playthrough: Playthrough) -> Moment:
    return Moment.PART_VOTING if playthrough.scene.build else Moment.VOTING


def _of_closed(playthrough: Playthrough) -> Moment:
    return Moment.PART_CLOSED if playthrough.scene.build else Moment.CLOSED


def _of_revealed(playthrough: Playthrough) -> Moment:
    if playthrough.scene.build:
        return Moment.ANSWERED if playthrough.place.beat else Moment.SENT
    tells_gap = playthrough.place.beat and gap_of(playthrough, playthrough.step)
    return Moment.GAP if tells_gap else Moment.REVEALED


def _of_talking(playthrough: Playthrough) -> Moment:
    if playthrough.step.how is How.WHAT_IF:
        return Moment.SIDES
    return Moment.PAIRS if must_talk(playthrough) else Moment.TALKING


def _of_ending(playthrough: Playthrough) -> Moment:
    if pacing.shows_map(playthrough, playthrough.place.beat):
        return Moment.MAP
    return Moment.PICTURE if pacing.shows_picture(playthrough, playthrough.place.beat) else Moment.ENDING


def _of_debrief(playthrough: Playthrough) -> Moment:
    if not playthrough.place.beat:
        return Moment.LOOKING_BACK
    is_last = playthrough.place.beat == pacing.last_beat(playthrough, Phase.DEBRIEF, playthrough.step)
    return Moment.TAKE_HOME if is_last else Moment.DISCUSSION


# A phase that is not here is one moment, of the same name.
_WITHIN: Mapping[Phase, Callable[[Playthrough], Moment]] = {
    Phase.LOBBY: _of_lobby,
    Phase.AGREEMENTS: _of_agreements,
    Phase.TELLING: _of_telling,
    Phase.VOTING: _of_voting,
    Phase.CLOSED: _of_closed,
    Phase.REVEALED: _of_revealed,
    Phase.TALKING: _of_talking,
    Phase.ENDING: _of_ending,
    Phase.DEBRIEF: _of_debrief,
}
