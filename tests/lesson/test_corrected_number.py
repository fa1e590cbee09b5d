"""The proof that a corrected number of pupils tells nothing new.

The desk may say another number at any time, never below the phones that answered. So somebody may have the same answers
closed once at every number that there is, and lay all of it side by side: the sharpest that anybody could do. For every
outcome of every class that is counted, that tells exactly what a single closing tells, of which the proof of the rule shows
that nobody works out anything; and whether anything is told follows from the numbers, never from what was answered.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from classroom.lesson.reveal_rule import Level, bands_for, level_for, level_of
from classroom.lesson.state.playthrough import Playthrough
from tests.lesson.classes import A, B, C, asked, begun, closed, onward
from tests.lesson.knowledge import SMALL, Class, Outcome, Rule, Shown, as_built, audit, compositions

# What a closing shows of these votes, of so many answers, where the desk says so many pupils.
Closing = Callable[[Sequence[int], int, int], Shown]
MOST = 60
AROUND_EVERY_STEP = {
    2: range(5, 29),
    3: (5, 6, 10, 11, 14, 15, 20, 21, 24),
    4: (5, 6, 10, 11, 15),
    5: (6, 10, 11),
}
EVERY_CLASS = [(options, ballots) for options, sizes in AROUND_EVERY_STEP.items() for ballots in sizes]


def at(votes: Sequence[int], ballots: int, pupils: int) -> Shown:
    """Close as the product does."""
    level = Level.VOID if ballots > pupils else level_of(ballots, len(votes), pupils)
    return bands_for(votes, ballots, level)


def as_fine_as_the_number_said(votes: Sequence[int], ballots: int, pupils: int) -> Shown:
    """Be broken: take the number of pupils for that of answers, so that a larger one is shown finer."""
    return bands_for(votes, ballots, level_for(pupils, len(votes))) if ballots <= pupils else ()


def in_shares_of_the_number_said(votes: Sequence[int], ballots: int, pupils: int) -> Shown:
    """Be broken: take shares of all pupils, so that each number cuts the same answers elsewhere."""
    return bands_for(votes, pupils, level_for(ballots, len(votes))) if ballots <= pupils else ()


def void_when_somebody_stands_alone(votes: Sequence[int], ballots: int, pupils: int) -> Shown:
    """Be broken: let what was answered decide whether anything is shown."""
    return () if 1 in votes and pupils % 2 else at(votes, ballots, pupils)


BROKEN = [as_fine_as_the_number_said, in_shares_of_the_number_said, void_when_somebody_stands_alone]


def numbers(ballots: int) -> set[int]:
    """Give numbers of pupils on both sides of every step that there is for so many answers."""
    return {1, ballots - 1, ballots, ballots + 1, 15, 21, 2 * ballots, 2 * ballots + 1, MOST}


def at_every_number(closing: Closing) -> Rule:
    """Show all that is shown of the same votes at every number of pupils, as one display."""

    def rule(votes: Sequence[int], ballots: int) -> Shown:
        sides = [closing(votes, ballots, pupils) or (0,) * len(votes) for pupils in sorted(numbers(ballots))]
        return tuple(
            sum(6**place * side for place, side in enumerate(each)) for each in zip(*sides, strict=True)
        )

    return rule


def told_apart(rule: Rule, options: int, ballots: int) -> set[frozenset[Outcome]]:
    """Give which outcomes, "rather not say" included, cannot be told from each other."""
    alike: dict[Shown, set[Outcome]] = defaultdict(set)
    for outcome in compositions(ballots, options + 1):
        alike[rule(outcome[:options], ballots)].add(outcome)
    return {frozenset(each) for each in alike.values()}


@pytest.mark.parametrize(("options", "ballots"), EVERY_CLASS)
def test_the_same_answers_closed_at_every_number_tell_what_a_single_closing_tells(
    options: int, ballots: int
) -> None:
    assert told_apart(at_every_number(at), options, ballots) == told_apart(as_built, options, ballots)


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("ballots", [11, 14, 20])
def test_the_proof_fails_where_a_number_decides_how_fine_or_an_answer_whether(
    broken: Closing, ballots: int
) -> None:
    assert told_apart(at_every_number(broken), 3, ballots) != told_apart(as_built, 3, ballots)


def test_what_the_broken_rules_tell_is_what_a_pupil_answered() -> None:
    """Finer where a larger number is said: at twenty answers two friends find who stands alone."""
    assert not audit(Class(20, 3, has_pass=False), at_every_number(at), 2).leaks
    leaks = audit(Class(20, 3, has_pass=False), at_every_number(as_fine_as_the_number_said), 2).leaks
    assert SMALL in {leak.kind for leak in leaks}


@pytest.mark.parametrize("options", [2, 3, 4, 5])
def test_whether_anything_is_told_follows_from_numbers_and_never_of_fewer_than_half_of_the_phones(
    options: int,
) -> None:
    for ballots in range(MOST + 1):
        for pupils in range(max(ballots, 1), MOST + 1):
            for phones in range(ballots, MOST + 1, 3):
                level = level_of(ballots, options, pupils, phones)
                assert level in (Level.NONE, level_for(ballots, options))
                assert level is Level.NONE or 2 * ballots >= max(phones, pupils)


def result(playthrough: Playthrough) -> tuple[Level | None, tuple[int, ...]]:
    last = playthrough.last_round(playthrough.step)
    assert last is not None
    return last.level, last.bands


@pytest.mark.parametrize("votes", [{A: 11}, {A: 8, B: 7}, {A: 12, B: 6, C: 2}, {A: 20, B: 5}])
def test_the_product_closes_as_the_proof_has_it(votes: dict[int, int]) -> None:
    ballots = sum(votes.values())
    for pupils in numbers(ballots):
        level, bands = result(asked(begun(pupils=pupils), votes))
        assert bands == at([votes.get(option, 0) for option in (A, B, C)], ballots, pupils)
        assert (level is Level.VOID) is (ballots > pupils)


def test_a_number_that_is_corrected_after_a_void_closing_shows_what_it_would_have_and_not_once_more() -> None:
    votes = {A: 12, B: 6, C: 2}
    void = asked(begun(pupils=19), votes)
    assert result(void) == (Level.VOID, ())
    again = closed(onward(replace(void, pupils=20)), votes)
    assert result(again) == result(asked(begun(pupils=20), votes))
    for pupils in (20, 25, MOST):
        corrected = replace(again, pupils=pupils)
        assert result(corrected) == result(again), "what is closed stays as it was told"
