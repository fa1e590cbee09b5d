"""From the text of a file to a story, or to every reason why it is none yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from classroom.story.format.draft import Draft, Model, read_draft, validate_as, with_notes_in_parts
from classroom.story.format.paths import Lines
from classroom.story.format.problems import Problem, StoryError, in_file
from classroom.story.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Reading:
    """A story as it was read: what it says, where each part stands, the remarks above its first key."""

    scenario: Scenario
    lines: Lines
    heading: str = ""

    def in_file(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give what was found in the story, each with its line, in the order of its file."""
        return in_file(problems, self.lines)


def read_scenario(text: str) -> Reading:
    """Read the text of a story file. Raises StoryError with all problems when it is no story."""
    return reading_of(read_draft(text))


def reading_of(draft: Draft) -> Reading:
    """Read what somebody wrote in a file as a story. Raises StoryError with all problems when it is none."""
    scenario, lines = _read(draft, Scenario)
    return Reading(scenario, lines, draft.heading)


def read_played(text: str) -> Scenario:
    """Read the text of a story that a room is played from, as it may have been written for an earlier version of Wissel.

    Raises StoryError with all problems when it is no story.
    """
    return _read(with_notes_in_parts(read_draft(text)), Scenario)[0]


def read_model(text: str, model: type[Model]) -> tuple[Model, Lines]:
    """Read a file of any kind into its model. Raises StoryError with all problems found."""
    return _read(read_draft(text), model)


def _read(draft: Draft, model: type[Model]) -> tuple[Model, Lines]:
    found, problems = validate_as(draft, model)
    if found is None or draft.lines is None:
        raise StoryError(problems)
    return found, draft.lines
