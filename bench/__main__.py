"""`make bench`: measure every part, print the table, and write bench/results/."""

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench import page, push, report, rooms, start, votes
from bench.figures import Figure
from bench.scale import EARNEST, QUICK, TOY, Scale
from bench.wire import allow_many_files

PARTS: dict[str, Callable[[Scale], Iterator[Figure]]] = {
    "start": start.measure,
    "votes": votes.measure,
    "push": push.measure,
    "page": page.measure,
    "rooms": rooms.measure,
}
SCALES = {"earnest": EARNEST, "quick": QUICK, "toy": TOY}
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Measure what was asked for, or everything."""
    asked = argparse.ArgumentParser(prog="bench", description=__doc__)
    asked.add_argument("parts", nargs="*", help=f"some of: {', '.join(PARTS)}")
    asked.add_argument("--scale", choices=SCALES, default="earnest")
    asked.add_argument("--results", type=Path, default=RESULTS)
    given = asked.parse_args()
    allow_many_files()
    figures: list[Figure] = []
    for part in given.parts or PARTS:
        for figure in PARTS[part](SCALES[given.scale]):
            figures.append(figure)
            sys.stdout.write(report.as_table([figure]).splitlines()[-1] + "\n")
            sys.stdout.flush()
    write(figures, given.scale, given.results)


def write(figures: list[Figure], scale: str, folder: Path) -> None:
    """Write down the figures, named by the day; what was measured of other parts on the same day is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    day = datetime.now(UTC).date().isoformat()
    stem = folder / (day if scale == "earnest" else f"{day}-{scale}")
    kept = stem.with_suffix(".json")
    before = report.from_json(kept.read_text(encoding="utf-8")) if kept.exists() else []
    anew = {figure.part for figure in figures}
    order = list(dict.fromkeys(figure.part for figure in [*before, *figures]))
    figures = [figure for figure in before if figure.part not in anew] + figures
    figures.sort(key=lambda figure: order.index(figure.part))
    said = "".join(f"- {name}: {value}\n" for name, value in report.machine().items())
    kept.write_text(report.as_json(figures, scale), encoding="utf-8")
    stem.with_suffix(".md").write_text(
        f"# {stem.name}\n\n{said}\n{report.as_table(figures)}", encoding="utf-8"
    )
    stem.with_suffix(".svg").write_text(report.as_picture(figures), encoding="utf-8")
    sys.stdout.write(f"{said}Written to {stem}.json, .md and .svg\n")


if __name__ == "__main__":
    main()
