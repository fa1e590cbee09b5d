"""What is done about each thing that keeps a tree from being a story: something stands in for it, or it is taken out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_origin

from pydantic import BaseModel

from classroom.languages import Language
from classroom.story.format.field_errors import Misfit, type_at
from classroom.story.format.paths import FieldPath, Tree
from classroom.story.model.names import free_name, is_name
from classroom.story.model.parts import Text
from classroom.story.model.scenario import COUNTRIES, Scenario
from classroom.story.unfinished.working_tree import parts_of

UNWRITTEN = "…"


@dataclass(frozen=True, slots=True)
class Mend:
    """What is put where, added to which list, and taken out where.

    `unwritten` when there is nothing wrong but that a text has not been written yet.
    """

    put: Mapping[FieldPath, Tree] = field(default_factory=dict)
    add: tuple[tuple[FieldPath, Tree], ...] = ()
    take: tuple[FieldPath, ...] = ()
    unwritten: bool = False


@dataclass(frozen=True, slots=True)
class StandIns:
    """Who and what stands in for names that lead to nothing: names that the file has no other use for.

    `start` is the first scene there is, `language` one that the story has.
    """

    stub: str
    nobody: str
    start: str
    language: str

    @classmethod
    def for_(cls, tree: Mapping[str, Tree]) -> "StandIns":
        scenes, cast = (parts_of(tree.get(key)) for key in ("scenes", "cast"))
        stub = free_name("stub", scenes)
        languages = tree.get("languages")
        known = [each for each in Language if isinstance(languages, list) and each in languages]
        start = next(filter(is_name, scenes), stub)
        return cls(stub, free_name("nobody", cast), start, str([*known, *Language][0]))


def blank() -> dict[str, Tree]:
    """Give a text that nobody has written."""
    return {"all": UNWRITTEN}


def somebody() -> Tree:
    return {"name": UNWRITTEN, "pronoun": "they"}


def ending() -> Tree:
    """Give where a way leads that leads to nothing: a story that has not been written may come out in any way."""
    said = {key: blank() for key in ("responsible", "helped", "sentence")}
    debrief: dict[str, Tree] = {**said, "questions": [blank()], "help": ["help.talk"]}
    return {"title": blank(), "ending": "open", "debrief": debrief}


def shape_mend(misfit: Misfit, node: Any, standing: StandIns) -> Mend:
    """Give the mend for a value that does not fit; `node` is what stands there."""
    if misfit.kind in _BY_KIND:
        return _BY_KIND[misfit.kind](misfit, node, standing)
    if misfit.is_text and isinstance(misfit.input, str):
        return _without_language(misfit.path, misfit.input.strip(), standing)
    is_wording = type_at(Scenario, misfit.path[:-1]) is Text and misfit.input == ""
    return Mend(take=(misfit.path,), unwritten=is_wording)


def wordless_mend(path: FieldPath, node: Any) -> Mend:
    """Give the mend for a text that has no words in any language."""
    return Mend({path: {**node, **blank()}} if isinstance(node, dict) else {path: blank()}, unwritten=True)


def is_blank(value: Tree) -> bool:
    return isinstance(value, dict) and value.get("all") == UNWRITTEN


def _without_language(path: FieldPath, said: str, standing: StandIns) -> Mend:
    return Mend({path: {standing.language: said}}) if said else Mend({path: blank()}, unwritten=True)


def _missing(misfit: Misfit, _node: Any, standing: StandIns) -> Mend:
    return _filled(misfit.path, standing)


def _filled(path: FieldPath, standing: StandIns) -> Mend:
    kind = type_at(Scenario, path)
    if kind is Text:
        return Mend({path: blank()}, unwritten=True)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return Mend({path: {}})
    if get_origin(kind) is tuple:
        return Mend({path: []}, unwritten=type_at(Scenario, (*path, 0)) is Text)
    if get_origin(kind) is dict:
        return Mend({path: {}})
    return _plain(path, standing)


def _plain(path: FieldPath, standing: StandIns) -> Mend:
    """Fill in what is neither a text nor a part. What comes back for a sentence is for none if it does not say for which."""
    if path[-1] == "parts":
        return Mend(take=(path[:-1],))
    if path[-1] == "from":
        return Mend({path: "0" if path[0] == "gauges" else standing.nobody})
    names = {"start": standing.start, "of": standing.nobody, "by": standing.nobody}
    names |= {"answered_by": standing.nobody, "name": UNWRITTEN, "pronoun": "they"}
    names |= {"format": "1", "ages": "12-14", "minutes": "45"}
    return Mend({path: names.get(str(path[-1]), standing.stub)})


def _too_few(misfit: Misfit, _node: Any, standing: StandIns) -> Mend:
    """Add one; the next look tells whether there are enough."""
    if misfit.path == ("cast",):
        return Mend({("cast", standing.nobody): somebody()})
    if misfit.path == ("scenes",):
        return Mend({("scenes", standing.stub): ending()})
    named: dict[str | int, Tree] = {"languages": standing.language, "roles": "friend", "help": "help.talk"}
    item = type_at(Scenario, (*misfit.path, 0))
    other: Tree = blank() if item is Text else []
    return Mend(add=((misfit.path, named.get(misfit.path[-1], other)),), unwritten=item is Text)


def _too_many(misfit: Misfit, node: Any, standing: StandIns) -> Mend:
    """Leave out the last, but nothing that stands in for something."""
    most = misfit.limits["max_length"]
    if isinstance(node, dict):
        own = [name for name in node if name not in (standing.stub, standing.nobody)]
        return Mend(take=tuple((*misfit.path, name) for name in own[most - len(node) :]))
    return Mend(take=tuple((*misfit.path, place) for place in reversed(range(most, len(node)))))


def _too_long(misfit: Misfit, _node: Any, _standing: StandIns) -> Mend:
    return Mend({misfit.path: misfit.input.strip()[: misfit.limits["max_length"]]})


def _own(misfit: Misfit, node: Any, standing: StandIns) -> Mend:
    return _OWN[str(misfit.limits["error"])](misfit.path, node, standing)


def _says_or_photo(path: FieldPath, node: Any, _standing: StandIns) -> Mend:
    if "photo" in node:
        return Mend(take=((*path, "photo"),))
    return Mend({(*path, "says"): blank()}, unwritten=True)


def _to_or_go(path: FieldPath, node: Any, standing: StandIns) -> Mend:
    return Mend(take=((*path, "to"),)) if "to" in node else Mend({(*path, "to"): standing.stub})


def _one_way_on(path: FieldPath, node: Any, standing: StandIns) -> Mend:
    """Keep the first of several ways on; where there is none, let what is there say which one was meant."""
    ways = [way for way in (("choices",), ("ending",), ("to", "go")) if any(node.get(key) for key in way)]
    if ways:
        return Mend(take=tuple((*path, key) for way in ways[1:] for key in way if key in node))
    if "ask" in node:
        return Mend({(*path, "choices"): [{}, {}]})
    if "debrief" in node:
        return Mend({(*path, "ending"): "open"})
    return Mend({(*path, "to"): standing.stub})


def _ending_needs_debrief(path: FieldPath, node: Any, _standing: StandIns) -> Mend:
    return Mend({(*path, "debrief"): {}}) if "ending" in node else Mend(take=((*path, "debrief"),))


def _choices_need_ask(path: FieldPath, node: Any, _standing: StandIns) -> Mend:
    ask = (*path, "ask")
    return Mend({ask: blank()}, unwritten=True) if node.get("choices") else Mend(take=(ask,))


def _place_hour(path: FieldPath, node: Any, _standing: StandIns) -> Mend:
    return Mend({(*path, "hour"): "day"}) if "place" in node else Mend(take=((*path, "hour"),))


def _without(*keys: str) -> Callable[[FieldPath, Any, StandIns], Mend]:
    def mend(path: FieldPath, node: Any, _standing: StandIns) -> Mend:
        return Mend(take=tuple((*path, key) for key in keys if key in node))

    return mend


def _notes_in_parts(path: FieldPath, node: Any, _standing: StandIns) -> Mend:
    return Mend({path: {"before": node}})


def _too_many_countries(_path: FieldPath, node: Any, _standing: StandIns) -> Mend:
    national = {name: scene["countries"] for name, scene in node["scenes"].items() if scene.get("countries")}
    known = list(dict.fromkeys(each for countries in national.values() for each in countries))[:COUNTRIES]
    gone = [name for name, countries in national.items() if not set(countries) <= set(known)]
    return Mend(take=tuple(("scenes", name, key) for name in gone for key in ("countries", "elsewhere")))


_BY_KIND: Mapping[str, Callable[[Misfit, Any, StandIns], Mend]] = {
    "missing": _missing,
    "too_short": _too_few,
    "too_long": _too_many,
    "string_too_long": _too_long,
    "value_error": _own,
}
_OWN: Mapping[str, Callable[[FieldPath, Any, StandIns], Mend]] = {
    "says_or_photo": _says_or_photo,
    "to_or_go": _to_or_go,
    "one_way_on": _one_way_on,
    "ending_needs_debrief": _ending_needs_debrief,
    "choices_need_ask": _choices_need_ask,
    "place_hour": _place_hour,
    "countries_elsewhere": _without("countries", "elsewhere"),
    "poll_goes_on": _without("poll"),
    "build_goes_on": _without("build"),
    "allow_because": _without("allow", "because"),
    "notes_in_parts": _notes_in_parts,
    "too_many_countries": _too_many_countries,
}
