"""The figures as JSON to keep, as a table to read, and as a picture."""

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, fields
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench.figures import Figure, short

PACKAGES = ("flask", "gevent", "sqlalchemy", "werkzeug")
WIDTH, HEIGHT = 900, 390
BLUE, BROWN, GREY = "#3b6ea5", "#a5683b", "#b9c4cf"
HEADINGS = ("figure", "median", "all rounds", "floor", "in floors", "must be", "reached")


def machine() -> dict[str, str]:
    """Say what it was measured on."""
    cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    memory = Path("/proc/meminfo").read_text(encoding="utf-8").split()[1]
    names = [line.partition(": ")[2] for line in cpu.splitlines() if line.startswith("model name")]
    return {
        "processor": f"{len(names) or 1} x {names[0] if names else platform.machine()}",
        "memory": f"{int(memory) / 2**20:.1f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def as_json(figures: Sequence[Figure], scale: str) -> str:
    """Give everything that was measured."""
    rows = [
        asdict(figure) | {"median": figure.median, "ratio": figure.ratio, "reached": figure.reached}
        for figure in figures
    ]
    return json.dumps({"machine": machine(), "scale": scale, "figures": rows}, indent=1) + "\n"


def from_json(text: str) -> list[Figure]:
    """Give the figures that were measured before; none if that was on another machine."""
    told = json.loads(text)
    if told["machine"] != machine():
        return []
    rounds = ("values", "floor")
    of_a_figure = {each.name for each in fields(Figure)}
    rows = [{name: value for name, value in row.items() if name in of_a_figure} for row in told["figures"]]
    return [Figure(**{**row, **{name: tuple(row[name]) for name in rounds}}) for row in rows]


def as_table(figures: Sequence[Figure]) -> str:
    """Give the figures as a Markdown table."""
    rows = [HEADINGS, tuple("---" for _ in HEADINGS), *(_row(figure) for figure in figures)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(figure: Figure) -> tuple[str, ...]:
    values = f"{short(min(figure.values))} to {short(max(figure.values))}"
    floor = f"{short(median(figure.floor))} ({figure.floor_name})" if figure.floor else ""
    ratio = short(figure.ratio) if figure.ratio is not None else ""
    reached = {None: "", True: "yes", False: "**no**"}[figure.reached]
    if not figure.counts:
        reached = f"does not count: the generator took {figure.generator:.0%} of a core"
    return figure.name, f"{short(figure.median)} {figure.unit}", values, floor, ratio, figure.must, reached


def as_picture(figures: Sequence[Figure]) -> str:
    """Draw votes a second beside their floors, and what happens as rooms are added."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *_bars([figure for figure in figures if figure.part == "votes" and figure.unit == "votes/s"]),
        *_lines([figure for figure in figures if figure.part == "rooms"]),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _bars(figures: Sequence[Figure]) -> list[str]:
    """Draw our votes a second at the fewest connections, and each floor that they stand beside."""
    drawn = ['<text x="20" y="28" font-size="16">Durable votes a second</text>']
    same = [figure for figure in figures if figure.values == figures[0].values]
    pairs = [(figure.name, figure.median) for figure in same[:1]]
    pairs += [(figure.floor_name, median(figure.floor)) for figure in same]
    most = max((value for _, value in pairs), default=1)
    for number, (name, value) in enumerate(pairs):
        y, width, colour = 60 + number * 66, 380 * value / most, GREY if number else BLUE
        drawn += [
            f'<text x="20" y="{y}">{name}</text>',
            f'<rect x="20" y="{y + 8}" width="{width:.0f}" height="22" fill="{colour}"/>',
            f'<text x="{26 + width:.0f}" y="{y + 24}">{short(value)}</text>',
        ]
    return drawn


def _lines(figures: Sequence[Figure]) -> list[str]:
    """Draw how long a vote takes and how busy the processor is, for each number of rooms."""
    drawn = ['<text x="490" y="28" font-size="16">Rooms of 30 phones, each voting once a minute</text>']
    rooms = list(dict.fromkeys(_rooms(figure) for figure in figures))
    for unit, colour in (("ms", BLUE), ("% of a core", BROWN)):
        mine = [figure for figure in figures if figure.unit == unit]
        most = max((figure.median for figure in mine), default=0) or 1
        spots = [
            (540 + 95 * rooms.index(_rooms(figure)), 295 - 200 * figure.median / most) for figure in mine
        ]
        line = " ".join(f"{x},{y:.0f}" for x, y in spots)
        drawn.append(f'<polyline fill="none" stroke="{colour}" stroke-width="3" points="{line}"/>')
        for (x, y), figure in zip(spots, mine, strict=True):
            (aside, below, anchor) = (-4, -10, "end") if unit == "ms" else (8, 16, "start")
            said = f"{short(figure.median)} {unit.partition(' ')[0]}"
            drawn.append(
                f'<text x="{x + aside}" y="{y + below:.0f}" fill="{colour}" text-anchor="{anchor}">{said}</text>'
            )
    drawn += [
        f'<text x="{540 + 95 * n}" y="332" text-anchor="middle">{many}</text>' for n, many in enumerate(rooms)
    ]
    drawn.append('<text x="500" y="354">rooms. Blue: p95 of a vote. Brown: the processor.</text>')
    return [*drawn, f'<text x="500" y="374">{_full(figures)}</text>']


def _rooms(figure: Figure) -> int:
    return int(figure.name.partition(" ")[0])


def _full(figures: Sequence[Figure]) -> str:
    """Say at how many rooms one core is full, drawn on from the most that were measured."""
    busy = [figure for figure in figures if figure.unit == "% of a core"]
    if not busy or not busy[-1].median:
        return ""
    return f"Drawn on, one core is full at about {100 * _rooms(busy[-1]) / busy[-1].median:,.0f} rooms."
