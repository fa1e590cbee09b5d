"""A story without places and names: whatever can move or be renamed has a uid, and whoever names it says that uid.

So two people can change one story side by side: a scene that gets another name, or a line that moves, is still the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from classroom.story.format.paths import Tree
from classroom.story.model.markers import Kind

Uid = str
LoosePath = tuple[str, ...]  # of keys, and of uids where a file has names and places
NAME = "[name]"  # no key of a file: the step to the name of something in a mapping
HEADING = "[heading]"  # no key of a file either: the remarks above the first one

UNKNOWN = "="  # before a name of nothing, where a uid would stand


@dataclass(frozen=True, slots=True)
class Ref:
    """Where something of the story is named."""

    uid: Uid


Words = str | tuple[str | Ref, ...]  # a value without parts; text around whatever it names


@dataclass(frozen=True, slots=True)
class Odd:
    """A part that the models do not know, or that has another shape than they say: kept whole, as it was written."""

    tree: Tree


@dataclass(frozen=True, slots=True)
class Record:
    """A part with keys of its own."""

    fields: Mapping[str, "Node"]


@dataclass(frozen=True, slots=True)
class Called:
    """A part of a mapping, with the name that an author gave it there."""

    name: str
    node: "Node"


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """The parts of a list or of a mapping, in their order.

    Each has a uid, but for values that a list has at most once, and for mappings whose keys name something: they have that
    of what they name.
    """

    rows: Mapping[Uid, "Node"]
    mapped: bool = False

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Series)
            and self.mapped == other.mapped
            and [*self.rows.items()] == [*other.rows.items()]
        )

    __hash__ = None  # type: ignore[assignment]


Node = Words | Odd | Record | Called | Series


@dataclass(frozen=True, slots=True)
class Loose:
    """A whole story in the loose form. `former` has the kind and the last name of what was taken away and is still named."""

    root: Record
    former: Mapping[Uid, tuple[Kind, str]] = field(default_factory=dict)
    heading: str = ""

    def at(self, path: LoosePath) -> Node | None:
        """Give what stands there, or None."""
        return self.heading if path == (HEADING,) else at(self.root, path)


def at(node: Node | None, path: LoosePath) -> Node | None:
    for step in path:
        if isinstance(node, Called) and step == NAME:
            node = node.name
            continue
        inner = node.node if isinstance(node, Called) else node
        node = inside(inner).get(step)
    return node


def inside(node: Node | None) -> Mapping[str, Node]:
    """Give the parts of a node by the step that leads to each; a value has none."""
    if isinstance(node, Called):
        return inside(node.node)
    return node.fields if isinstance(node, Record) else node.rows if isinstance(node, Series) else {}


def alike(one: Node | None, other: Node | None) -> bool:
    """Tell whether two parts can be compared, and merged, part by part."""
    if isinstance(one, Series) and isinstance(other, Series):
        return one.mapped == other.mapped
    return isinstance(one, Record) and isinstance(other, Record)


def leaves(node: Node, path: LoosePath = ()) -> Iterator[tuple[LoosePath, Words | Odd]]:
    """Give every value in a node, with the path that leads to it; names in mappings are values too."""
    if isinstance(node, Called):
        yield (*path, NAME), node.name
        yield from leaves(node.node, path)
    elif isinstance(node, Record | Series):
        for step, inner in inside(node).items():
            yield from leaves(inner, (*path, step))
    else:
        yield path, node


def refs(node: Node) -> Iterator[Uid]:
    """Give the uid of everything that a node names."""
    if isinstance(node, tuple):
        yield from (piece.uid for piece in node if isinstance(piece, Ref))
    if isinstance(node, Series) and node.mapped:
        yield from (uid for uid, row in node.rows.items() if not isinstance(row, Called))
    for inner in inside(node).values():
        yield from refs(inner)


def joined(pieces: list[str | Ref]) -> Words:
    """Give pieces as one value: a text by itself where it names nothing."""
    words: list[str | Ref] = []
    for piece in pieces:
        if words and isinstance(piece, str) and isinstance(words[-1], str):
            words[-1] += piece
        elif piece != "":
            words.append(piece)
    if any(isinstance(piece, Ref) for piece in words):
        return tuple(words)
    return "".join(cast("list[str]", words))
