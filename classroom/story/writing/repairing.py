"""Making a repair. None of it looks at what the story is like otherwise: each does at its place what it says."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from classroom.languages import Language
from classroom.story.model.grammar import Entries, Leaf, Members
from classroom.story.model.markers import Kind
from classroom.story.writing.crafting import move
from classroom.story.writing.loose import Tightening, member_key
from classroom.story.writing.naming import HOMES
from classroom.story.writing.nodes import (
    Called,
    Loose,
    LoosePath,
    Node,
    Record,
    Ref,
    Series,
    Uid,
    inside,
)
from classroom.story.writing.repairs import WAYS, Remedy, Repair, halves
from classroom.story.writing.setting import grammar_at, is_row, may_be_called, named_at, put, words_at
from classroom.story.writing.uids import NewUid


def repaired(loose: Loose, repair: Repair, new: NewUid) -> Loose:
    """Give the story with one repair made. Where its place is gone meanwhile the story stays as it is."""
    return loose if loose.at(repair.path) is None else _BY_REMEDY[repair.remedy](loose, repair, new)


def _out(loose: Loose, repair: Repair, _new: NewUid) -> Loose:
    """Take it out; a row of which it was all that there is goes with it."""
    path = repair.path
    while is_row(path[:-1]) and not may_be_called(path[:-1]) and len(inside(loose.at(path[:-1]))) == 1:
        path = path[:-1]
    return put(loose, path, None)


def _near(loose: Loose, repair: Repair, _new: NewUid) -> Loose:
    path = repair.path
    if isinstance(grammar_at(path[:-1]), Members | Entries):
        return _in_its_place(loose, path, repair.value)
    if repair.wrong and f"{{{repair.wrong}}}" in _said(loose, path):
        return _rewritten(
            loose, path, lambda said: said.replace(f"{{{repair.wrong}}}", f"{{{repair.value}}}")
        )
    return put(loose, path, words_at(loose, path, repair.value))


def _in_its_place(loose: Loose, path: LoosePath, value: str) -> Loose:
    """Name something else where what is named is the way to it: in a list without order, or as the key of a mapping."""
    around, meant = loose.at(path[:-1]), named_at(loose, path[:-1], value)
    uid = member_key(meant)
    if not isinstance(around, Series) or (around.mapped and uid in around.rows):
        return loose
    rows: dict[Uid, Node] = {}
    for step, row in around.rows.items():
        other = (uid, row if around.mapped else meant)
        rows.setdefault(*(other if step == path[-1] else (step, row)))
    return put(loose, path[:-1], replace(around, rows=rows))


def _kind_at(path: LoosePath) -> Kind:
    around, grammar = grammar_at(path[:-1]), grammar_at(path)
    named = (
        around.names if isinstance(around, Entries) else grammar.names if isinstance(grammar, Leaf) else None
    )
    return named or "person"  # in braces


def _make(loose: Loose, repair: Repair, new: NewUid) -> Loose:
    """Make what is named, with its name as its first words. What was taken away once and is still named, is meant."""
    kind = _kind_at(repair.path)
    gone = (uid for uid, last in loose.former.items() if last == (kind, repair.value))
    words = repair.value.replace("_", " ").capitalize()
    text = Record({_language(loose): words})
    nodes: Mapping[str, Node] = {
        "scene": Record({"title": text}),
        "person": Record({"name": words[:20]}),
        "find": text,
        "gauge": Record({"name": text, "from": "0"}),
    }
    return put(loose, (HOMES[kind], next(gone, None) or new()), Called(repair.value, nodes[kind]))


def _language(loose: Loose) -> str:
    """Give the language that the story is written in."""
    declared = [each for each in inside(loose.at(("languages",))).values() if isinstance(each, str)]
    return next((each for each in declared if each in set(Language)), str(next(iter(Language))))


def _keep(loose: Loose, repair: Repair, _new: NewUid) -> Loose:
    for key in (key for way in repair.wrong.split() for key in WAYS[way]):
        loose = put(loose, (*repair.path, key), None)
    return loose


def _on(loose: Loose, repair: Repair, new: NewUid) -> Loose:
    way = Series({new(): Record({"to": (Ref(repair.value),)})})
    return put(loose, (*repair.path, "go"), way)


def _end(loose: Loose, repair: Repair, _new: NewUid) -> Loose:
    return put(loose, (*repair.path, "ending"), "open")


def _no_end(loose: Loose, repair: Repair, _new: NewUid) -> Loose:
    return put(loose, (*repair.path, "ending"), None)


def _last(loose: Loose, repair: Repair, _new: NewUid) -> Loose:
    rows = [*inside(loose.at(repair.path[:-1]))]
    return move(loose, repair.path, rows[-1])


def _braces(loose: Loose, repair: Repair, _new: NewUid) -> Loose:
    by_itself = re.compile(rf"\b{re.escape(repair.wrong)}\b")
    return _rewritten(loose, repair.path, lambda said: by_itself.sub(f"{{{repair.value}}}", said))


def _plain(loose: Loose, repair: Repair, _new: NewUid) -> Loose:
    return _rewritten(loose, repair.path, lambda said: said.replace(f"{{{repair.wrong}}}", repair.wrong))


def _halve(loose: Loose, repair: Repair, _new: NewUid) -> Loose:
    return _rewritten(loose, repair.path, lambda said: halves(said) or said)


def _rewritten(loose: Loose, path: LoosePath, how: Callable[[str], str]) -> Loose:
    return put(loose, path, words_at(loose, path, how(_said(loose, path))))


def _said(loose: Loose, path: LoosePath) -> str:
    node = loose.at(path)
    return Tightening(loose).said(node, None) if isinstance(node, str | tuple) else ""


_BY_REMEDY: Mapping[Remedy, Callable[[Loose, Repair, NewUid], Loose]] = {
    Remedy.OUT: _out,
    Remedy.NEAR: _near,
    Remedy.MAKE: _make,
    Remedy.KEEP: _keep,
    Remedy.ON: _on,
    Remedy.END: _end,
    Remedy.NO_END: _no_end,
    Remedy.LAST: _last,
    Remedy.FOR_ALL: _out,
    Remedy.BRACES: _braces,
    Remedy.PLAIN: _plain,
    Remedy.HALVE: _halve,
}
