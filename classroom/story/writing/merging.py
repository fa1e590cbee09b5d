"""Two changes of one story made into one, text by text; where both changed the same, nothing is lost and somebody is asked."""

from dataclasses import dataclass, replace
from typing import cast

from classroom.story.writing.naming import last_names
from classroom.story.writing.nodes import (
    HEADING,
    NAME,
    Called,
    Loose,
    LoosePath,
    Node,
    Record,
    Series,
    alike,
    inside,
)
from classroom.story.writing.orders import merged_order


@dataclass(frozen=True, slots=True)
class Clash:
    """One place that two people changed. `theirs` stands there now; `mine` waits for somebody to settle it.

    Where `theirs` is None, the place is gone; where `mine` is None, I took away what they changed. `base` is what both
    began with, where that is known.
    """

    path: LoosePath
    base: Node | None
    theirs: Node | None
    mine: Node | None


@dataclass(frozen=True, slots=True)
class Merged:
    """A story that holds both changes but where they clash."""

    loose: Loose
    clashes: tuple[Clash, ...] = ()


def merge(base: Loose, mine: Loose, theirs: Loose) -> Merged:
    """Put what I changed since `base` into `theirs`, which is what stands there now.

    To undo a step, merge it backwards: `base` is after it, `mine` before it.
    """
    merging = _Merging()
    root = merging.nodes((), base.root, mine.root, theirs.root)
    heading = merging.nodes((HEADING,), base.heading, mine.heading, theirs.heading)
    seen = {**last_names(base), **last_names(mine), **last_names(theirs)}
    former = {**seen, **mine.former, **theirs.former}  # whoever took it away saw its last name
    loose = Loose(cast("Record", root), former, cast("str", heading))
    return Merged(loose, tuple(merging.clashes))


class _Merging:
    def __init__(self) -> None:
        self.clashes: list[Clash] = []

    def nodes(
        self, path: LoosePath, base: Node | None, mine: Node | None, theirs: Node | None
    ) -> Node | None:
        if theirs in (base, mine):
            return mine
        if mine == base:
            return theirs
        if isinstance(mine, Called) and isinstance(theirs, Called):
            was = base if isinstance(base, Called) else None
            name = self.nodes((*path, NAME), was.name if was else None, mine.name, theirs.name)
            inner = self.nodes(path, was.node if was else None, mine.node, theirs.node)
            return Called(str(name), cast("Node", inner))
        if alike(mine, theirs) and (base is None or alike(base, theirs)):
            return self._parts(path, base, cast("Record | Series", mine), cast("Record | Series", theirs))
        self.clashes.append(Clash(path, base, theirs, mine))
        return theirs

    def _parts(
        self, path: LoosePath, base: Node | None, mine: Record | Series, theirs: Record | Series
    ) -> Record | Series:
        was, ours, there = inside(base), inside(mine), inside(theirs)
        steps = [*there, *(step for step in ours if step not in there)]
        if isinstance(theirs, Series):
            steps = merged_order([*was], [*ours], [*there])
        merged = {
            step: self.nodes((*path, step), was.get(step), ours.get(step), there.get(step)) for step in steps
        }
        for step in was:  # what both took away needs no word
            merged.setdefault(step, None)
        left = {step: node for step, node in merged.items() if node is not None}
        return replace(theirs, rows=left) if isinstance(theirs, Series) else Record(left)
