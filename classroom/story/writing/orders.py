"""The order of rows that two people changed side by side."""

from collections.abc import Collection, Sequence

from classroom.story.writing.nodes import Uid


def merged_order(base: Sequence[Uid], mine: Sequence[Uid], theirs: Sequence[Uid]) -> list[Uid]:
    """Give the order of all rows that are in `mine` or in `theirs`: theirs, with what I moved or put in where I have it.

    A row that both moved stays where they have it.
    """
    here = [*theirs, *(uid for uid in mine if uid not in theirs)]
    if _common(mine, theirs) == _common(theirs, mine):
        moved: Collection[Uid] = ()
    else:
        moved = {*moved_rows(base, mine)} - {*moved_rows(base, theirs)}
    for uid in mine:
        if uid in moved or uid not in theirs:
            here.remove(uid)
            here.insert(_place(uid, mine, here), uid)
    return here


def _common(order: Sequence[Uid], other: Collection[Uid]) -> list[Uid]:
    known = {*other}
    return [uid for uid in order if uid in known]


def moved_rows(base: Sequence[Uid], now: Sequence[Uid]) -> list[Uid]:
    """Give the fewest rows that have to move for the one order to become the other."""
    kept = _common(base, now)
    places = [kept.index(uid) for uid in _common(now, base)]
    stays = {kept[place] for place in _longest_rising(places)}
    return [uid for uid in kept if uid not in stays]


def _longest_rising(places: Sequence[int]) -> list[int]:
    runs: list[list[int]] = []
    for place in places:
        before = max((run for run in runs if run[-1] < place), key=len, default=[])
        runs.append([*before, place])
    return max(runs, key=len, default=[])


def _place(uid: Uid, mine: Sequence[Uid], here: Sequence[Uid]) -> int:
    """Give the place behind the nearest row that stands before this one in `mine` and is here."""
    before = mine[: mine.index(uid)][::-1]
    return next((here.index(each) + 1 for each in before if each in here), 0)
