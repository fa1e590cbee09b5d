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
class Lake:
    """All that changes in the picture; shore, hills and reeds are always the same."""

    lanterns: tuple[Spot, ...]
    rings: tuple[Oval, ...]
    mist: tuple[Oval, ...]
    stars: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of one drawing, in units of its viewBox; `rows` are where lanterns float by turns."""

    width: int
    height: int
    lanterns: tuple[float, float]
    lanterns_alone: float
    rows: tuple[tuple[float, float], ...]
    ring: Oval
    mist: Oval
    mist_rise: float
    sky: tuple[float, float, float, float]
    star: float


WHOLE = Frame(
    width=1600,
    height=1000,
    lanterns=(610, 1510),
    lanterns_alone=160,
    rows=((682, 1.2), (930, 1.6), (666, 1.15), (938, 1.6)),
    ring=Oval(310, 800, 54, 21),
    mist=Oval(1240, 421, 230, 8),
    mist_rise=24,
    sky=(60, 45, 1480, 175),
    star=2.2,
)
STRIP = Frame(
    width=1600,
    height=96,
    lanterns=(330, 930),
    lanterns_alone=60,
    rows=((76, 0.48), (77, 0.48)),
    ring=Oval(160, 66, 26, 5.2),
    mist=Oval(170, 35, 95, 2.2),
    mist_rise=6,
    sky=(420, 9, 1140, 4),
    star=0.7,
)


def lake(picture: Picture, frame: Frame) -> Lake:
    """Place what the class has gathered so far. What was there before stays where it was."""
    return Lake(
        lanterns=_lanterns(len(picture.finds), frame, has_rings=bool(picture.meters)),
        rings=_rings(picture.meters[:1], frame.ring),
        mist=_mist(picture.meters[1:2], frame),
        stars=tuple(_star(number, frame) for number in range(picture.lights)),
    )


def _lanterns(count: int, frame: Frame, *, has_rings: bool) -> tuple[Spot, ...]:
    start, end = frame.lanterns if has_rings else (frame.lanterns_alone, frame.lanterns[1])
    room = (end - start) / max(count, 1)
    return tuple(
        Spot(start + room * (number + 0.5), *frame.rows[number % len(frame.rows)]) for number in range(count)
    )


def _rings(meters: tuple[Meter, ...], first: Oval) -> tuple[Oval, ...]:
    return tuple(
        Oval(first.x, first.y, first.rx * step, first.ry * step)
        for meter in meters
        for step in range(1, meter.value + 1)
    )


def _mist(meters: tuple[Meter, ...], frame: Frame) -> tuple[Oval, ...]:
    """Stack the bands, each a little aside of the one below it."""
    low = frame.mist
    return tuple(
        Oval(low.x + low.rx * (0.35, -0.3, 0.1)[step % 3], low.y - frame.mist_rise * step, low.rx, low.ry)
        for meter in meters
        for step in range(meter.value)
    )


def _star(number: int, frame: Frame) -> Spot:
    left, top, width, height = frame.sky
    x, y = (number + 0.8) * _ACROSS % 1, number * number * _DOWN % 1
    return Spot(left + width * x, top + height * y, frame.star * (1, 0.8, 0.9)[number % 3])
