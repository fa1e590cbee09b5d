"""Putting something in its place in a story: what must stand around it is made, and what is empty then is taken away."""

from dataclasses import replace
from typing import cast

from classroom.story.format.name_walk import references
from classroom.story.format.yaml_source import INVISIBLE
from classroom.story.model.grammar import Entries, Fields, Grammar, Leaf, Members, Rows, grammar_of
from classroom.story.model.markers import Kind
from classroom.story.model.names import free_name
from classroom.story.writing.loose import Letters, Loosening, tighten
from classroom.story.writing.naming import HOMES, Names, called, kind_in, last_names, name_from
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

    A list or a part that has nothing in it any more goes too; a row goes only when it is taken away itself, and a name
    never goes without what it is the name of. Something new that others may name gets its name from its title. Raises
    KeyError where the way leads into a value, or to the name of what can have none.
    """
    if path == (HEADING,):
        return replace(loose, heading=str(node or ""))
    if node is None and loose.at(path) is None:
        return loose
    if path[-1:] == (NAME,) and not may_be_called(path[:-1]):
        raise KeyError(path)
    root = cast("Record", _put(loose.root, grammar_of(), path, node) or Record({}))
    changed = _with_last_names(replace(loose, root=root), loose)
    is_new = may_be_called(path[:_TO_ENTRY]) and loose.at(path[:_TO_ENTRY]) is None
    return christened(changed, path[0], path[1]) if is_new else changed


_TO_ENTRY = 2  # steps from the root to a scene or a person


def may_be_called(path: LoosePath) -> bool:
    """Tell whether what stands at this place has a name that others name it by."""
    return len(path) == _TO_ENTRY and path[0] in HOMES.values()


def _with_last_names(changed: Loose, before: Loose) -> Loose:
    """Give a story that knows what everything was called that was taken away of it."""
    living = {uid for kind in HOMES for uid, _ in called(changed, kind)}
    if all(uid in living for kind in HOMES for uid, _ in called(before, kind)):
        return changed
    gone = {uid: last for uid, last in last_names(before).items() if uid not in living}
    return replace(changed, former={**before.former, **gone})


def _put(node: Node | None, grammar: Grammar | None, path: LoosePath, value: Node | None) -> Node | None:
    if path in ((), (NAME,)):
        return _renamed(node, value) if path else _replaced(node, value)
    if isinstance(node, Called):
        return replace(node, node=_put(node.node, grammar, path, value) or Record({}))
    if node is not None and not isinstance(node, Record | Series):
        raise KeyError(path)
    parts = {**inside(node)}
    inner = _put(parts.get(path[0]), grammar_in(grammar, path[0]), path[1:], value)
    if inner is None or (_is_emptied(inner, value) and not _has_uids(grammar)):
        parts.pop(path[0], None)
    else:
        defines = isinstance(grammar, Entries) and grammar.defines and not isinstance(inner, Called)
        parts[path[0]] = Called("", inner) if defines else inner
    return _around(node, grammar, parts)


def _is_emptied(node: Node, value: Node | None) -> bool:
    """Tell whether nothing is left in a part; one that somebody put there with nothing in it may stay so."""
    return isinstance(node, Record | Series) and not inside(node) and node is not value


def _has_uids(grammar: Grammar | None) -> bool:
    """Tell whether what stands in such a part has uids of its own."""
    return isinstance(grammar, Rows) or (isinstance(grammar, Entries) and grammar.defines is not None)


def _replaced(node: Node | None, value: Node | None) -> Node | None:
    """Give the value in the place of a node; a name that stood there stays, unless the value brings one."""
    if isinstance(node, Called) and value is not None and not isinstance(value, Called):
        return Called(node.name, value)
    return value


def _renamed(node: Node | None, name: Node | None) -> Node | None:
    """Give something under another name; what is not there yet is there once it has one."""
    if not name:
        return node
    return Called(str(name), node.node if isinstance(node, Called) else node or Record({}))


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
    return _has_uids(grammar_at(path[:-1]))


def christened(loose: Loose, home: str, uid: Uid) -> Loose:
    """Give something without a name one: out of its title, and no other has it or is meant by it."""
    row = loose.at((home, uid))
    if not isinstance(row, Called) or row.name:
        return loose
    kind = kind_in(home)
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
    if grammar.names and (said in last_names(loose) or said in inside(loose.at((*path[:-1], "choices")))):
        return (Ref(said),)
    return _bound(loose, path, said, grammar)


def named_at(loose: Loose, path: LoosePath, name: str) -> Words:
    """Give a name in a list of values, or among the keys of a mapping, with the uid of what it names."""
    grammar = grammar_at(path)
    leaf = Leaf(grammar.names) if isinstance(grammar, Entries) else grammar_in(grammar, "")
    return _bound(loose, path, name, leaf) if isinstance(leaf, Leaf) else name


def _bound(loose: Loose, path: LoosePath, said: str, grammar: Leaf) -> Words:
    names = last_names(loose)
    binding = Loosening({}, lambda _path, _rows: (), names)
    binding.loose("")
    parts = inside(loose.at((*path[:2], "build", "parts"))).values()
    binding.letters = Letters(
        [*inside(loose.at((*path[:2], "choices")))], [[*inside(part)] for part in parts]
    )
    return binding.words(said, grammar)
