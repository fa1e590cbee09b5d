"""Authors who do anything to a story: what each types is a word that nobody else types."""

import re
from dataclasses import replace

from hypothesis import strategies as st

from classroom.story.model.grammar import Fields
from classroom.story.writing.nodes import (
    NAME,
    Loose,
    LoosePath,
    Node,
    Ref,
    Series,
    Uid,
    inside,
    leaves,
)
from classroom.story.writing.setting import grammar_at, is_row, put

HOW = ["say", "say", "say", "add", "drop", "move", "name", "link"]
acts = st.lists(st.tuples(st.sampled_from(HOW), st.integers(0, 999)), max_size=5)


def lists_in(node: Node, path: LoosePath = ()) -> list[LoosePath]:
    """Give the path to every list and mapping whose rows have uids of their own."""
    found = [path] if is_row((*path, "any")) and isinstance(node, Series) and node.rows else []
    return found + [each for step, inner in inside(node).items() for each in lists_in(inner, (*path, step))]


def texts_at(loose: Loose) -> list[LoosePath]:
    return [path for path, _ in leaves(loose.root) if path[-1] in {"nl", "en", "name", "note"}]


def into_row(path: LoosePath) -> LoosePath | None:
    """Give the way from a list of rows to the first text in a new one."""
    grammar = grammar_at((*path, "new"))
    if isinstance(grammar, Fields):
        ways = {"nl": (), "says": ("nl",), "title": ("nl",), "name": (), "about": ("nl",)}
        return next(((key, *ways[key]) for key in ways if key in grammar.known), None)
    return None


def done(loose: Loose, wanted: list[tuple[str, int]], who: str) -> Loose:
    """Give the story after somebody did all of this."""
    for number, (how, where) in enumerate(wanted):
        loose = _ACTS[how](loose, where, f"{who}{number}q")
    return loose


def _say(loose: Loose, where: int, word: str) -> Loose:
    paths = texts_at(loose)
    return put(loose, paths[where % len(paths)], f"{word} gezegd") if paths else loose


def _add(loose: Loose, where: int, word: str) -> Loose:
    paths = lists_in(loose.root)
    path = paths[where % len(paths)]
    way = into_row(path)
    return put(loose, (*path, f"new{word}", *way), f"{word} erbij") if way else loose


def _row(loose: Loose, where: int) -> tuple[LoosePath, Uid]:
    paths = lists_in(loose.root)
    path = paths[where % len(paths)]
    rows = [*inside(loose.at(path))]
    return path, rows[where % len(rows)]


def _drop(loose: Loose, where: int, _word: str) -> Loose:
    path, uid = _row(loose, where)
    return put(loose, (*path, uid), None)


def _move(loose: Loose, where: int, _word: str) -> Loose:
    path, uid = _row(loose, where)
    series = loose.at(path)
    assert isinstance(series, Series)
    rows = {uid: series.rows[uid], **series.rows}
    return put(loose, path, replace(series, rows=rows))


def _name(loose: Loose, where: int, word: str) -> Loose:
    named = [path for path, said in leaves(loose.root) if path[-1] == NAME and isinstance(said, str)]
    return put(loose, named[where % len(named)], f"x{word}") if named else loose


def _link(loose: Loose, where: int, _word: str) -> Loose:
    links = [path for path, _ in leaves(loose.root) if path[-1] == "to"]
    scenes = [*inside(loose.at(("scenes",)))]
    return (
        put(loose, links[where % len(links)], (Ref(scenes[where % len(scenes)]),))
        if links and scenes
        else loose
    )


_ACTS = {"say": _say, "add": _add, "drop": _drop, "move": _move, "name": _name, "link": _link}


def words_of(node: object, who: str) -> set[str]:
    """Give the words that this author typed and that stand in a node, or in anything that is made of some."""
    return {*re.findall(rf"\b{who}\d+q\b", re.sub(r"new\w+", "", repr(node)).replace("x" + who, who))}
