"""What changed between two states of a story, text by text and word by word, whoever was renamed and wherever it moved."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from classroom.story.format.messages import N_
from classroom.story.format.paths import Tree
from classroom.story.writing.loose import tighten
from classroom.story.writing.naming import Names
from classroom.story.writing.nodes import HEADING, Called, Loose, LoosePath, Node, Series, alike, inside
from classroom.story.writing.orders import moved_rows
from classroom.story.writing.places import field_path


class What(StrEnum):
    """What happened to a place."""

    CHANGED = "changed"
    ADDED = "added"
    TAKEN = "taken"
    MOVED = "moved"
    RENAMED = "renamed"


SENTENCES: Mapping[What, str] = {
    What.CHANGED: N_("It was changed."),
    What.ADDED: N_("It is new."),
    What.TAKEN: N_("It was taken away."),
    What.MOVED: N_("It moved from place {was} to place {now}."),
    What.RENAMED: N_("Its name was '{was}' and is '{now}' now."),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One place that is not as it was. `was` and `now` are what stood and stands there, as it is written in a file.

    Of what moved they are the places in its list, from 1; of what was renamed, the names.
    """

    path: LoosePath
    what: What
    was: Tree | int | None
    now: Tree | int | None

    @property
    def message(self) -> tuple[str, Mapping[str, object]]:
        """Give the English message id and what fills its {placeholders}, for gettext to translate."""
        return SENTENCES[self.what], {"was": self.was, "now": self.now}


def changes(before: Loose, after: Loose) -> Iterator[Change]:
    """Give every change, in the order of the story as it is now, with what was taken away at the end of its list."""
    comparing = _Comparing(before, after)
    if before.heading != after.heading:
        yield Change((HEADING,), What.CHANGED, before.heading, after.heading)
    yield from comparing.nodes((), before.root, after.root)


class _Comparing:
    def __init__(self, before: Loose, after: Loose) -> None:
        self.sides = [(loose, tighten(loose).tree, Names(loose)) for loose in (before, after)]

    def nodes(self, path: LoosePath, was: Node | None, now: Node | None) -> Iterator[Change]:
        if was == now:
            return
        if isinstance(was, Called) and isinstance(now, Called):
            if was.name != now.name:
                yield Change(path, What.RENAMED, was.name, now.name)
            yield from self.nodes(path, was.node, now.node)
        elif alike(was, now):
            yield from self._parts(path, was, now)
        else:
            what = What.ADDED if was is None else What.TAKEN if now is None else What.CHANGED
            yield Change(path, what, self._written(0, path, was), self._written(1, path, now))

    def _parts(self, path: LoosePath, was: Node | None, now: Node | None) -> Iterator[Change]:
        old, new = inside(was), inside(now)
        moved = {*moved_rows([*old], [*new])} if isinstance(now, Series) else set()
        for step in (*new, *(step for step in old if step not in new)):
            if step in moved:
                yield Change((*path, step), What.MOVED, [*old].index(step) + 1, [*new].index(step) + 1)
            yield from self.nodes((*path, step), old.get(step), new.get(step))

    def _written(self, side: int, path: LoosePath, node: Node | None) -> Tree | None:
        if node is None:
            return None
        loose, tree, names = self.sides[side]
        written: Tree = tree
        for step in field_path(loose, path, names):
            written = written[step]  # type: ignore[index]
        return written


class Fate(StrEnum):
    """Whether words of a text stayed, went, or are new."""

    STAYED = "stayed"
    WENT = "went"
    NEW = "new"


def by_word(was: str, now: str) -> Sequence[tuple[Fate, str]]:
    """Give two texts as one: its pieces in their order, each with what became of it."""
    old, new = (re.findall(r"\w+|\s+|[^\w\s]", text) for text in (was, now))
    pieces: list[tuple[Fate, str]] = []
    for how, start, end, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append((Fate.STAYED, "".join(old[start:end])))
        else:
            pieces += [(Fate.WENT, "".join(old[start:end])), (Fate.NEW, "".join(new[at:to]))]
    return [(fate, words) for fate, words in pieces if words]
