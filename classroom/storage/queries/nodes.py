"""A part of a story in its loose form as JSON, and back: what waits in a clash keeps the uids that it names."""

from typing import Any, cast

from classroom.story.writing.nodes import Called, Node, Odd, Record, Ref, Series

KIND, OF = "kind", "of"


def packed(node: Node | None) -> Any:
    """Give a node as JSON can hold it. A text is itself; all else says its kind."""
    if node is None or isinstance(node, str):
        return node
    if isinstance(node, tuple):
        return [{"uid": piece.uid} if isinstance(piece, Ref) else piece for piece in node]
    if isinstance(node, Odd):
        return {KIND: "odd", OF: node.tree}
    if isinstance(node, Called):
        return {KIND: "called", "name": node.name, OF: packed(node.node)}
    if isinstance(node, Record):
        return {KIND: "record", OF: [[key, packed(inner)] for key, inner in node.fields.items()]}
    rows = [[uid, packed(inner)] for uid, inner in node.rows.items()]
    return {KIND: "series", "mapped": node.mapped, OF: rows}


def unpacked(stored: Any) -> Node | None:
    """Give what `packed` made this of."""
    if stored is None or isinstance(stored, str):
        return stored
    if isinstance(stored, list):
        return tuple(piece if isinstance(piece, str) else Ref(piece["uid"]) for piece in stored)
    inner = stored[OF]
    if stored[KIND] == "odd":
        return Odd(inner)
    if stored[KIND] == "called":
        return Called(stored["name"], _node(inner))
    parts = {step: _node(part) for step, part in inner}
    return Record(parts) if stored[KIND] == "record" else Series(parts, stored["mapped"])


def _node(stored: Any) -> Node:
    return cast("Node", unpacked(stored))  # Only a whole clash can be about nothing.
