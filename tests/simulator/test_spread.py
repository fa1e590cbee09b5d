"""How a class answers: believable, the same for the same seed, and won by what is wanted."""

import random
from collections import Counter

import pytest

from classroom.simulator.answer_spread import deal
from classroom.simulator.phone_screen import SKIP

SEEDS = range(200)
FOUR = (0, 1, 2, 3)


@pytest.mark.parametrize("phones", [1, 2, 3, 7, 8, 12, 24, 60])
@pytest.mark.parametrize("options", [(0, 1), (0, 2, 3), FOUR, (0, 1, 2, 3, 4)])
def test_what_is_wanted_wins_and_every_phone_has_an_answer(phones: int, options: tuple[int, ...]) -> None:
    for seed in SEEDS:
        wanted = options[seed % len(options)]
        intents = deal(random.Random(seed), phones, options, wanted)
        assert len(intents) == phones
        assert {intent.last for intent in intents} <= {*options, SKIP}
        assert wins(Counter(intent.last for intent in intents), wanted)


def test_what_is_wanted_wins_while_some_have_not_yet_changed_their_mind_and_one_is_late() -> None:
    for seed in SEEDS:
        rng = random.Random(seed)
        intents = deal(rng, 24, FOUR, 2)
        for late in range(24):
            heard = [intent for place, intent in enumerate(intents) if place != late]
            half = Counter(rng.choice((intent.first, intent.last)) for intent in heard)
            assert wins(half, 2)


def test_a_class_is_not_of_one_mind() -> None:
    for seed in SEEDS:
        last = Counter(intent.last for intent in deal(random.Random(seed), 24, FOUR, 1))
        assert last[1] <= 16
        assert len(last) >= 3


def test_some_change_their_answer_once_and_one_or_two_would_rather_not_say() -> None:
    for seed in SEEDS:
        intents = deal(random.Random(seed), 24, FOUR, 0)
        changed = [intent for intent in intents if intent.later is not None]
        assert len(changed) == 3
        assert all(intent.first != intent.later for intent in changed)
        assert [intent.last for intent in intents].count(SKIP) in (1, 2)


def test_without_a_wish_classes_choose_differently() -> None:
    won = {
        Counter(intent.last for intent in deal(random.Random(seed), 24, FOUR)).most_common(1)[0][0]
        for seed in SEEDS
    }
    assert won == set(FOUR)


def test_the_same_seed_is_the_same_class() -> None:
    assert deal(random.Random(7), 24, FOUR, 1) == deal(random.Random(7), 24, FOUR, 1)
    assert deal(random.Random(7), 24, FOUR, 1) != deal(random.Random(8), 24, FOUR, 1)


def wins(counted: Counter[int], wanted: int) -> bool:
    return all(counted[wanted] > votes for option, votes in counted.items() if option not in (wanted, SKIP))
