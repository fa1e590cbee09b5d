"""Uids beside a story: fresh ones, those that were stored with its text, and those found again after all of it was edited."""

import re
from base64 import b32encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from classroom.story.format.paths import FieldPath, Tree
from classroom.story.writing.loose import Supply, tighten
from classroom.story.writing.naming import Names
from classroom.story.writing.nodes import Loose, LoosePath, Series, Uid
from classroom.story.writing.places import field_path

NewUid = Callable[[], Uid]
_BYTES = 5  # eight signs
_WORD = re.compile(r"\w+")
_ALIKE = 0.4


def uids_from(random: Callable[[int], bytes]) -> NewUid:
    """Give what makes uids out of random bytes."""
    return lambda: b32encode(random(_BYTES)).decode().lower()


def fresh(new: NewUid) -> Supply:
    """Give every row a uid of its own: for a story that comes from outside."""
    return lambda _path, rows: [new() for _ in rows]


def stored(uids: Iterable[Uid], new: NewUid) -> Supply:
    """Give rows the uids that `tighten` gave with the same text; fresh ones where there are too few."""
    left: Iterator[Uid] = iter(uids)

    def supply(_path: LoosePath, rows: Sequence[tuple[str, Tree]]) -> list[Uid]:
        return [next(left, None) or new() for _ in rows]

    return supply


def found_again(before: Loose, new: NewUid) -> Supply:
    """Give the rows of an edited text the uids that they had: by name, else by what they say, else where they stand.

    A wrong guess costs a question to somebody, never a text.
    """
    tree = tighten(before).tree
    names = Names(before)

    def supply(path: LoosePath, rows: Sequence[tuple[str, Tree]]) -> list[Uid]:
        series = before.at(path)
        known = [*series.rows] if isinstance(series, Series) else []
        was = _rows_at(tree, field_path(before, path, names)) if known else []
        found = _Aligned(was, rows).places if len(was) == len(known) else {}
        return [known[found[place]] if place in found else new() for place in range(len(rows))]

    return supply


def _rows_at(tree: Tree, path: FieldPath) -> list[tuple[str, Tree]]:
    for step in path:
        tree = tree[step]  # type: ignore[index]
    if path[-1:] == ("to",):  # one way on is a row here
        return [("", {"to": tree})]
    return [*tree.items()] if isinstance(tree, dict) else [("", row) for row in tree]


class _Aligned:
    """Which row of a list, as it was, each row is now: `places` has the old place of each that is found."""

    def __init__(self, was: Sequence[tuple[str, Tree]], now: Sequence[tuple[str, Tree]]) -> None:
        self.was = [(name, repr(row)) for name, row in was]
        self.now = [(name, repr(row)) for name, row in now]
        self.places: dict[int, int] = {}
        self._same()
        self._alike()
        if len(was) == len(now):
            self._in_order()

    def _left(self) -> tuple[list[int], list[int]]:
        taken = {*self.places.values()}
        return (
            [place for place in range(len(self.was)) if place not in taken],
            [place for place in range(len(self.now)) if place not in self.places],
        )

    def _same(self) -> None:
        """Find rows of the same name, and rows that say the same in the same order."""
        was, now = ([name or row for name, row in rows] for rows in (self.was, self.now))
        for start, at, size in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
            self.places |= {at + each: start + each for each in range(size)}
        left, missing = self._left()
        moved = {was[place]: place for place in left}
        self.places |= {place: moved.pop(now[place]) for place in missing if now[place] in moved}

    def _alike(self) -> None:
        left, missing = self._left()
        was = [(old, {*_WORD.findall(self.was[old][1])}) for old in left]
        now = [(new, {*_WORD.findall(self.now[new][1])}) for new in missing]
        pairs = ((_likeness(words, others), old, new) for old, words in was for new, others in now)
        for likeness, old, new in sorted(pairs, reverse=True):
            if likeness > _ALIKE and new not in self.places and old not in self.places.values():
                self.places[new] = old

    def _in_order(self) -> None:
        left, missing = self._left()
        nameless = (pair for pair in zip(left, missing, strict=True) if not self.now[pair[1]][0])
        self.places |= {new: old for old, new in nameless}


def _likeness(words: set[str], others: set[str]) -> float:
    """Give the share of words that two rows have in common."""
    return len(words & others) / (len(words | others) or 1)
