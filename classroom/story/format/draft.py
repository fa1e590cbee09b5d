"""A story as somebody has it before them: all that was written, by path, whatever is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from classroom.story.format.field_errors import misfits
from classroom.story.format.paths import Lines, Tree
from classroom.story.format.problems import Problem, first_of, in_file
from classroom.story.format.spelling import only_language
from classroom.story.format.yaml_source import heading, load
from classroom.story.model.parts import is_text
from classroom.story.model.scenario import Scenario

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written, as a tree of texts. One that came from no file has no lines.

    `problems` are those of the writing itself, such as a key that stands twice. `heading` are the remarks above the
    first key of a file.
    """

    tree: Mapping[str, Tree]
    lines: Lines | None = None
    problems: tuple[Problem, ...] = ()
    heading: str = ""


def read_draft(text: str) -> Draft:
    """Read the text of a file of any kind. Raises StoryError when it cannot be read at all, and nothing of it is kept."""
    tree, lines, problems = load(text)
    return Draft(tree, lines, tuple(problems), heading(text))


def validate(draft: Draft) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """Give the story that was written, if it is one, and what keeps it from being one."""
    return validate_as(draft, Scenario)


def validate_as(draft: Draft, model: type[Model]) -> tuple[Model | None, tuple[Problem, ...]]:
    """Give what was written as this model, if it fits and no key stands twice, and what has to change."""
    found, problems = None, [*draft.problems]
    try:
        found = model.model_validate(draft.tree, context={"only": only_language(draft.tree)})
    except ValidationError as refused:
        problems += misfits(refused, model)
    told = in_file(problems, draft.lines) if draft.lines else first_of(problems)
    return (None if told else found), told


def with_notes_in_parts(draft: Draft) -> Draft:
    """Give a story with what the teacher reads of each scene in parts: one that is played already may have it as one text."""
    scenes = draft.tree.get("scenes")
    if not isinstance(scenes, dict):
        return draft
    parted = {name: _parted(scene) for name, scene in scenes.items()}
    return replace(draft, tree={**draft.tree, "scenes": parted})


def _parted(scene: Tree) -> Tree:
    if not isinstance(scene, dict) or "teacher" not in scene:
        return scene
    said = scene["teacher"]
    return {**scene, "teacher": {"before": said}} if is_text(said) else scene
