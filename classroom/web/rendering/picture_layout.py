"""Where everything stands in the picture of a story: a lake at dusk. Pure; the same picture always gives the same places."""

from dataclasses import dataclass

from classroom.lesson.screens.parts import Meter, Picture

# A lantern that is drawn at size 1 stays within these units of the spot where it floats, its halo and its reflection too.
LANTERN_LEFT, LANTERN_RIGHT, LANTERN_ABOVE, LANTERN_BELOW = 80, 80, 126, 38
STAR = 10
# Multiples of the golden ratio fall evenly over a line however many there are; the other one only keeps stars from rows.
_ACROSS, _DOWN = 0.6180339887, 0.3719


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot in the drawing, and how large what stands there is drawn."""

    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Oval:
    """A ring in the water, or a band of mist: its middle and its half sizes."""

    x: float
    y: float
    rx: float
    ry: float


@dataclass(frozen=True, slots=True)
class Sky:
    """Where stars may stand, and how large the largest is drawn."""

    left: float
    top: float
    width: float
    height: float
    star: float


@dataclass(frozen=True, slots=True)
class Gauges:
    """The first ring around its spot, the lowest band of mist, and how far the next one is above it."""

    ring: Oval
    mist: Oval
    mist_rise: float


# At the foot of a wall lanterns float in a row, aside of the gauges if there are any, by turns at one of these heights.
STRIP_SIZE = (1600, 96)
_LANTERNS_FROM, _LANTERNS_FROM_ALONE, _LANTERNS_TO = 330, 60, 930
_LANTERN_HEIGHTS, _LANTERN_SIZE = (76, 77), 0.48
STRIP_SKY = Sky(420, 9, 1140, 4, 0.7)
STRIP_GAUGES = Gauges(Oval(160, 66, 26, 5.2), Oval(170, 35, 95, 2.2), 6)

# Where the picture fills the wall, words stand on boards: the stars are right of the heading and above the hills, and each lantern
# and each gauge is a drawing by itself in the row above its name.
WHOLE_SKY = Sky(940, 38, 640, 90, 1.1)
GAUGE_SIZE = (440, 160)
WHOLE_GAUGES = Gauges(Oval(220, 96, 42, 11.5), Oval(210, 136, 150, 8), 24)


def lanterns(picture: Picture) -> tuple[Spot, ...]:
    """Place a lantern for each find in the strip, the same whether it is found or not."""
    start = _LANTERNS_FROM if picture.meters else _LANTERNS_FROM_ALONE
    room = (_LANTERNS_TO - start) / max(len(picture.finds), 1)
    return tuple(
        Spot(start + room * (number + 0.5), _LANTERN_HEIGHTS[number % len(_LANTERN_HEIGHTS)], _LANTERN_SIZE)
        for number in range(len(picture.finds))
    )


def rings(meter: Meter, gauges: Gauges) -> tuple[Oval, ...]:
    """Give a ring for each step, each as far around the last one."""
    first = gauges.ring
    return tuple(
        Oval(first.x, first.y, first.rx * step, first.ry * step) for step in range(1, meter.value + 1)
    )


def mist(meter: Meter, gauges: Gauges) -> tuple[Oval, ...]:
    """Stack a band for each step, each a little aside of the one below it."""
    low = gauges.mist
    return tuple(
        Oval(low.x + low.rx * (0.35, -0.3, 0.1)[step % 3], low.y - gauges.mist_rise * step, low.rx, low.ry)
        for step in range(meter.value)
    )


def stars(count: int, sky: Sky) -> tuple[Spot, ...]:
    """Spread this many stars. Those of a smaller number stay where they were."""
    return tuple(_star(number, sky) for number in range(count))


def _star(number: int, sky: Sky) -> Spot:
    x, y = (number + 0.8) * _ACROSS % 1, number * number * _DOWN % 1
    return Spot(sky.left + sky.width * x, sky.top + sky.height * y, sky.star * (1, 0.8, 0.9)[number % 3])
