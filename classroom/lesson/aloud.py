"""What the teacher can do with a scene aloud, without phones: inner voices, cards to sort, a sentence to make."""

from collections.abc import Iterator

from classroom.lesson.screens import Aloud
from classroom.story.models import Scene
from classroom.story.names import Voice


def aloud_of(scene: Scene, voice: Voice) -> tuple[Aloud, ...]:
    """Give the lists of this scene, in the names of the class."""
    return tuple(_lists(scene, voice))


def _lists(scene: Scene, voice: Voice) -> Iterator[Aloud]:
    if scene.thoughts:
        said = tuple(f"{voice.name(thought.of)}: {voice.say(thought.says)}" for thought in scene.thoughts)
        yield Aloud("thoughts", None, (said,))
    if scene.cards:
        piles = tuple(voice.say(pile) for pile in scene.cards.piles)
        cards = tuple(voice.say(card) for card in scene.cards.cards)
        yield Aloud("cards", voice.say(scene.cards.ask), (piles, cards))
    if scene.build:
        parts = tuple(tuple(voice.say(part) for part in choices) for choices in scene.build.parts)
        yield Aloud("build", voice.name(scene.build.by), parts)
