"""How large the bench is: in earnest, for a try, or so small that it only shows that every part still runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of everything. Times are in seconds; what is counted is phones, rooms or rounds."""

    rounds: int = 5
    seconds: float = 2.0
    connections: tuple[int, ...] = (64, 1000)
    together: tuple[int, ...] = (30, 200, 600, 2000)
    listeners: tuple[int, ...] = (30, 1000, 10_000)
    parked: tuple[int, int] = (1000, 10_000)
    classes: tuple[int, ...] = (30, 200)
    rooms: tuple[int, ...] = (10, 100, 300)
    phones_a_room: int = 30
    window: float = 12.0
    joining: int = 1000
    joining_seconds: float = 10.0
    starts: int = 5


EARNEST = Scale()
QUICK = Scale(
    rounds=5,
    seconds=1.0,
    connections=(64,),
    together=(30, 200, 600),
    listeners=(30, 1000),
    parked=(500, 2000),
    rooms=(10, 30),
    window=3.0,
    joining=200,
    joining_seconds=2.0,
    starts=3,
)
TOY = Scale(
    rounds=1,
    seconds=0.2,
    connections=(4,),
    together=(5,),
    listeners=(3,),
    parked=(2, 6),
    classes=(3, 4),
    rooms=(2,),
    phones_a_room=12,
    window=0.5,
    joining=5,
    joining_seconds=0.2,
    starts=1,
)
