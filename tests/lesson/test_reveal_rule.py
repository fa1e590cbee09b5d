"""The proof of the reveal rule, repeated by enumeration through the product's own functions.

For every class of 6 to 28 ballots, 2 to 5 options, with and without "rather not say", for every result that can be
shown and every answer of a coalition of none, one or two: nobody works out with certainty what all others took, that
exactly one other took an option, or that one or two did. Every outcome is counted; see tests/lesson/knowledge.py for
how classes that differ by the order of the options alone are counted once.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import pytest

from classroom.lesson import reveal_rule
from classroom.lesson.reveal_rule import Level, bands_for, level_for
from tests.lesson.knowledge import (
    CERTAIN,
    LONE,
    SMALL,
    Class,
    Leak,
    Rule,
    Shown,
    as_built,
    as_capped,
    audit,
    plainly,
)

BALLOTS = range(6, 29)
COLLUDERS = (0, 1, 2)
EVERY_QUESTION = [(options, has_pass) for options in (2, 3, 4, 5) for has_pass in (False, True)]


@pytest.fixture(autouse=True, scope="module")
def _worked_out_once() -> Iterator[None]:
    """Work out the band of each share once: the proof asks for it thousands of times."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reveal_rule, "band", cache(reveal_rule.band))
        yield


def in_fifths(votes: Sequence[int], ballots: int) -> Shown:
    return bands_for(votes, ballots, Level.FIFTHS)


def in_thirds(votes: Sequence[int], ballots: int) -> Shown:
    return bands_for(votes, ballots, Level.THIRDS)


def to_nearest_five(votes: Sequence[int], ballots: int) -> Shown:
    return tuple(5 * ((count + 2) // 5) for count in votes)


def exactly(votes: Sequence[int], ballots: int) -> Shown:
    return tuple(votes)


@pytest.mark.parametrize(("options", "has_pass"), EVERY_QUESTION)
@pytest.mark.parametrize("rule", [as_built, as_capped])
def test_nobody_works_out_what_others_answered(rule: Rule, options: int, has_pass: bool) -> None:
    looked_at = 0
    for ballots in BALLOTS:
        for colluders in COLLUDERS:
            found = audit(Class(ballots, options, has_pass), rule, colluders)
            assert not found.leaks, (ballots, colluders)
            looked_at += found.states
    assert looked_at >= 3 * len(BALLOTS), "every class has a display for every size of coalition"


@pytest.mark.parametrize(("options", "has_pass"), EVERY_QUESTION)
@pytest.mark.parametrize("rule", [as_built, in_fifths, in_thirds, to_nearest_five, exactly])
@pytest.mark.parametrize("colluders", COLLUDERS)
def test_the_audit_finds_what_plain_enumeration_finds(
    rule: Rule, options: int, has_pass: bool, colluders: int
) -> None:
    for ballots in (6, 8, 10) if options < 5 else (6, 7):
        of = Class(ballots, options, has_pass)
        assert audit(of, rule, colluders).leaks == plainly(of, rule, colluders), ballots


@pytest.mark.parametrize("ballots", [12, 16, 22])
def test_the_audit_agrees_with_plain_enumeration_where_the_product_shows_bands(ballots: int) -> None:
    for options, has_pass in ((2, True), (3, False)):
        of = Class(ballots, options, has_pass)
        assert audit(of, as_built, 2).leaks == plainly(of, as_built, 2)
        # A rule that leaks at this size, so that not only silence is compared.
        assert audit(of, to_nearest_five, 2).leaks == plainly(of, to_nearest_five, 2) != set()


@pytest.mark.parametrize("options", [3, 4, 5])
def test_the_audit_fails_when_handed_fifths_at_twenty(options: int) -> None:
    assert SMALL in kinds(audit(Class(20, options, has_pass=False), in_fifths, 2).leaks)


def test_the_audit_fails_when_handed_fifths_of_five_options_at_twenty_four() -> None:
    assert SMALL in kinds(audit(Class(24, 5, has_pass=False), in_fifths, 2).leaks)


@pytest.mark.parametrize(("options", "has_pass"), EVERY_QUESTION)
def test_the_audit_fails_when_handed_rounding_to_five_at_twenty_four(options: int, has_pass: bool) -> None:
    of = Class(24, options, has_pass)
    assert {CERTAIN, SMALL} <= kinds(audit(of, to_nearest_five, 1).leaks)
    assert SMALL in kinds(audit(of, to_nearest_five, 2).leaks)


def test_the_audit_fails_when_handed_exact_counts() -> None:
    assert kinds(audit(Class(24, 4, has_pass=False), exactly, 1).leaks) == {CERTAIN, LONE, SMALL}


def test_the_audit_fails_when_a_class_of_five_is_shown_its_way() -> None:
    way_alone: Rule = lambda votes, ballots: ()  # noqa: E731 - a rule of one line
    assert CERTAIN in kinds(audit(Class(5, 2, has_pass=False), way_alone, 2).leaks)
    assert level_for(5, 2) is Level.NONE


@pytest.mark.parametrize(
    ("ballots", "options", "level"),
    [
        (0, 2, Level.NONE),
        (5, 5, Level.NONE),
        (6, 2, Level.PATH),
        (10, 5, Level.PATH),
        (11, 2, Level.HALF),
        (14, 5, Level.HALF),
        (15, 2, Level.THIRDS),
        (20, 4, Level.THIRDS),
        (21, 2, Level.FIFTHS),
        (21, 4, Level.FIFTHS),
        (21, 5, Level.THIRDS),
        (24, 5, Level.THIRDS),
        (25, 5, Level.FIFTHS),
        (60, 5, Level.FIFTHS),
    ],
)
def test_the_level_follows_from_the_number_of_answers_and_options(
    ballots: int, options: int, level: Level
) -> None:
    assert level_for(ballots, options) is level


@pytest.mark.parametrize("ballots", range(61))
@pytest.mark.parametrize("options", [2, 3, 4, 5])
def test_a_sensitive_question_is_never_shown_finer_than_half(ballots: int, options: int) -> None:
    capped = level_for(ballots, options, capped=True)
    assert capped is (Level.HALF if ballots >= 11 else level_for(ballots, options))


def test_a_share_on_an_edge_belongs_to_the_outer_band() -> None:
    assert bands_for([5, 10, 15, 20, 25], 25, Level.FIFTHS) == (0, 1, 3, 4, 4)
    assert bands_for([5, 10], 15, Level.THIRDS) == (0, 2)
    assert bands_for([7, 6], 14, Level.HALF) == (1, 0)


@pytest.mark.parametrize("level", [Level.NONE, Level.PATH])
def test_nothing_is_shown_of_sizes_below_half(level: Level) -> None:
    assert bands_for([4, 2], 6, level) == ()


def kinds(leaks: set[Leak]) -> set[str]:
    return {leak.kind for leak in leaks}
