"""What two showings of one question tell of somebody who came in, left, or changed their mind between them.

The one who looks on knows who that was, and that everybody else answered the same both times. Every class of answers is
counted, each pupil's answer being as likely as any other, "rather not say" among them. Told is what is certain.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from math import factorial, prod

import pytest

from classroom.lesson.commands import Act
from classroom.lesson.reveal_rule import Level, bands_for, level_for
from classroom.lesson.state.playthrough import Playthrough
from tests.lesson.classes import asked, begun, closed, do
from tests.lesson.knowledge import Outcome, winners

Shown = tuple[int, bool]  # of one option: its share, and whether it won
Face = tuple[Shown, Shown]  # of one option, both times
Show = Callable[[Outcome, int], tuple[int, ...]]
Move = tuple[
    int | None, int | None
]  # what somebody answered the first time and the second; None is not being there
MOST_TOLD, MOST_TOLD_OF_A_CHANGE = 0.03, 0.01


@cache
def bands(votes: Outcome, ballots: int) -> tuple[int, ...]:
    return bands_for(votes, ballots, level_for(ballots, len(votes)))


def the_way_alone(_votes: Outcome, _ballots: int) -> tuple[int, ...]:
    return ()


def came(answers: int) -> list[Move]:
    return [(None, answer) for answer in range(answers)]


def left(answers: int) -> list[Move]:
    return [(answer, None) for answer in range(answers)]


def changed(answers: int) -> list[Move]:
    return [(one, other) for one in range(answers) for other in range(answers) if one != other]


def told(others: int, options: int, moves: list[Move], second: Show) -> float:
    """Give how often it is certain what the one answered who moved: the second time, or the first where they left.

    Options are counted by what is shown of them, in whichever order: of two of which the same is shown, nobody knows which.
    """
    seen: dict[tuple[Face, ...], dict[Face | None, float]] = defaultdict(lambda: defaultdict(float))
    for outcome, weight in outcomes(others, options):
        for before, after in moves:
            answer = before if after is None else after
            for faces, share in shown_twice(outcome, before, after, second):
                face = faces[answer] if answer is not None and answer < options else None
                seen[tuple(sorted(faces))][face] += weight * share
    certain = sum(sum(each.values()) for faces, each in seen.items() if is_certain(faces, list(each)))
    return certain / sum(sum(each.values()) for each in seen.values())


def is_certain(faces: tuple[Face, ...], answers: list[Face | None]) -> bool:
    """Tell whether only one answer leads to what is shown: one option that looks like no other, or "rather not say"."""
    return len(answers) == 1 and (answers[0] is None or faces.count(answers[0]) == 1)


def shown_twice(
    others: Outcome, before: int | None, after: int | None, second: Show
) -> Iterator[tuple[tuple[Face, ...], float]]:
    """Give what may be shown of each option both times, and how likely that is."""
    for one, first_share in showings(others, before, bands):
        for other, second_share in showings(others, after, second):
            yield tuple(zip(one, other, strict=True)), first_share * second_share


@cache
def showings(others: Outcome, answer: int | None, show: Show) -> list[tuple[tuple[Shown, ...], float]]:
    """Give what may be shown of these answers with this one, and how likely each is: a tie is decided by lot."""
    votes = tuple(count + (place == answer) for place, count in enumerate(others[:-1]))
    shares = show(votes, sum(others) + (answer is not None)) or (0,) * len(votes)
    ways = winners(votes)
    return [
        (tuple((share, place == way) for place, share in enumerate(shares)), 1 / len(ways)) for way in ways
    ]


def outcomes(total: int, options: int) -> Iterator[tuple[Outcome, float]]:
    """Give every way to answer, "rather not say" at its end, with the most for the first option, and in how many ways it comes about."""
    for passes in range(total + 1):
        for votes in falling(total - passes, options, total):
            orders = factorial(options) / prod(map(factorial, Counter(votes).values()))
            yield (
                (*votes, passes),
                orders * factorial(total) / prod(map(factorial, (*votes, passes))),
            )


def falling(total: int, parts: int, most: int) -> Iterator[Outcome]:
    """Give every way to write a number as so many parts, none larger than the one before."""
    if parts == 0:
        if total == 0:
            yield ()
        return
    for first in range(min(total, most), -1, -1):
        for rest in falling(total - first, parts - 1, first):
            yield (first, *rest)


# Two and three options in every class; four and five around the numbers from which more is shown, where most is told.
CLASSES = {2: range(6, 28), 3: range(6, 28), 4: (14, 15, 16, 17, 20, 21, 22), 5: (15, 16, 24, 25, 26)}
EVERY_CLASS = [(options, others) for options, classes in CLASSES.items() for others in classes]


@pytest.mark.parametrize(("options", "others"), EVERY_CLASS)
def test_a_second_showing_hardly_ever_tells_what_one_pupil_answered(options: int, others: int) -> None:
    answers = options + 1
    for moves in (came(answers), left(answers)):
        assert told(others, options, moves, the_way_alone) <= MOST_TOLD
    assert told(others, options, changed(answers), the_way_alone) <= MOST_TOLD_OF_A_CHANGE


def test_no_class_of_answers_is_left_out_of_the_count() -> None:
    for options in CLASSES:
        assert sum(weight for _, weight in outcomes(9, options)) == pytest.approx((options + 1) ** 9)


def test_shares_shown_twice_would_tell_nearly_a_fifth_and_the_count_sees_it() -> None:
    for moves in (came(5), left(5), changed(5)):
        assert 0.19 < told(21, 4, moves, bands) < 0.20


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
