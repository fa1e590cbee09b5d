"""Playing alone: a story for one person, without a room. All that happened is in its moves."""

from collections.abc import Mapping
from dataclasses import dataclass

from classroom.lesson.acts import inner_voices
from classroom.lesson.acts.dispatch import perform
from classroom.lesson.acts.moves_by_sign import NEXT, VOICE, Player, played
from classroom.lesson.commands import Act, Command
from classroom.lesson.state import moves, pacing, sentence_building
from classroom.lesson.state.enums import How, Phase, Plan
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.story.model.scenario import LETTERS, Scenario
from classroom.story.model.transitions import after_scene, opening


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
    *before, last = played(begun(story), asked, Player(moves_from, moved))
    led_to = {
        each.step.number: asked[:number]
        for number, (each, sign) in enumerate(zip(before, asked, strict=True))
        if sign in LETTERS and each.scene.choices
    }
    return PlayedAlone(last, moves_from(last), led_to)


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
