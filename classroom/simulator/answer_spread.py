"""How a class answers one question: most as is wanted, the rest spread out, some after a second thought."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from classroom.simulator.phone_screen import SKIP

# From so many phones on, somebody would rather not say and somebody changes their mind.
SOME = 8
PER_CHANGE = 8
LEAST_SHARE, MOST_SHARE = 0.42, 0.62
EVEN = 0.4  # added to every weight, so that hardly any option is left without an answer


@dataclass(frozen=True, slots=True)
class Intent:
    """What one phone answers: `first`, and perhaps something else later."""

    first: int
    later: int | None = None

    @property
    def last(self) -> int:
        return self.first if self.later is None else self.later


def deal(rng: random.Random, phones: int, options: Sequence[int], wanted: int | None = None) -> list[Intent]:
    """Give what each of so many phones answers.

    `wanted`, one of `options`, gets more answers than any other, whichever of the changes have been made and even when
    one phone is late. Without it the class answers in a mixture that differs from round to round.
    """
    skips = rng.choice((1, 2)) if phones >= SOME else 0
    changes = phones // PER_CHANGE
    weights = [rng.random() + EVEN for _ in options]
    if wanted is None:
        answers = rng.choices(options, weights, k=phones - skips)
    else:
        answers = _leaning(rng, phones - skips, dict(zip(options, weights, strict=True)), wanted)
        _make_sure(answers, wanted, margin=changes + 2 if phones >= SOME else 1)
    intents = [Intent(answer) for answer in answers] + [Intent(SKIP)] * skips
    rng.shuffle(intents)
    return _with_second_thoughts(rng, intents, options, wanted, changes)


def _leaning(rng: random.Random, phones: int, weights: dict[int, float], wanted: int) -> list[int]:
    for_it = round(phones * rng.uniform(LEAST_SHARE, MOST_SHARE))
    others = {option: weight for option, weight in weights.items() if option != wanted}
    if not others:
        return [wanted] * phones
    return [wanted] * for_it + rng.choices([*others], [*others.values()], k=phones - for_it)


def _make_sure(answers: list[int], wanted: int, margin: int) -> None:
    """Turn answers to what is wanted, one by one, until it leads by this margin or has them all."""
    while True:
        counted = Counter(answers)
        ahead = counted.pop(wanted, 0)
        if not counted:
            return
        rival, most = counted.most_common(1)[0]
        if ahead - most >= margin:
            return
        answers[answers.index(rival)] = wanted


def _with_second_thoughts(
    rng: random.Random, intents: list[Intent], options: Sequence[int], wanted: int | None, changes: int
) -> list[Intent]:
    """Let some answer something else at first: never those whose answer makes what is wanted win."""
    free = [place for place, intent in enumerate(intents) if intent.first not in (SKIP, wanted)]
    for place in rng.sample(free, min(changes, len(free))):
        last = intents[place].first
        other = [option for option in options if option != last]
        if other:
            intents[place] = Intent(rng.choice(other), last)
    return intents
