"""What a closed round may tell: rough shares, as rough as the class is small.

The rule and its proof by exhaustion are described in PRIVACY.md; tests/lesson/test_reveal_rule.py repeats the proof.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from fractions import Fraction

HALF = (Fraction(1, 2),)
THIRDS = (Fraction(1, 3), Fraction(2, 3))
FIFTHS = (Fraction(1, 5), Fraction(2, 5), Fraction(3, 5), Fraction(4, 5))


class Level(StrEnum):
    """How much of a round may be shown, from nothing to fifths. `VOID` had more answers than pupils: nothing is known of it."""

    VOID = "void"
    NONE = "none"
    PATH = "path"
    HALF = "half"
    THIRDS = "thirds"
    FIFTHS = "fifths"


# The least number of ballots for each level. With five options fifths need more, see the proof.
FROM = {6: Level.PATH, 11: Level.HALF, 15: Level.THIRDS, 21: Level.FIFTHS}
MANY = 4
FIFTHS_OF_MANY = 25
EDGES: dict[Level, tuple[Fraction, ...]] = {
    Level.VOID: (),
    Level.NONE: (),
    Level.PATH: (),
    Level.HALF: HALF,
    Level.THIRDS: THIRDS,
    Level.FIFTHS: FIFTHS,
}


def level_of(ballots: int, options: int, pupils: int, phones: int = 0, *, capped: bool = False) -> Level:
    """Give the level of a round that is closed, from numbers alone, never from its outcome.

    Of fewer than half of the `pupils` who take part, or of the `phones` in the room, nothing is shown: somebody may have
    waited for a few, and answered besides. Else it is as `level_for` says.
    """
    if 2 * ballots < max(pupils, phones):
        return Level.NONE
    return level_for(ballots, options, capped=capped)


def level_for(ballots: int, options: int, *, capped: bool = False) -> Level:
    """Give the level of so many answers.

    `ballots` counts every answer, "rather not say" included; `options` (2 to 5) does not count that one. A `capped`
    round (sensitive, or about oneself) never gets finer than half.
    """
    reached = [level for least, level in FROM.items() if ballots >= least]
    level = reached[-1] if reached else Level.NONE
    if level is Level.FIFTHS and options > MANY and ballots < FIFTHS_OF_MANY:
        level = Level.THIRDS
    return Level.HALF if capped and level in (Level.THIRDS, Level.FIFTHS) else level


def band(votes: int, ballots: int, level: Level) -> int:
    """Give the number of the band, from 0, that holds this share; an edge belongs to the outer band."""
    share = Fraction(votes, ballots)
    return sum(share > edge if edge < Fraction(1, 2) else share >= edge for edge in EDGES[level])


def bands_for(votes: Sequence[int], ballots: int, level: Level) -> tuple[int, ...]:
    """Give each option's band, or nothing at a level that shows no sizes."""
    return tuple(band(count, ballots, level) for count in votes) if EDGES[level] else ()


def winner(votes: Sequence[int], pick: Callable[[Sequence[int]], int]) -> int:
    """Give the position with the most votes; `pick` takes one of several, and nobody is told that it was a tie."""
    most = max(votes)
    return pick([position for position, count in enumerate(votes) if count == most])
