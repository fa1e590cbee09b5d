"""What somebody can work out who sees a result, counts the class, and compares answers with up to two others.

An outcome is how many took each real option, plus how many said "rather not say". A display is what is shown of an
outcome together with the winner. Seeing a display, a coalition that knows its own answers knows that one of the
outcomes with that display is the true one: what all of these have in common, it knows.

The real options are alike, so the outcomes are counted once an order: a display is looked at only where its bands go
down and its winner comes first. Within equal bands every order is there. `plainly` does the same without that
saving, and the tests hold the two to each other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, permutations, product
from typing import NamedTuple

from classroom.lesson.reveal_rule import bands_for, level_for, winner

Outcome = tuple[int, ...]
Shown = tuple[int, ...]
Rule = Callable[[Sequence[int], int], Shown]
Places = tuple[tuple[int, int], ...]

CERTAIN, LONE, SMALL = "certain", "lone", "small"
FEW = 50


class Class(NamedTuple):
    """How many ballots, how many real options, and whether "rather not say" is one more answer."""

    ballots: int
    options: int
    has_pass: bool


class Leak(NamedTuple):
    """A display from which a coalition works something out: its options as (band, wins, known), alike ones sorted."""

    kind: str
    shown: tuple[tuple[int, bool, int], ...]
    known_passes: int


class Audit(NamedTuple):
    """How many situations were looked at, and which of them leak."""

    states: int
    leaks: set[Leak]


def as_built(votes: Sequence[int], ballots: int) -> Shown:
    """Show what the product shows."""
    return bands_for(votes, ballots, level_for(ballots, len(votes)))


def as_capped(votes: Sequence[int], ballots: int) -> Shown:
    """Show what the product shows of a sensitive question."""
    return bands_for(votes, ballots, level_for(ballots, len(votes), capped=True))


def audit(of: Class, rule: Rule, colluders: int) -> Audit:
    """Look at every display, and at every coalition of this size, once for displays that differ by order alone."""
    leaks: set[Leak] = set()
    states = 0
    for shown, outcomes in _displays(of, rule).items():
        # Of coalitions that differ only in which of two options shown alike they took, one is enough.
        different = {_leak("", shown, 0, known, of): known for known in _shares_of(colluders, of)}
        for known in different.values():
            found = _leaks(outcomes, known, of)
            states += found is not None
            leaks |= {_leak(kind, shown, 0, known, of) for kind in found or ()}
    return Audit(states, leaks)


def plainly(of: Class, rule: Rule, colluders: int) -> set[Leak]:
    """Do the same with every outcome in every order and every winner, one by one."""
    displays: dict[tuple[Shown, int], list[Outcome]] = defaultdict(list)
    for outcome in compositions(of.ballots, of.options + of.has_pass):
        votes = outcome[: of.options]
        for place in winners(votes):
            displays[rule(votes, of.ballots), place].append(outcome)
    return {
        _leak(kind, shown, place, known, of)
        for (shown, place), outcomes in displays.items()
        for known in _shares_of(colluders, of)
        for kind in _leaks(outcomes, known, of) or ()
    }


def winners(votes: Sequence[int]) -> tuple[int, ...]:
    """Give the options that the product lets win."""
    candidates: list[int] = []

    def pick(tied: Sequence[int]) -> int:
        candidates.extend(tied)
        return tied[0]

    winner(votes, pick)
    return tuple(candidates)


@lru_cache(maxsize=1)  # Coalitions of every size look at the same displays.
def _displays(of: Class, rule: Rule) -> dict[Shown, list[Outcome]]:
    """Give every display whose bands go down, with all outcomes in which the first option wins."""
    displays: dict[Shown, list[Outcome]] = defaultdict(list)
    for passes in range(of.ballots + 1 if of.has_pass else 1):
        for votes in _falling(of.ballots - passes, of.options, of.ballots - passes):
            shown = rule(votes, of.ballots)
            assert list(shown) == sorted(shown, reverse=True), "more votes are never shown as less"
            assert {votes[place] for place in winners(votes)} == {votes[0]}, (
                "the most votes win, and only they"
            )
            tail = (passes,) if of.has_pass else ()
            displays[shown] += [order + tail for order in _orders(votes, shown)]
    return displays


def _orders(votes: Outcome, shown: Shown) -> Iterator[Outcome]:
    """Give the outcomes with the same votes in another order that are shown alike and have the same winner, the first."""
    bands = shown or (0,) * len(votes)
    alike = [[votes[at] for at in block] for _, block in groupby(range(1, len(votes)), lambda at: bands[at])]
    for parts in product(*(set(permutations(block)) for block in alike)):
        yield (votes[0], *(count for part in parts for count in part))


def _leaks(outcomes: list[Outcome], known: Outcome, of: Class) -> set[str] | None:
    """Give what a coalition with these answers works out; None when it cannot be, because it sees itself."""
    # More outcomes only leave more open: where a few of them tell nothing, all of them tell nothing.
    found = _told_by(outcomes[:: len(outcomes) // FEW + 1], known, of)
    return found if found == set() else _told_by(outcomes, known, of)


def _told_by(outcomes: list[Outcome], known: Outcome, of: Class) -> set[str] | None:
    places = [(place, count) for place, count in enumerate(known) if count]
    possible = [outcome for outcome in outcomes if all(outcome[place] >= count for place, count in places)]
    if not possible:
        return None
    others = of.ballots - sum(known)
    leaks = set()
    for count, column in zip(known, zip(*possible, strict=True), strict=True):
        leaks |= _leaks_of_one(min(column) - count, max(column) - count, others)
    return leaks


def _leaks_of_one(least: int, most: int, others: int) -> set[str]:
    """Say what it tells that between `least` and `most` of the others took one answer."""
    leaks = {CERTAIN} if least == others else set()
    if least >= 1 and most <= 1:
        leaks.add(LONE)
    if least >= 1 and most <= 2:
        leaks.add(SMALL)
    return leaks


def _leak(kind: str, shown: Shown, place: int, known: Outcome, of: Class) -> Leak:
    bands = shown or (0,) * of.options
    options = ((band, at == place, known[at]) for at, band in enumerate(bands))
    return Leak(kind, tuple(sorted(options)), known[of.options] if of.has_pass else 0)


def _shares_of(colluders: int, of: Class) -> Iterable[Outcome]:
    return compositions(colluders, of.options + of.has_pass)


def compositions(total: int, parts: int) -> Iterator[Outcome]:
    """Give every way to divide `total` over so many parts."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, parts - 1):
            yield (first, *rest)


def _falling(total: int, parts: int, most: int) -> Iterator[Outcome]:
    """Give every way to divide `total` over so many parts, none larger than the one before or than `most`."""
    if parts == 0:
        if total == 0:
            yield ()
        return
    for first in range(min(total, most), -1, -1):
        for rest in _falling(total - first, parts - 1, first):
            yield (first, *rest)
