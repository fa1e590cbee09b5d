"""Every text in a part of a story or of what stands beside it, with the path that leads to it in the file."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from classroom.languages import OURS, Language
from classroom.story.format.paths import FieldPath, Lines
from classroom.story.format.problems import StoryError, error, in_file
from classroom.story.model.names import is_fact
from classroom.story.model.narrator import placeholders
from classroom.story.model.parts import Text

QUOTED = re.compile('"[^"]*"|“[^”]*”|„[^”“]*[”“]|«[^»]*»|\u2018[^\u2019]*\u2019')


def texts(part: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Text]]:
    """Give every text in a part of a story, with the path that leads to it in the file."""
    if isinstance(part, Text):
        yield path, part
    else:
        for step, inner in _inside(part):
            yield from texts(inner, (*path, step))


def _inside(part: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(part, BaseModel):
        fields = type(part).model_fields
        return [(field.alias or name, getattr(part, name)) for name, field in fields.items()]
    if isinstance(part, Mapping):
        return part.items()
    return enumerate(part) if isinstance(part, tuple) else ()


def carried(text: Text) -> tuple[str, ...]:
    """Give the facts that a text carries: {help.suicidal} is said in it with its name, its site and its number."""
    said = (name for _, words in text.wordings() for name in placeholders(words))
    return tuple(dict.fromkeys(name for name in said if is_fact(name)))


def to_translate(part: object) -> dict[Language, int]:
    """Count for each language how many texts of a part are not in it yet."""
    lacking = Counter(language for _, text in texts(part) for language in Language if not text.has(language))
    return {language: lacking[language] for language in Language if lacking[language]}


def refuse_missing_languages(part: BaseModel, lines: Lines) -> None:
    """Raise StoryError when a text of a file that is not a story is not in both of the languages that are always there."""
    missing = [
        error("no_language", *path, language=language)
        for path, text in texts(part)
        for language in OURS
        if not text.has(language)
    ]
    if missing:
        raise StoryError(in_file(missing, lines))
