"""The figures as JSON to keep, as a table to read, and as a picture."""

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from bench.figures import Figure, short

PACKAGES = ("flask", "gevent", "sqlalchemy", "werkzeug")
WIDTH, HEIGHT = 900, 360
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


def as_table(figures: Sequence[Figure]) -> str:
    """Give the figures as a Markdown table."""
    rows = [HEADINGS, tuple("---" for _ in HEADINGS), *(_row(figure) for figure in figures)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(figure: Figure) -> tuple[str, ...]:
    values = f"{short(min(figure.values))} to {short(max(figure.values))}"
    floor = (
        f"{short(sorted(figure.floor)[len(figure.floor) // 2])} ({figure.floor_name})" if figure.floor else ""
    )
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
    drawn = ['<text x="20" y="28" font-size="16">Durable votes a second</text>']
    pairs = [(figure.name, figure.median) for figure in figures[:2]]
    pairs += [
        (figure.floor_name, sorted(figure.floor)[len(figure.floor) // 2])
        for figure in figures[:2]
        if figure.floor
    ]
    most = max((value for _, value in pairs), default=1)
    for number, (name, value) in enumerate(pairs):
        y, width = 52 + number * 62, 380 * value / most
        drawn += [
            f'<text x="20" y="{y}">{name}</text>',
            f'<rect x="20" y="{y + 8}" width="{width:.0f}" height="20" fill="{"#3b6ea5" if number < 2 else "#b9c4cf"}"/>',
            f'<text x="{26 + width:.0f}" y="{y + 23}">{short(value)}</text>',
        ]
    return drawn


def _lines(figures: Sequence[Figure]) -> list[str]:
    drawn = ['<text x="500" y="28" font-size="16">Rooms of 30 phones that vote once a minute</text>']
    for unit, colour, top in (("ms", "#3b6ea5", 0.0), ("% of a core", "#a5683b", 100.0)):
        points = [(figure.name, figure.median) for figure in figures if figure.unit == unit]
        most = max([top, *(value for _, value in points)], default=1) or 1
        at = [(540 + 95 * number, 300 - 230 * value / most) for number, (_, value) in enumerate(points)]
        drawn.append(
            f'<polyline fill="none" stroke="{colour}" stroke-width="3" points="{" ".join(f"{x},{y:.0f}" for x, y in at)}"/>'
        )
        for (x, y), (name, value) in zip(at, points, strict=True):
            drawn.append(
                f'<text x="{x}" y="{y - 8:.0f}" fill="{colour}" text-anchor="middle">{short(value)} {unit}</text>'
            )
            drawn.append(f'<text x="{x}" y="325" text-anchor="middle">{name.split(" ")[0]}</text>')
    drawn.append(
        '<text x="682" y="348" text-anchor="middle">rooms; blue: p95 of a vote, brown: the processor</text>'
    )
    return drawn
