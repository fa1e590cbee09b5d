"""What two showings of one question tell of somebody who came in, left, or changed their mind between them.

The one who looks on knows who that was, and that everybody else answered the same both times. Every class of answers is
counted, each pupil's answer being as likely as any other, "rather not say" among them. Told is what is certain.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from math import factorial, prod

import pytest

from classroom.lesson.commands import Act
from classroom.lesson.reveal_rule import Level, bands_for, level_for
from classroom.lesson.state.playthrough import Playthrough
from tests.lesson.classes import asked, begun, closed, do
from tests.lesson.knowledge import Outcome, winners

Shown = tuple[tuple[int, ...], int]
Show = Callable[[Sequence[int], int], tuple[int, ...]]
Move = tuple[
    int | None, int | None
]  # what somebody answered the first time and the second; None is not being there
MOST_TOLD, MOST_TOLD_OF_A_CHANGE = 0.03, 0.01


def bands(votes: Sequence[int], ballots: int) -> tuple[int, ...]:
    return bands_for(votes, ballots, level_for(ballots, len(votes)))


def the_way_alone(_votes: Sequence[int], _ballots: int) -> tuple[int, ...]:
    return ()


def came(answers: int) -> list[Move]:
    return [(None, answer) for answer in range(answers)]


def left(answers: int) -> list[Move]:
    return [(answer, None) for answer in range(answers)]


def changed(answers: int) -> list[Move]:
    return [(one, other) for one in range(answers) for other in range(answers) if one != other]


def told(others: int, options: int, moves: list[Move], second: Show) -> float:
    """Give how often it is certain what the one answered who moved: the second time, or the first where they left."""
    seen: dict[tuple[Shown, Shown], dict[int | None, float]] = defaultdict(lambda: defaultdict(float))
    for outcome in outcomes(others, options + 1):
        weight = factorial(others) / prod(factorial(count) for count in outcome)
        for before, after in moves:
            answer = before if after is None else after
            for one, first_share in showings(outcome, before, options, bands):
                for other, share in showings(outcome, after, options, second):
                    seen[one, other][answer] += weight * first_share * share
    certain = sum(sum(each.values()) for each in seen.values() if len(each) == 1)
    return certain / sum(sum(each.values()) for each in seen.values())


def showings(others: Outcome, answer: int | None, options: int, show: Show) -> list[tuple[Shown, float]]:
    """Give what may be shown of these answers with this one, and how likely each is: a tie is decided by lot."""
    votes = [count + (place == answer) for place, count in enumerate(others[:options])]
    ballots = sum(others) + (answer is not None)
    ways = winners(votes)
    return [((show(votes, ballots), way), 1 / len(ways)) for way in ways]


def outcomes(total: int, parts: int) -> Iterator[Outcome]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in outcomes(total - first, parts - 1):
            yield (first, *rest)


EVERY_CLASS = [(2, others) for others in range(6, 28)] + [(3, others) for others in (11, 15, 16, 17, 21, 24)]


@pytest.mark.parametrize(("options", "others"), EVERY_CLASS)
def test_a_second_showing_hardly_ever_tells_what_one_pupil_answered(options: int, others: int) -> None:
    answers = options + 1
    for moves in (came(answers), left(answers)):
        assert told(others, options, moves, the_way_alone) <= MOST_TOLD
    assert told(others, options, changed(answers), the_way_alone) <= MOST_TOLD_OF_A_CHANGE


def test_shares_shown_twice_would_tell_nearly_a_fifth_and_the_count_sees_it() -> None:
    assert 0.18 < told(21, 3, came(4), bands) < 0.20
    assert 0.18 < told(20, 3, changed(4), bands) < 0.20


def test_of_a_question_that_was_shown_before_only_the_way_is() -> None:
    for votes in ({0: 18, 1: 6}, {0: 18, 1: 7}):
        first = asked(begun())
        assert first.rounds[-1].level is Level.FIFTHS
        second = again(first, votes)
        assert (second.rounds[-1].level, second.rounds[-1].bands, second.rounds[-1].winner) == (
            Level.PATH,
            (),
            0,
        )


def test_a_vote_that_showed_nothing_takes_no_shares_from_the_next() -> None:
    assert again(asked(begun(), {0: 3}), {0: 18, 1: 6}).rounds[-1].level is Level.FIFTHS


def again(playthrough: Playthrough, votes: dict[int, int]) -> Playthrough:
    return closed(do(playthrough, Act.VOTE_AGAIN), votes)
