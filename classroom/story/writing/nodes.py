"""A story without places and names: whatever can move or be renamed has a uid, and whoever names it says that uid.

So two people can change one story side by side: a scene that gets another name, or a line that moves, is still the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from classroom.story.format.paths import Tree
from classroom.story.model.markers import Kind

Uid = str
LoosePath = tuple[str, ...]  # of keys, and of uids where a file has names and places
NAME = "[name]"  # no key of a file: the step to the name of something in a mapping
HEADING = "[heading]"  # no key of a file either: the remarks above the first one


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
    """A part of a mapping, with the name that leads to it there."""

    name: Words
    node: "Node"


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """The parts of a list, or of a mapping (each of them `Called`), in their order."""

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
Named = TypeVar("Named", Record, Series)


@dataclass(frozen=True, slots=True)
class Loose:
    """A whole story in the loose form. `former` has the kind and the last name of what was taken away and is still named."""

    root: Record
    former: Mapping[Uid, tuple[Kind, str]] = field(default_factory=dict)
    heading: str = ""

    def at(self, path: LoosePath) -> Node | None:
        """Give what stands there, or None."""
        return self.heading if path == (HEADING,) else at(self.root, path)

    def put(self, path: LoosePath, node: Node | None) -> "Loose":
        """Give the story with this there, or without what is there; records on the way to it are made.

        Raises KeyError where the way leads through something that has no parts.
        """
        if path == (HEADING,):
            return replace(self, heading=node if isinstance(node, str) else "")
        return replace(self, root=cast("Record", put(self.root, path, node) or Record({})))


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


def put(node: Node | None, path: LoosePath, value: Node | None) -> Node | None:
    if not path:
        return value
    if isinstance(node, Called):
        if path == (NAME,):
            return replace(node, name=cast("Words", value))
        return replace(node, node=put(node.node, path, value) or Record({}))
    if node is not None and not isinstance(node, Record | Series):
        raise KeyError(path)
    parts = {**inside(node)}
    inner = put(parts.get(path[0]), path[1:], value)
    if inner is None:
        parts.pop(path[0], None)
    else:
        parts[path[0]] = inner
    return replace(node, rows=parts) if isinstance(node, Series) else Record(parts)


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
    for _, said in leaves(node):
        if isinstance(said, tuple):
            yield from (piece.uid for piece in said if isinstance(piece, Ref))


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
