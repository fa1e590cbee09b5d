"""Playing alone: a story for one person, without a room. All that happened is in its moves, a string of single signs."""

from collections.abc import Mapping
from dataclasses import dataclass

from classroom.lesson.acts import inner_voices
from classroom.lesson.acts.dispatch import perform
from classroom.lesson.commands import Act, Command
from classroom.lesson.state import moves, pacing, sentence_building
from classroom.lesson.state.enums import How, Phase, Plan
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.story.model.scenario import LETTERS, Scenario
from classroom.story.model.transitions import after_scene, opening

# What one sign asks for: the large button, or one more inner voice. An option is asked for by its letter.
NEXT, VOICE = "n", "v"
# No story of an hour needs so many; what a strange address costs is bounded by it.
MOST_MOVES = 300


class NoWay(Exception):
    """These moves lead nowhere in this story; the first `fits` of them do."""

    def __init__(self, fits: int) -> None:
        super().__init__(fits)
        self.fits = fits


@dataclass(frozen=True, slots=True)
class PlayedAlone:
    """Where somebody stands after some moves, and what may be done there.

    `led_to` has for each step in which a way was chosen the moves that led to it.
    """

    playthrough: Playthrough
    can: tuple[str, ...]
    led_to: Mapping[int, str]


def play_alone(story: Scenario, asked: str) -> PlayedAlone:
    """Play these moves from the beginning. Raises NoWay, also when there are more than `MOST_MOVES`."""
    if len(asked) > MOST_MOVES:
        raise NoWay(0)
    playthrough, led_to = begun(story), dict[int, str]()
    for number, sign in enumerate(asked):
        if sign not in moves_from(playthrough):
            raise NoWay(number)
        after = moved(playthrough, sign)
        if sign in LETTERS and playthrough.scene.choices:
            led_to[playthrough.step.number] = asked[:number]
        playthrough = after
    return PlayedAlone(playthrough, moves_from(playthrough), led_to)


def begun(story: Scenario) -> Playthrough:
    """Give somebody who has read nothing yet."""
    return Playthrough(story, Plan.FULL, 1, (Step(0, None, 0, opening(story), How.START),))


def moves_from(playthrough: Playthrough) -> tuple[str, ...]:
    """Give the moves that are possible here; at the help, which comes last, there is none."""
    voices = (VOICE,) if _hears_voices(playthrough) else ()
    if pacing.asks_at(playthrough) and not playthrough.scene.poll:
        part = sentence_building.next_part(playthrough, playthrough.step)
        options = playthrough.options(playthrough.step, part)
        return (*(LETTERS[position] for position in options), *voices)
    return () if playthrough.place.phase is Phase.HELP else (NEXT, *voices)


def _hears_voices(playthrough: Playthrough) -> bool:
    """Tell whether a voice is offered: where a scene is told, or talked about, so that it does not ask at every line."""
    place = playthrough.place
    is_told = place.beat == pacing.last_beat(playthrough, place.phase, playthrough.step)
    return place.phase in (Phase.TELLING, Phase.TALKING) and is_told and inner_voices.left(playthrough) > 0


def moved(playthrough: Playthrough, sign: str) -> Playthrough:
    """Make one of the moves that `moves_from` gives."""
    if sign in LETTERS:
        return _choose(playthrough, LETTERS.index(sign))
    return inner_voices.hear(playthrough) if sign == VOICE else _next(playthrough)


def _choose(playthrough: Playthrough, choice: int) -> Playthrough:
    if not playthrough.scene.build:
        return moves.take(playthrough, choice, How.ALONE)
    step = playthrough.step
    longer = sentence_building.take_part(playthrough, f"part-{len(playthrough.rounds)}", choice)
    if sentence_building.is_made(longer, step):
        return longer.at(Phase.REVEALED)
    return moves.end_of_telling(longer, step.number)


def _next(playthrough: Playthrough) -> Playthrough:
    if playthrough.place.phase is Phase.LOBBY:
        return moves.arrive(playthrough, playthrough.step)
    if pacing.asks_at(playthrough):  # A poll changes nothing in the story, and is asked of nobody alone.
        return moves.go(playthrough, after_scene(playthrough.scenario, playthrough.step.state), How.STORY)
    return perform(playthrough, Command(Act.NEXT))
