"""What may stand where in a story file, made from the models: the one source of whatever walks through a tree that may be wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from classroom.story.model.markers import Braced, Defines, Kind, Names
from classroom.story.model.parts import IN_LANGUAGES, Text
from classroom.story.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value without parts. `bare` ones, numbers and yes or no, stand in a file without quotes."""

    names: Kind | None = None
    braced: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """A part with keys of its own, in the order in which they are written; `given` is what goes without saying."""

    of: type[BaseModel]
    known: Mapping[str, "Grammar"]
    given: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        """Tell whether this is one text in several languages."""
        return self.of is Text


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of parts."""

    item: "Grammar"
    defines: Kind | None = None


@dataclass(frozen=True, slots=True)
class Members:
    """A list of values, each at most once."""

    item: Leaf


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping whose keys are chosen by the author, and are names: either they define something, or they name it."""

    item: "Grammar"
    defines: Kind | None = None
    names: Kind | None = None


Grammar = Leaf | Fields | Rows | Members | Entries


@cache
def grammar_of(part: type[BaseModel] = Scenario) -> Fields:
    known: dict[str, Grammar] = {}
    given: dict[str, object] = {}
    for name, info in part.model_fields.items():
        key = info.alias or name
        if key == IN_LANGUAGES:
            languages, said = get_args(info.annotation)
            known |= {str(language): _grammar(said, ()) for language in languages}
        else:
            known[key] = _grammar(info.annotation, tuple(info.metadata))
            default = None if info.is_required() else info.get_default(call_default_factory=True)
            if default is not None:
                given[key] = _spelled(default)
    return Fields(part, known, given)


def _spelled(default: object) -> object:
    """Give a default as it would stand in a file."""
    if isinstance(default, bool):
        return str(default).lower()
    return list(default) if isinstance(default, tuple) else default if default == {} else str(default)


def _grammar(kind: Any, marks: tuple[object, ...]) -> Grammar:
    kind, marks = bare(kind, marks)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return grammar_of(kind)
    defines = next((mark.kind for mark in marks if isinstance(mark, Defines)), None)
    if get_origin(kind) is dict:
        key, item = get_args(kind)
        return Entries(_grammar(item, ()), defines, _leaf(*bare(key)).names)
    if get_origin(kind) is tuple:
        inner = _grammar(get_args(kind)[0], ())
        return Members(inner) if isinstance(inner, Leaf) else Rows(inner, defines)
    return _leaf(kind, marks)


def _leaf(kind: Any, marks: tuple[object, ...]) -> Leaf:
    names = next((mark.kind for mark in marks if isinstance(mark, Names)), None)
    braced = any(isinstance(mark, Braced) for mark in marks)
    return Leaf(names, braced, isinstance(kind, type) and issubclass(kind, bool | int | float))


def bare(kind: Any, marks: tuple[object, ...] = ()) -> tuple[Any, tuple[object, ...]]:
    """Take `Annotated[...]` and `... | None` off a type, and give the marks that stood there."""
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        return bare(inner, (*marks, *more))
    choices = [each for each in get_args(kind) if each is not NoneType]
    if NoneType in get_args(kind) and choices:
        return bare(choices[0], marks)
    return kind, marks
