"""The notes of a whole story on paper, for a teacher whose laptop shows what the class sees, and who has no desk."""

from dataclasses import dataclass

from classroom.languages import Language
from classroom.lesson.screens.prompting.notes import NotesShown, notes_at
from classroom.lesson.state.enums import Moment
from classroom.story.graph.story_map import map_of
from classroom.story.model.narrator import Narrator
from classroom.story.model.scenario import LETTERS, Scenario


@dataclass(frozen=True, slots=True)
class SceneNotes:
    """What a teacher says in one scene. `ask` and `choices` (letter, words) tell where in the story it belongs."""

    title: str
    ask: str | None
    choices: tuple[tuple[str, str], ...]
    notes: NotesShown | None
    receiver: tuple[str, ...]
    consent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotesSheet:
    """The notes of a story, scene by scene as its map has them, with the names that the story gives."""

    title: str
    about: str | None
    scenes: tuple[SceneNotes, ...]


def notes_sheet(story: Scenario, language: Language) -> NotesSheet:
    """Give the notes of a story, as it is told in a country."""
    narrator = Narrator(story.cast, {}, language)
    scenes = (_scene(story, box.scene, narrator) for box in map_of(story).boxes)
    return NotesSheet(
        title=narrator.say(story.title),
        about=narrator.say(story.teacher) if story.teacher else None,
        scenes=tuple(scene for scene in scenes if scene.notes or scene.receiver or scene.consent),
    )


def _scene(story: Scenario, name: str, narrator: Narrator) -> SceneNotes:
    scene = story.scenes[name]
    ask, prompts = scene.poll.ask if scene.poll else scene.ask, scene.prompts
    return SceneNotes(
        title=narrator.say(scene.title),
        ask=narrator.say(ask) if ask else None,
        choices=tuple(zip(LETTERS, (narrator.say(choice.says) for choice in scene.choices), strict=False)),
        notes=notes_at(Moment.TELLING, scene.teacher, narrator) if scene.teacher else None,
        receiver=tuple(narrator.say(text) for text in prompts.receiver) if prompts else (),
        consent=tuple(narrator.say(text) for text in prompts.consent) if prompts else (),
    )
