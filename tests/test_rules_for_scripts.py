"""House rules for the scripts of pages: their functions are held to what ours in Python are, and looks are for stylesheets."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import FUNCTION_LINES, ROOT, SCRIPTS, text_of

_BY_CLASS = re.compile(r"""(?:querySelector(?:All)?|closest|matches|press)\((["'`])(?:(?!\1).)*\.[a-z]""")
_ADDRESS = re.compile(r"""(["'`])/[a-z]""")
_SCRIPT_CHECK = re.compile(r"-m lizard (-.* -w) (.*)")


def _said_of_scripts(*paths: Path) -> str:
    """Give what `make scripts` would say of these."""
    command = _SCRIPT_CHECK.search(text_of(ROOT / "Makefile"))
    assert command
    run = [sys.executable, "-m", "lizard", *command[1].split(), *map(str, paths)]
    return subprocess.run(run, capture_output=True, check=False, text=True).stdout


def test_the_functions_of_our_scripts_are_held_to_the_same() -> None:
    command = _SCRIPT_CHECK.search(text_of(ROOT / "Makefile"))
    assert command
    folders = [ROOT / folder for folder in command[2].split()]
    assert [path for path in SCRIPTS if not any(path.is_relative_to(folder) for folder in folders)] == []
    assert _said_of_scripts(*folders) == ""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("  f();\n" * FUNCTION_LINES, f"{FUNCTION_LINES + 2} length"),
        ("  if (a && b && c) f(d ? e : g ?? h);\n  for (;;) f();\n", "7 CCN"),
    ],
)
@pytest.mark.parametrize("begins", ["function a() {", "const a = async () => {", "class A {\n  get a() {"])
def test_what_checks_scripts_sees_what_it_forbids(tmp_path: Path, begins: str, body: str, said: str) -> None:
    script = tmp_path / "script.js"
    script.write_text(f"{begins}\n{body}}}\n" + ("}\n" if "class" in begins else ""), encoding="utf-8")
    assert said in _said_of_scripts(script)


def _by_class(script: str) -> bool:
    return bool(_BY_CLASS.search(re.sub(r"\$\{[^}]*\}", "", script)))


def test_no_script_finds_by_its_looks_what_it_works_on() -> None:
    """A class is for the stylesheet, which may rename it. What is about looks itself is another matter."""
    assert [path.name for path in SCRIPTS if _by_class(text_of(path))] == ["fit.js"]
    assert _by_class('box.querySelector("form.enter button")')
    assert _by_class('press("#more .letter")')
    assert not _by_class('box.querySelector(`[value="${CSS.escape(answer.option)}"]`)')


def test_no_script_knows_an_address() -> None:
    """Pages say where things are, in one place of Python: an address that is renamed there is renamed everywhere."""
    assert [path.name for path in SCRIPTS if _ADDRESS.search(text_of(path))] == []
    assert _ADDRESS.search('location.assign("/teach")')
    assert not _ADDRESS.search('import { Clock } from "./clock.js";')


def test_a_phone_shakes_at_its_own_tap_alone() -> None:
    """Never at anything that comes in: a buzz when a photo arrives in the story would be strong, and wrong."""
    shaking = {path.name: text_of(path).count("vibrate") for path in SCRIPTS if "vibrate" in text_of(path)}
    assert shaking == {"ballots.js": 1}
    ballots = text_of(next(path for path in SCRIPTS if path.name == "ballots.js"))
    assert ballots.count("feel()") == len(("its own line", "the tap of a vote"))
    assert "feel();" in ballots.partition("choose(event) {")[2].partition("\n  }\n")[0]
