"""What can be wrong with a story file, said so that a teacher knows which line to change and how."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice

from classroom.story.format.messages import MESSAGES

Param = str | int | float
MOST = 200  # told of one file: nobody mends more before checking again, and each takes time to find


class Severity(StrEnum):
    """An error keeps a story out of class; a warning asks the author to look once more."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to change: where it stands, what it is, and the words that the message needs.

    `country` is set when the story has it only as it is played there.
    """

    line: int
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    country: str = ""

    @property
    def message(self) -> tuple[str, Mapping[str, Param]]:
        """Give the English message id and what fills its {placeholders}, for gettext to translate."""
        return MESSAGES[self.code], self.params


class StoryError(Exception):
    """A text that cannot be read as a story; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("; ".join(f"{each.line}: {each.code}" for each in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give the first `MOST` of these problems by line, and at the end that there are more, if there are.

    The others are never looked for where `problems` finds them one by one.
    """
    found = list(islice(problems, MOST + 1))
    told = sorted(found[:MOST], key=lambda problem: (problem.line, problem.severity, problem.code))
    more = [Problem(told[-1].line, "and_more", {"limit": MOST})] if len(found) > MOST else []
    return (*told, *more)


def unknown_name(kind: str, name: str, known: Iterable[str], line: int) -> Problem:
    """Say that nothing of this kind has this name, with the nearest name that exists as a guess.

    `kind` is the start of two message codes: `no_<kind>` and `no_<kind>_guess`.
    """
    close = get_close_matches(name, list(known), n=1)
    if close:
        return Problem(line, f"no_{kind}_guess", {"name": name, "guess": close[0]})
    return Problem(line, f"no_{kind}", {"name": name})
