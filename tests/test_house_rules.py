"""House rules that no linter knows. Each failure names the place."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from classroom.web.http import guards
from tests.sources import FUNCTION_LINES, MODULES, PACKAGE, ROOT, SCRIPTS, id_of, text_of

LAYERS = ("actions", "cli", "lesson", "live", "server", "simulator", "storage", "story", "web")
ROOMS = sorted(
    folder
    for layer in ("story", "lesson")
    for folder in (PACKAGE / layer).iterdir()
    if (folder / "__init__.py").exists()
)
FOLDERS = sorted({path.parent for path in MODULES})
# Who may guard the views of an audience. Bundles of scripts and styles are for anyone.
GUARDS = {
    "student": {"open_to_all", "by_code", "with_seat"},
    "projector": {"by_wall", "open_to_all"},
    "alone": {"staff"},
    "teacher": {"staff", "at_desk"},
    "mirror": {"at_desk"},
    "remote": {"at_desk", "open_to_all", "with_remote"},
    "papers": {"staff", "at_desk"},
    "rehearsing": {"staff"},
    "account": {"on_this_computer", "staff"},
    "workshop": {"in_workshop", "at_story"},
    "source": {"at_story"},
    "past": {"at_story"},
    "clashes": {"at_story"},
    "shelving": {"at_story"},
    "healthz": {"open_to_all"},
}
UNGUARDED = {"assets.serve"}

MODULE_LINES = 300
FOLDER_MODULES = 15
FILE_BYTES = 300_000
PICTURE_BYTES = 2_000_000  # of all pictures together
PICTURES = {".gif", ".jpg", ".jpeg", ".png", ".webp"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, Function):
            yield node


def _lines_of(function: Function) -> int:
    """Count a function's lines from `def` on, its docstring left out."""
    said = function.body[0] if ast.get_docstring(function) else None
    about = said.end_lineno - said.lineno + 1 if said and said.end_lineno else 0
    return (function.end_lineno or 0) - function.lineno + 1 - about


def test_there_is_something_to_hold_to_these_rules() -> None:
    assert len(MODULES) > len(LAYERS)


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=id_of)
def test_a_module_is_short_enough_to_be_one_thing(path: Path) -> None:
    assert len(text_of(path).splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=id_of)
def test_a_function_is_short_enough_to_be_one_thing(path: Path) -> None:
    too_long = {each.name: _lines_of(each) for each in _functions(path) if _lines_of(each) > FUNCTION_LINES}
    assert too_long == {}


@pytest.mark.parametrize("folder", FOLDERS, ids=id_of)
def test_a_folder_has_few_enough_modules_to_be_known_by_heart(folder: Path) -> None:
    assert (
        len([path for path in MODULES if path.parent == folder and path.name != "__init__.py"])
        <= FOLDER_MODULES
    )


@pytest.mark.parametrize("folder", [*(PACKAGE / layer for layer in LAYERS), *ROOMS], ids=id_of)
def test_a_layer_and_a_room_open_with_the_sentence_that_is_their_law(folder: Path) -> None:
    law = ast.get_docstring(ast.parse(text_of(folder / "__init__.py"))) or ""
    assert law.startswith(folder.name.capitalize())
    assert law.endswith(".")


def test_every_folder_with_modules_is_one_of_the_layers() -> None:
    assert {id_of(path).split("/")[0] for path in MODULES if path.parent != PACKAGE} == set(LAYERS)


def test_every_view_has_a_guard_that_fits_its_audience(app: Flask) -> None:
    by_view = {name: getattr(view, "guarded_by", None) for name, view in app.view_functions.items()}
    unguarded = {name for name, guard in by_view.items() if guard is None}
    assert unguarded == UNGUARDED, "mark the view with a guard of classroom/web/http/guards.py"
    guarded = {name: guard for name, guard in by_view.items() if guard is not None}
    strange = [name for name, guard in guarded.items() if guard not in GUARDS.get(name.split(".")[0], ())]
    assert strange == [], "GUARDS says above which guards fit which audience"


def test_every_guard_is_one_of_guards_py() -> None:
    assert all(callable(getattr(guards, name, None)) for names in GUARDS.values() for name in names)


def _kept_by_git() -> list[Path]:
    """Give the files that git knows and that are here."""
    if not (ROOT / ".git").exists():
        pytest.skip("this copy was not made by git")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert ROOT / "wsgi.py" in paths
    return [path for path in paths if path.is_file()]


def test_no_file_is_so_large_that_everybody_who_clones_pays_for_it() -> None:
    assert [str(path) for path in _kept_by_git() if path.stat().st_size > FILE_BYTES] == []


def test_all_pictures_together_stay_small() -> None:
    sizes = [path.stat().st_size for path in _kept_by_git() if path.suffix in PICTURES]
    assert 0 < sum(sizes) < PICTURE_BYTES


def test_of_what_is_remembered_on_a_computer_git_keeps_nothing() -> None:
    kept = [path.relative_to(ROOT).as_posix() for path in _kept_by_git()]
    assert [path for path in kept if path.startswith("instance/")] == ["instance/.gitignore"]


def test_every_promise_of_seconds_is_held_to_them_in_a_run_that_people_make() -> None:
    """The short run gives a busy machine four times as long; `make faults` does not."""
    promising = [
        path.relative_to(ROOT)
        for path in (ROOT / "tests").rglob("*.py")
        if re.search(r"^from tests\.faults\.figures import .*\bwithin\b", text_of(path), re.MULTILINE)
    ]
    strict = re.findall(r"FAULTS=full .*", text_of(ROOT / "Makefile"))[0].split()
    assert Path("tests/test_process.py") in promising
    assert [path for path in promising if not any(path.is_relative_to(each) for each in strict)] == []
