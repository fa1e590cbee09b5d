"""How fast a class is: as pupils are, or as fast as a test can be."""

import random
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds; of a pair, the least and the most."""

    joining: float  # from the first phone to the last
    hesitating: tuple[float, float, float]  # the least, the usual and the most
    wavering: tuple[float, float]  # from an answer to another one
    away: float  # how long the phone is away that drops its connection
    returning: float  # before a broken connection is tried again
    knocking: float  # between two looks at whether the door is open
    lingering: float  # how long phones stay when the lesson is over: the desk can still undo that

    def hesitation(self, rng: random.Random) -> float:
        """Give how long somebody thinks: mostly about as long as usual, now and then much longer."""
        least, usual, most = self.hesitating
        return min(most, least + rng.expovariate(1 / (usual - least)))

    def waver(self, rng: random.Random) -> float:
        return rng.uniform(*self.wavering)

    def faster(self, speed: float) -> "Pace":
        """Give the same class with every time divided by this."""
        times = {each.name: getattr(self, each.name) for each in fields(self)}
        return Pace(**{name: _divided(time, speed) for name, time in times.items()})


def _divided(time: float | tuple[float, ...], speed: float) -> Any:
    return tuple(each / speed for each in time) if isinstance(time, tuple) else time / speed


HUMAN = Pace(10.0, (3.0, 10.0, 40.0), (2.0, 7.0), 8.0, 1.5, 3.0, 12.0)
FAST = Pace(0.3, (0.0, 0.02, 0.1), (0.0, 0.05), 0.2, 0.1, 0.1, 0.3)
PACES = {"human": HUMAN, "fast": FAST}
