"""Every part of the bench still runs: at toy size, where its figures mean nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench import report
from bench.figures import Figure
from bench.scale import TOY
from tests.browser.conftest import CHROMIUM, WHY
from tests.browser.running import LONG, ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the bench is for Linux"),
    pytest.mark.skipif(
        shutil.which("cc") is None, reason="the bench needs a C compiler; Debian's package is called gcc"
    ),
]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason=WHY)
def test_the_part_that_needs_a_browser_runs(tmp_path: Path) -> None:
    """Run it as a process of its own: two browsers cannot be driven from one thread."""
    command = [sys.executable, "-m", "bench", "page", "--scale", "toy", "--results", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=4 * LONG)
    figures = json.loads(next(tmp_path.glob("*.json")).read_text(encoding="utf-8"))["figures"]
    assert [figure["reached"] for figure in figures[:2]] == [True, True], (
        "bytes and requests are the same at any size"
    )


@pytest.mark.parametrize("part", [part for part in bench.PARTS if part != "page"])
def test_a_part_of_the_bench_runs(part: str, tmp_path: Path) -> None:
    figures = list(bench.PARTS[part](TOY))
    assert figures
    assert all(figure.values and figure.floor_name in report.as_table([figure]) for figure in figures)
    kept = [figure for figure in figures if "kept of those sent" in figure.name or "let in" in figure.name]
    assert all(figure.median == 100 for figure in kept)
    bench.write(figures, "toy", tmp_path)
    written = {path.suffix: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert set(written) == {".json", ".md", ".svg"}
    assert [row["name"] for row in json.loads(written[".json"])["figures"]] == [
        figure.name for figure in figures
    ]


def test_a_figure_is_held_to_its_floor_round_by_round() -> None:
    ours = Figure("votes", "votes", "votes/s", (100.0, 10.0, 90.0), (50.0, 5.0, 60.0), "floor", least=1.8)
    assert (ours.ratio, ours.reached) == (2.0, True)
    assert Figure("votes", "votes", "ms", (5.0, 7.0, 6.0), most=5.5).reached is False
    assert Figure("votes", "votes", "ms", (5.0,)).reached is None


def test_a_figure_whose_generator_was_busy_does_not_count() -> None:
    figure = Figure("votes", "votes", "ms", (5.0,), most=6, generator=0.61)
    assert figure.reached is None
    assert "does not count" in report.as_table([figure])


def test_a_part_that_is_measured_anew_takes_its_own_place_among_those_of_the_day(tmp_path: Path) -> None:
    votes, slow, fast = (
        Figure("votes", "votes", "ms", (5.0,), (4.0,), "floor", most=2),
        Figure("push", "push", "ms", (9.0,)),
        Figure("push", "push", "ms", (3.0, 2.0)),
    )
    for figures in ([slow], [votes], [fast]):
        bench.write(figures, "toy", tmp_path)
    kept = next(tmp_path.glob("*.json")).read_text(encoding="utf-8")
    assert report.from_json(kept) == [fast, votes]
    assert report.from_json(kept.replace('"memory": "', '"memory": "another ')) == []
