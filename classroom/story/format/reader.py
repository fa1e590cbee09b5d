"""From the text of a file to a story, or to every reason why it is none yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from classroom.story.format.field_errors import misfits
from classroom.story.format.problems import Param, Problem, Severity, StoryError
from classroom.story.format.yaml_source import Lines, Tree, heading, load
from classroom.story.model.parts import Language
from classroom.story.model.scenario import Scenario

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Reading:
    """A story as it was read: what it says, where each part stands, the remarks above its first key."""

    scenario: Scenario
    lines: Lines
    heading: str = ""

    def error(self, code: str, *path: str | int, **params: Param) -> Problem:
        return Problem(self.lines.at(*path), code, params)

    def warning(self, code: str, *path: str | int, **params: Param) -> Problem:
        return Problem(self.lines.at(*path), code, params, Severity.WARNING)


def read_scenario(text: str) -> Reading:
    """Read the text of a story file. Raises StoryError with all problems when it is no story."""
    scenario, lines = read_model(text, Scenario)
    return Reading(scenario, lines, heading(text))


def read_model(text: str, model: type[Model]) -> tuple[Model, Lines]:
    """Read a file of any kind into its model. Raises StoryError with all problems found."""
    tree, lines, problems = load(text)
    try:
        found = model.model_validate(tree, context={"only": _only_language(tree)})
    except ValidationError as error:
        raise StoryError(chain(problems, misfits(error, model, lines))) from error
    if problems:
        raise StoryError(problems)
    return found, lines


def _only_language(tree: Mapping[str, Tree]) -> Tree | None:
    """Give the language of a story that has one, whose texts need none in front of them."""
    named = tree.get("languages")
    return named[0] if isinstance(named, list) and len(named) == 1 and named[0] in set(Language) else None
