"""Putting something in its place in a story: what must stand around it is made, and what is empty then is taken away."""

from dataclasses import replace
from typing import cast

from classroom.story.format.name_walk import references
from classroom.story.format.yaml_source import INVISIBLE
from classroom.story.model.grammar import Entries, Fields, Grammar, Leaf, Members, Rows, grammar_of
from classroom.story.model.markers import Kind
from classroom.story.writing.loose import Letters, Loosening, tighten
from classroom.story.writing.naming import HOMES, Names, called, free_name, last_names, name_from
from classroom.story.writing.nodes import (
    HEADING,
    NAME,
    Called,
    Loose,
    LoosePath,
    Node,
    Record,
    Ref,
    Series,
    Uid,
    Words,
    inside,
)


def put(loose: Loose, path: LoosePath, node: Node | None) -> Loose:
    """Give the story with this there, or without what is there.

    A list or a part that has nothing in it any more goes too; what others may name stays, since its name is something.
    Something new that others may name gets its name from its title. Raises KeyError where the way leads into a value.
    """
    if path == (HEADING,):
        return replace(loose, heading=str(node or ""))
    root = cast("Record", _put(loose.root, grammar_of(), path, node) or Record({}))
    former = last_names(loose) if node is None and len(path) <= _TO_ENTRY else loose.former
    changed = replace(loose, root=root, former=former)
    is_new = path[:1] and path[0] in HOMES.values() and loose.at(path[:2]) is None
    return christened(changed, path[0], path[1]) if is_new and len(path) >= _TO_ENTRY else changed


_TO_ENTRY = 2  # steps from the root to a scene or a person


def _put(node: Node | None, grammar: Grammar | None, path: LoosePath, value: Node | None) -> Node | None:
    if not path:
        return (
            Called(node.name, value)
            if isinstance(node, Called) and value and not isinstance(value, Called)
            else value
        )
    if isinstance(node, Called):
        if path == (NAME,):
            return replace(node, name=str(value))
        return replace(node, node=_put(node.node, grammar, path, value) or Record({}))
    if node is not None and not isinstance(node, Record | Series):
        raise KeyError(path)
    parts = {**inside(node)}
    inner = _put(parts.get(path[0]), grammar_in(grammar, path[0]), path[1:], value)
    if inner is None or (isinstance(inner, Record | Series) and not inside(inner) and inner is not value):
        parts.pop(path[0], None)
    else:
        defines = isinstance(grammar, Entries) and grammar.defines and not isinstance(inner, Called)
        parts[path[0]] = Called("", inner) if defines else inner
    return _around(node, grammar, parts)


def _around(node: Node | None, grammar: Grammar | None, parts: dict[str, Node]) -> Node:
    if isinstance(node, Series):
        return replace(node, rows=parts)
    listed = node is None and isinstance(grammar, Rows | Members | Entries)
    return Series(parts, mapped=isinstance(grammar, Entries)) if listed else Record(parts)


def grammar_in(grammar: Grammar | None, step: str) -> Grammar | None:
    if isinstance(grammar, Fields):
        return grammar.known.get(step)
    return grammar.item if isinstance(grammar, Rows | Members | Entries) else None


def grammar_at(path: LoosePath) -> Grammar | None:
    grammar: Grammar | None = grammar_of()
    for step in path:
        grammar = grammar_in(grammar, step)
    return grammar


def is_row(path: LoosePath) -> bool:
    """Tell whether something with a uid of its own stands at this place, if anything does."""
    around = grammar_at(path[:-1])
    return isinstance(around, Rows) or (isinstance(around, Entries) and around.defines is not None)


def christened(loose: Loose, home: str, uid: Uid) -> Loose:
    """Give something without a name one: out of its title, and no other has it or is meant by it."""
    row = loose.at((home, uid))
    if not isinstance(row, Called) or row.name:
        return loose
    kind = next(kind for kind, each in HOMES.items() if each == home)
    name = free_name(name_from(title_of(row.node), kind), taken_names(loose, kind, uid))
    return replace(loose, root=cast("Record", _put(loose.root, grammar_of(), (home, uid, NAME), name)))


def title_of(node: Node | None) -> str:
    """Give the first words that tell what something is."""
    for key in ("title", "name"):
        node = inside(node).get(key, node)
    while isinstance(node, Record):
        node = next(iter(node.fields.values()), None)
    return "".join(each for each in node if isinstance(each, str)) if isinstance(node, str | tuple) else ""


def taken_names(loose: Loose, kind: Kind, but: Uid | None = None) -> set[str]:
    """Give the names of this kind that something in the story has, or is meant by."""
    names = Names(loose)
    meant = {each.name for each in references(tighten(loose).tree) if each.kind == kind}
    own = {names.of(but)} if but else set()
    return (meant - own) | {names.of(uid) for uid, _ in called(loose, kind) if uid != but}


def words_at(loose: Loose, path: LoosePath, said: str) -> Words:
    """Give what a person wrote at this place as it is in the loose form: with uids for the names in it.

    Where something is chosen out of a list its uid will do. Signs that nobody sees are left out: no file may have them.
    """
    said = INVISIBLE.sub("", said.replace("\r\n", "\n"))
    grammar = grammar_at(path)
    if not isinstance(grammar, Leaf):
        return said
    names = last_names(loose)
    if grammar.names and (said in names or said in inside(loose.at((*path[:-1], "choices")))):
        return (Ref(said),)
    binding = Loosening({}, lambda _path, _rows: (), names)
    binding.loose("")
    parts = inside(loose.at((*path[:2], "build", "parts"))).values()
    binding.letters = Letters(
        [*inside(loose.at((*path[:2], "choices")))], [[*inside(part)] for part in parts]
    )
    return binding.words(said, grammar)
