"""What can be wrong with a story file, said so that a teacher knows which line to change and how."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice

from classroom.story.format.messages import MESSAGES
from classroom.story.format.paths import FieldPath, Lines

Param = str | int | float
MOST = 200  # told of one file: nobody mends more before checking again, and each takes time to find


class Severity(StrEnum):
    """An error keeps a story out of class; a warning asks the author to look once more."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to change: the path to it, what it is, and the words that the message needs.

    `country` is set when the story has it only as it is played there. `line` is 0 until it is known from which file the
    story came; what keeps a file from being read at all has a line and no path.
    """

    path: FieldPath
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    country: str = ""
    line: int = 0

    @property
    def message(self) -> tuple[str, Mapping[str, Param]]:
        """Give the English message id and what fills its {placeholders}, for gettext to translate."""
        return MESSAGES[self.code], self.params


class StoryError(Exception):
    """A text that cannot be read as a story; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{each.line}: {each.code}" for each in self.problems))


def error(code: str, *path: str | int, **params: Param) -> Problem:
    return Problem(path, code, params)


def warning(code: str, *path: str | int, **params: Param) -> Problem:
    return Problem(path, code, params, Severity.WARNING)


def unreadable(code: str, line: int = 1, **params: Param) -> Problem:
    """Say what keeps a file from being read at all, and in which line of it that stands."""
    return Problem((), code, params, line=line)


def first_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give the first `MOST` of these problems, and at the end that there are more, if there are.

    The others are never looked for where `problems` finds them one by one.
    """
    found = list(islice(problems, MOST + 1))
    more = [Problem(found[-1].path, "and_more", {"limit": MOST})] if len(found) > MOST else []
    return (*found[:MOST], *more)


def in_file(problems: Iterable[Problem], lines: Lines) -> tuple[Problem, ...]:
    """Give the first of these problems, each with its line, in the order of the file from which the story came."""
    found = first_of(each if each.line else replace(each, line=lines.at(*each.path)) for each in problems)
    return tuple(
        sorted(found, key=lambda each: (each.code == "and_more", each.line, each.severity, each.code))
    )


def unknown_name(kind: str, name: str, known: Iterable[str], path: FieldPath) -> Problem:
    """Say that nothing of this kind has this name, with the nearest name that exists as a guess.

    `kind` is the start of two message codes: `no_<kind>` and `no_<kind>_guess`.
    """
    close = get_close_matches(name, list(known), n=1)
    if close:
        return error(f"no_{kind}_guess", *path, name=name, guess=close[0])
    return error(f"no_{kind}", *path, name=name)
