"""Inner voices: what people in the story think and do not say, heard one by one when the desk asks for them."""

from dataclasses import replace

from classroom.lesson.state.enums import Phase
from classroom.lesson.state.playthrough import Playthrough
from classroom.story.model.parts import Thought

HEARD_IN = (Phase.TELLING, Phase.CLOSED, Phase.REVEALED, Phase.OUTCOME, Phase.TALKING)


def thoughts(playthrough: Playthrough) -> tuple[Thought, ...]:
    """Give what people think in the scene at hand, heard or not."""
    return playthrough.scene_at_hand.thoughts


def heard(playthrough: Playthrough) -> tuple[Thought, ...]:
    return thoughts(playthrough)[: playthrough.place.voices]


def left(playthrough: Playthrough) -> int:
    """Give how many voices of the scene at hand were not heard yet."""
    return len(thoughts(playthrough)) - playthrough.place.voices if playthrough.place.phase in HEARD_IN else 0


def hear(playthrough: Playthrough) -> Playthrough:
    """Let one more voice be heard; an undo takes it back."""
    louder = replace(playthrough.place, voices=playthrough.place.voices + 1, piles=())
    return replace(playthrough, place=louder, before=playthrough.place)
