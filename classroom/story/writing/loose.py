"""From a tree to its loose form, and back: `tighten(loosen(tree))` is the tree, but that one way on is always said by `to`."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from classroom.story.format.paths import Tree
from classroom.story.format.spelling import spelled_out
from classroom.story.model.grammar import Entries, Fields, Grammar, Leaf, Members, Rows, grammar_of
from classroom.story.model.markers import Kind
from classroom.story.model.names import free_name
from classroom.story.writing.naming import HOMES, Names
from classroom.story.writing.nodes import (
    UNKNOWN,
    Called,
    Loose,
    LoosePath,
    Node,
    Odd,
    Record,
    Ref,
    Series,
    Uid,
    Words,
    joined,
)

# Gives the uids of rows: it is told where they stand, and the name (of an entry) and the content of each.
Supply = Callable[[LoosePath, Sequence[tuple[str, Tree]]], Sequence[Uid]]
_BRACED = re.compile(r"(?<=\{)([^{}.]*)(?=[^{}]*\})")


@dataclass(slots=True)
class Letters:
    """What the letters of one scene stand for: its choices, and the options of each part of a sentence."""

    choices: list[Uid] = field(default_factory=list)
    options: list[list[Uid]] = field(default_factory=list)

    def uid(self, kind: Kind, place: int, letter: str) -> str | Ref:
        """Give what this letter stands for; one for nothing stays a letter."""
        known = self.choices if kind == "choice" else self.options[place] if place < len(self.options) else []
        number = ascii_uppercase.find(letter)
        return Ref(known[number]) if len(letter) == 1 and 0 <= number < len(known) else letter

    def letter(self, uid: Uid) -> str:
        """Give the letter of a choice or an option; what was taken away has none, and no other may take its place."""
        for known in (self.choices, *self.options):
            if uid in known[: len(ascii_uppercase)]:
                return ascii_uppercase[known.index(uid)]
        return "?"


def loosen(
    tree: Mapping[str, Tree],
    supply: Supply,
    former: Mapping[Uid, tuple[Kind, str]] | None = None,
    heading: str = "",
) -> Loose:
    """Give the loose form of any tree. `former` is what was taken away of the story, by uid."""
    return Loosening(spelled_out(tree), supply, former or {}).loose(heading)


class Loosening:
    """Finds what the names in one story are names of."""

    def __init__(
        self, tree: Mapping[str, Tree], supply: Supply, former: Mapping[Uid, tuple[Kind, str]]
    ) -> None:
        self.tree = tree
        self.supply = supply
        self.former = former
        self.names: dict[Kind, dict[str, Uid]] = {}
        self.entries: dict[str, Sequence[Uid]] = {}
        self.letters = Letters()

    def loose(self, heading: str) -> Loose:
        defined = {key: inner for key in HOMES.values() if isinstance(inner := self.tree.get(key), dict)}
        self.entries = {key: self.supply((key,), [*inner.items()]) for key, inner in defined.items()}
        living = {uid for uids in self.entries.values() for uid in uids}
        for uid, (kind, name) in self.former.items():
            if uid not in living:
                self.names.setdefault(kind, {})[name] = uid
        for kind, key in HOMES.items():
            found = zip(defined.get(key, ()), self.entries.get(key, ()), strict=True)
            self.names.setdefault(kind, {}).update(found)
        return Loose(self._record(self.tree, grammar_of(), ()), self.former, heading)

    def _node(self, tree: Tree, grammar: Grammar | None, path: LoosePath) -> Node:
        if isinstance(grammar, Leaf) and isinstance(tree, str):
            return self.words(tree, grammar)
        if isinstance(grammar, Fields) and isinstance(tree, dict):
            return self._record(tree, grammar, path)
        if isinstance(grammar, Rows | Members) and isinstance(tree, list):
            return (
                self._rows(tree, grammar, path) if isinstance(grammar, Rows) else self._members(tree, grammar)
            )
        if isinstance(grammar, Entries) and isinstance(tree, dict):
            return self._defined(tree, grammar, path) if grammar.defines else self._named(tree, grammar, path)
        return Odd(tree)

    def _record(self, tree: Mapping[str, Tree], grammar: Fields, path: LoosePath) -> Record:
        if "to" in tree and "go" not in tree and {"to", "go"} <= grammar.known.keys():
            tree = {**{key: value for key, value in tree.items() if key != "to"}, "go": [{"to": tree["to"]}]}
        known = {
            key: self._node(tree[key], inner, (*path, key))
            for key, inner in grammar.known.items()
            if key in tree
        }
        return Record(known | {key: Odd(value) for key, value in tree.items() if key not in grammar.known})

    def _rows(self, tree: list[Tree], grammar: Rows, path: LoosePath) -> Series:
        uids = self.supply(path, [("", row) for row in tree])
        if grammar.defines == "choice":
            self.letters.choices = [*uids]
        if grammar.defines == "option":
            self.letters.options.append([*uids])
        rows = zip(uids, tree, strict=True)
        return Series({uid: self._node(row, grammar.item, (*path, uid)) for uid, row in rows})

    def _members(self, tree: list[Tree], grammar: Members) -> Series:
        rows: dict[Uid, Node] = {}
        for member in tree:
            node = self._node(member, grammar.item, ())
            rows[free_name(member_key(node), rows, "~")] = node
        return Series(rows)

    def _defined(self, tree: dict[str, Tree], grammar: Entries, path: LoosePath) -> Series:
        rows: dict[Uid, Node] = {}
        for uid, (name, inner) in zip(self.entries[path[0]], tree.items(), strict=True):
            self.letters = Letters()
            rows[uid] = Called(name, self._node(inner, grammar.item, (*path, uid)))
        return Series(rows, mapped=True)

    def _named(self, tree: dict[str, Tree], grammar: Entries, path: LoosePath) -> Series:
        rows: dict[Uid, Node] = {}
        for name, inner in tree.items():
            uid = member_key(self.words(name, Leaf(grammar.names)))
            rows[uid] = self._node(inner, grammar.item, (*path, uid))
        return Series(rows, mapped=True)

    def words(self, said: str, grammar: Leaf) -> Words:
        if grammar.braced and "{" in said:
            people = self.names.get("person", {})
            pieces = enumerate(_BRACED.split(said))
            return joined([Ref(people[each]) if odd % 2 and each in people else each for odd, each in pieces])
        if grammar.names in {"choice", "option"}:
            letters = enumerate(said if grammar.names == "option" else [said])
            return joined([self.letters.uid(grammar.names, place, letter) for place, letter in letters])
        uid = self.names.get(grammar.names, {}).get(said) if grammar.names else None
        return said if uid is None else (Ref(uid),)


def member_key(node: Node) -> Uid:
    """Give the uid of a value in a list that has each at most once: two people who add it have added the same."""
    if isinstance(node, tuple) and len(node) == 1 and isinstance(node[0], Ref):
        return node[0].uid
    pieces = node if isinstance(node, tuple) else (node,)
    return UNKNOWN + "".join(
        each.uid if isinstance(each, Ref) else each if isinstance(each, str) else "" for each in pieces
    )


@dataclass(frozen=True, slots=True)
class Tight:
    """A story as it is written, with what no file holds: the uids of its rows in their order, and what was taken away of it."""

    tree: dict[str, Tree]
    uids: tuple[Uid, ...]
    former: Mapping[Uid, tuple[Kind, str]]


def tighten(loose: Loose) -> Tight:
    tightening = Tightening(loose)
    tree = tightening.tree()
    return Tight(tree, tuple(tightening.uids), tightening.names.former)


class Tightening:
    """Spells the parts of one story: with its names, and with the letters of the scene that was spelled last."""

    def __init__(self, loose: Loose) -> None:
        self.root = loose.root
        self.names = Names(loose)
        self.uids: list[Uid] = []
        self.letters = Letters()

    def tree(self) -> dict[str, Tree]:
        for key in HOMES.values():
            series = self.root.fields.get(key)
            if isinstance(series, Series):
                self.uids += series.rows
        return dict(self._record(self.root, grammar_of()))

    def spelled(self, node: Node, grammar: Grammar | None) -> Tree:
        if isinstance(node, str | tuple):
            return self.said(node, grammar)
        if isinstance(node, Record):
            return dict(self._record(node, grammar))
        if isinstance(node, Series):
            return self._series(node, grammar)
        return node.tree if isinstance(node, Odd) else self.spelled(node.node, grammar)

    def _record(self, node: Record, grammar: Grammar | None) -> Iterator[tuple[str, Tree]]:
        known = grammar.known if isinstance(grammar, Fields) else {}
        for key in (*known, *(key for key in node.fields if key not in known)):
            if key in node.fields:
                tree = self.spelled(node.fields[key], known.get(key))
                one_way = key == "go" and "to" in known and "to" not in node.fields and _only_to(tree)
                yield ("to", one_way[0]) if one_way else (key, tree)

    def _series(self, node: Series, grammar: Grammar | None) -> Tree:
        item = grammar.item if isinstance(grammar, Rows | Members | Entries) else None
        if isinstance(grammar, Rows):
            self._learn(node, grammar)
        if not node.mapped:
            return [self.spelled(row, item) for row in node.rows.values()]
        return dict(self._entries(node, grammar, item))

    def _learn(self, node: Series, grammar: Rows) -> None:
        self.uids += node.rows
        if grammar.defines == "choice":
            self.letters.choices = [*node.rows]
        if grammar.defines == "option":
            self.letters.options.append([*node.rows])

    def _entries(
        self, node: Series, grammar: Grammar | None, item: Grammar | None
    ) -> Iterator[tuple[str, Tree]]:
        for uid, row in node.rows.items():
            if isinstance(grammar, Entries) and grammar.defines:
                self.letters = Letters()
            yield self.names.key(uid), self.spelled(row, item)

    def said(self, words: Words, grammar: Grammar | None) -> str:
        """Give a value as it is written."""
        if isinstance(words, str):
            return words
        lettered = isinstance(grammar, Leaf) and grammar.names in {"choice", "option"}
        name = self.letters.letter if lettered else self.names.of
        return "".join(piece if isinstance(piece, str) else name(piece.uid) for piece in words)


def _only_to(go: Tree) -> tuple[Tree] | None:
    """Give where all classes go, if that is all that is said."""
    first = go[0] if isinstance(go, list) and len(go) == 1 else None
    return (first["to"],) if isinstance(first, dict) and first.keys() == {"to"} else None
