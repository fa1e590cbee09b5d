"""The endings of a story, to be read again by who has seen them."""

from dataclasses import dataclass

from classroom.languages import Language
from classroom.lesson.screens.path_map import endings_of
from classroom.lesson.state.pacing import lines_for_all
from classroom.story.model.narrator import Narrator
from classroom.story.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class EndingShown:
    """An ending: its `id` in the story, what is told, who sends what in words (name, words), and what it gives to take home."""

    id: str
    title: str
    story: str | None
    lines: tuple[tuple[str, str], ...]
    sentence: str | None


@dataclass(frozen=True, slots=True)
class EndingsGallery:
    """The endings of one story that choices lead to, in the order of its file."""

    title: str
    endings: tuple[EndingShown, ...]


def endings_gallery(story: Scenario, language: Language) -> EndingsGallery:
    """Give the endings of a story, as it is told in a country."""
    narrator, reached = Narrator(story.cast, {}, language), endings_of(story)
    endings = (_ending(story, name, narrator) for name in story.scenes if name in reached)
    return EndingsGallery(narrator.say(story.title), tuple(endings))


def _ending(story: Scenario, name: str, narrator: Narrator) -> EndingShown:
    scene = story.scenes[name]
    return EndingShown(
        id=name,
        title=narrator.say(scene.title),
        story=narrator.say(scene.story) if scene.story else None,
        lines=tuple(
            (narrator.name(line.from_), narrator.say(line.says))
            for line in lines_for_all(scene.chat)
            if line.says and not line.deleted and line.only is None
        ),
        sentence=narrator.say(scene.debrief.sentence) if scene.debrief else None,
    )
