"""Quotes that authors need not type: a one-line text behind a language means what it says.

Chat language is full of signs that mean something to YAML: 's avonds, #oeps, @sem, "hoi", colons. So every
text of one line behind `nl:`, `en:` or `all:` is put in quotes before the file is read, and behind a key that has
nothing but a text, such as `says:`, where a story of one language has it. Lines keep their number.
"""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from classroom.languages import Language
from classroom.story.model import parts, scenario
from classroom.story.model.parts import Text

_LANGUAGES = (*Language, "all")
_TEXTS = {
    name
    for module in (scenario, parts)
    for part in vars(module).values()
    if isinstance(part, type) and issubclass(part, BaseModel)
    for name, field in part.model_fields.items()
    if field.annotation in (Text, Text | None)
} - {"name"}  # people have one as well, and that is no text
_KEYS = "|".join((*_LANGUAGES, *sorted(_TEXTS)))
# A line is looked at without the blanks at its end: an expression that allows for them tries every blank as the last.
_TEXT = re.compile(rf"^(?P<lead>\s*(?:- +)*)(?P<key>{_KEYS}):[ \t]+(?P<value>\S.*)$")
_KEY = re.compile(r"^(?P<lead>\s*(?:- +)*)[^\s#\"'\[{-][^:#]*:(?P<value>(?:\s.*)?)$")
_BLOCK = re.compile(r"^[|>][-+0-9]*\s*(#.*)?$")
_PARTS = re.compile(r"^\{\s*(\w+\s*:|\})")  # a text's languages on one line, and no name in braces
_ITEM = re.compile(r"^(?P<lead>\s*(?:- +)+)(?P<value>\{[a-z][a-z0-9_]*(?:\.\w+)?\}.*)$")
_DOUBLE = re.compile(r'^"(?:[^"\\]|\\.)*"\s*(?:\s#\s.*)?$')
_SINGLE = re.compile(r"^'(?:[^']|'')*'\s*(?:\s#\s.*)?$")


def forgive(text: str) -> str:
    """Give the same file with every one-line text behind a language in quotes, line by line."""
    return "\n".join(_quoted_lines(text.split("\n")))


def takes_text(key: str) -> bool:
    """Tell whether what stands on the line of this key is taken for a text, even where it looks like something else."""
    return key in _LANGUAGES or key in _TEXTS


def _quoted_lines(lines: list[str]) -> Iterator[str]:
    inside: int | None = None  # the column of the key whose text goes on over several lines
    for line, following in zip(lines, _following(lines), strict=True):
        if inside is not None and (not line.strip() or _indent(line) > inside):
            yield line
            continue
        inside = _opens_block(line)
        found = _TEXT.match(line.rstrip())
        if inside is None and found and _goes_on(following, len(found["lead"])):
            inside = len(found["lead"])
        if found and inside is None:
            yield _quoted(found)
        else:
            yield _named(line) if inside is None else line


def _quoted(found: re.Match[str]) -> str:
    value = found["value"]
    if _PARTS.match(value) and found["key"] in _TEXTS:
        return found.string
    if _DOUBLE.match(value) or _SINGLE.match(value):
        return found.string
    doubled = value.replace("'", "''")
    return f"{found['lead']}{found['key']}: '{doubled}'"


def _named(line: str) -> str:
    """Give an item of a list in quotes that begins with somebody's name in braces."""
    found = _ITEM.match(line.rstrip())
    doubled = found["value"].replace("'", "''") if found else ""
    return f"{found['lead']}'{doubled}'" if found else line


def _opens_block(line: str) -> int | None:
    found = _KEY.match(line)
    return len(found["lead"]) if found and _BLOCK.match(found["value"].strip()) else None


def _following(lines: list[str]) -> list[str]:
    """Give for each line the next one that is not blank."""
    found = [""]
    for line in reversed(lines[1:]):
        found.append(line if line.strip() else found[-1])
    return found[::-1]


def _goes_on(following: str, column: int) -> bool:
    return _indent(following) > column and not following.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
