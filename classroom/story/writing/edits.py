"""What a page sends of a story: values and orders, each with the fingerprint of what the page showed there."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from classroom.story.writing.merging import Clash, Merged
from classroom.story.writing.nodes import NAME, Called, Loose, LoosePath, Node, Record, Series, Uid, inside
from classroom.story.writing.orders import merged_order
from classroom.story.writing.setting import is_row, may_be_called, put

Fingerprint = str
_SIGNS = 8


@dataclass(frozen=True, slots=True)
class Edit:
    """A value that is to stand there now, or nothing. `was` is the fingerprint of what the page showed.

    For a whole row `now` is None: it is taken away.
    """

    path: LoosePath
    was: Fingerprint
    now: Node | None


@dataclass(frozen=True, slots=True)
class Order:
    """The order that the rows of a list are to have. `was` are the rows that the page showed.

    A list with a row that is new on the page comes with its order: only that tells a new row from one that is gone.
    """

    path: LoosePath
    was: tuple[Uid, ...]
    now: tuple[Uid, ...]


def fingerprint(node: Node | None) -> Fingerprint:
    """Give what tells whether something was changed since a page showed it: the same for the same, whoever is renamed."""
    return hashlib.sha256(repr(node).encode("utf-8", "surrogatepass")).hexdigest()[:_SIGNS]


def apply(
    loose: Loose,
    edits: Iterable[Edit],
    orders: Iterable[Order] = (),
    others: Callable[[LoosePath], bool] = lambda _path: True,
) -> Merged:
    """Give the story with these edits, and a clash for each that somebody else was before.

    `others` tells whether anybody but the page that sends them touched a place since the page last heard of it: without
    that, an answer that got lost would look like somebody else. Applied twice, edits change nothing more,
    but perhaps the order of rows that somebody else moved as well.
    """
    applying = _Applying(loose, {order.path: order for order in orders}, others)
    for edit in edits:
        applying.edit(edit)
    for order in applying.orders.values():
        applying.order(order)
    return Merged(applying.loose, applying.clashes())


class _Applying:
    def __init__(
        self, loose: Loose, orders: Mapping[LoosePath, Order], others: Callable[[LoosePath], bool]
    ) -> None:
        self.before = self.loose = loose
        self.orders = orders
        self.others = others
        self.refused: list[Edit] = []

    def edit(self, edit: Edit) -> None:
        here = self.loose.at(edit.path)
        if here == edit.now:
            return
        free = fingerprint(here) == edit.was or not self.others(edit.path)
        if free and self._is_there(edit.path):
            self.loose = put(self.loose, edit.path, edit.now)
        else:
            self.refused.append(edit)

    def clashes(self) -> tuple[Clash, ...]:
        """Give what was refused beside what stands there once all else is done."""
        return tuple(Clash(each.path, None, self.loose.at(each.path), each.now) for each in self.refused)

    def _is_there(self, path: LoosePath) -> bool:
        """Tell whether nobody took a row away that leads to this place, and nothing odd stands on the way to it."""
        node: Node | None = self.loose.root
        for place, step in enumerate(path[:-1]):
            parts = inside(node)
            is_known = step in parts or not is_row(path[: place + 1]) or self._is_new(path[:place], step)
            if not is_known or _is_odd(node):
                return False
            node = parts.get(step)
        return may_be_called(path[:-1]) if path[-1:] == (NAME,) else not _is_odd(node)

    def _is_new(self, path: LoosePath, uid: Uid) -> bool:
        order = self.orders.get(path)
        return order is not None and uid in order.now and uid not in order.was

    def order(self, order: Order) -> None:
        series = self.loose.at(order.path)
        if isinstance(series, Series):
            there = [uid for uid in inside(self.before.at(order.path)) if uid in series.rows]
            steps = merged_order(order.was, [uid for uid in order.now if uid in series.rows], there)
            steps += [uid for uid in series.rows if uid not in steps]
            rows = {uid: series.rows[uid] for uid in steps}
            self.loose = put(self.loose, order.path, replace(series, rows=rows))


def _is_odd(node: Node | None) -> bool:
    """Tell whether something stands here that has no place for parts."""
    inner = node.node if isinstance(node, Called) else node
    return inner is not None and not isinstance(inner, Record | Series)
