"""The pages around the program say what the program does."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from classroom.actions.retention import DAY_SECONDS, IDLE_SECONDS, KEPT_DAYS, UNDO_SECONDS
from classroom.config import SETTINGS, Config
from classroom.languages import Language
from classroom.lesson.reveal_rule import FIFTHS_OF_MANY, FROM
from classroom.storage import shelf
from classroom.storage.queries.people import SIGNED_IN_SECONDS
from classroom.story.model.notes import During
from classroom.story.model.parts import Hour, Place
from tests.browser.walk import MOMENTS, walk_picture

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "classroom").rglob("*.md"), *(ROOT / "docs").rglob("*.md")])
OUTSIDE = [
    *PAGES,
    *ROOT.glob("requirements*"),
    ROOT / "Makefile",
    ROOT / ".ci" / "run",
    ROOT / "pyproject.toml",
]
# Addresses of package registries, and the options that name one: where packages come from is each machine's own matter.
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted|npmjs|debian\.org|(extra-)?index-url|find-links|trusted-host|file:/",
    re.IGNORECASE,
)


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _rows(text: str) -> list[list[str]]:
    """Give the cells of every table row."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def _required(name: str) -> set[str]:
    """Give the packages that a list names, without their versions."""
    lines = _read(name).splitlines()
    return {
        re.split(r"[><=\[; ]", line)[0] for line in lines if line and not line.startswith(("-", "#", " "))
    }


def _needed() -> set[str]:
    """Give the packages without which Wissel does not run."""
    needed: list[str] = tomllib.loads(_read("pyproject.toml"))["project"]["dependencies"]
    return {re.split(r"[><=\[; ]", name)[0] for name in needed}


def _pins(name: str) -> set[str]:
    return set(re.findall(r"^\S+==\S+", _read(name), re.MULTILINE))


def test_every_setting_is_in_the_readme_and_nothing_else_is() -> None:
    told = {row[0].strip("`") for row in _rows(_read("README.md")) if row[0].startswith("`WISSEL_")}
    assert told == set(SETTINGS), "each setting has one row in the table of settings in README.md"


def test_the_readme_names_every_story_in_both_languages_and_no_other() -> None:
    table = (
        _read("README.md")
        .partition("| Story | What the class decides |\n| --- | --- |\n")[2]
        .partition("\n\n")[0]
    )
    titles = [shelf.story(slug).title for slug in shelf.slugs()]
    assert sorted(row[0] for row in _rows(table)) == sorted(
        f"{title.in_(Language.NL)} / {title.in_(Language.EN)}" for title in titles
    ), "each story has one row in the table of stories in README.md: Dutch title / English title"


def test_the_readme_names_every_place_and_hour_and_when_a_remark_is_of_use() -> None:
    table = {row[0]: row[1] for row in _rows(_read("README.md")) if len(row) == 2}
    told = {part: set(re.findall(r"`(\w+)`", table[part])) for part in ("`scenes`", "`teacher` of a scene")}
    assert {*Place, *Hour} - told["`scenes`"] == set()
    assert set(During) - told["`teacher` of a scene"] == set()


@pytest.mark.parametrize("name", ["host", "port", "language"])
def test_the_readme_tells_the_default_of_a_setting(name: str) -> None:
    defaults = {row[0].strip("`"): row[1].strip("`") for row in _rows(_read("README.md"))}
    assert defaults[f"WISSEL_{name.upper()}"] == str(getattr(Config(), name))


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):.* ## ", _read("Makefile"), re.MULTILINE))
    named = {
        name
        for page in PAGES
        for name in re.findall(r"(?:`|^)make ([a-z-]+)", page.read_text(), re.MULTILINE)
    }
    assert {"run", "test", "check", "help"} <= named
    assert named <= targets


def test_every_dependency_has_earned_its_place_and_no_other_is_told_of() -> None:
    cells = {row[0] for row in _rows(_read("CONTRIBUTING.md"))} - {"Package", "---"}
    told = {name for cell in cells for name in cell.split(", ")}
    assert told == _needed() | _required("requirements-dev.in")


def test_what_is_tested_is_what_is_run() -> None:
    run = _pins("requirements.txt")
    assert len(run) >= len(_needed())
    assert run <= _pins("requirements-dev.txt")


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_or_list_names_a_registry(path: Path) -> None:
    assert REGISTRY.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s#]+)\)", path.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_page_names_is_there(path: Path) -> None:
    named = re.findall(r"`((?:classroom|tests|docs)/[\w/.]+)`", path.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(("language", "document"), [("en", "README.md"), ("nl", "docs/walk/nl/README.md")])
def test_the_walk_is_told_with_every_picture_of_it(language: str, document: str) -> None:
    shown = [
        (ROOT / document).parent / path
        for path in re.findall(r"!\[[^]]+\]\((\S*\d-\w+\.webp)\)", _read(document))
    ]
    assert shown == [walk_picture(language, moment) for moment in MOMENTS]
    assert [path.name for path in shown if not path.exists()] == []


def test_every_test_that_the_page_on_reliability_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", _read("RELIABILITY.md")))
    there = set().union(*(_defined(path) for path in (ROOT / "tests").rglob("test_*.py")))
    assert len(named) > 20
    assert named - there == set()


def test_every_fault_that_is_tested_is_told_of() -> None:
    told = _read("RELIABILITY.md")
    tests = {name for path in (ROOT / "tests" / "faults").glob("test_*.py") for name in _defined(path)}
    assert {name for name in tests if name.startswith("test_") and f"`{name}`" not in told} == set()


def test_the_map_names_only_functions_that_exist() -> None:
    named = re.findall(r"`([\w/]+\.py):(\w+)`", _read("ARCHITECTURE.md"))
    assert len(named) > 10
    assert [place for place in named if place[1] not in _defined(ROOT / "classroom" / place[0])] == []


def test_the_map_names_only_files_that_exist() -> None:
    named = re.findall(
        r"`((?:templates|static|web|server|cli|simulator|storage|lesson|story|actions|live)/[\w/]+\.\w+)",
        _read("ARCHITECTURE.md"),
    )
    assert len(named) > 20
    assert [path for path in named if not (ROOT / "classroom" / path).exists()] == []


@pytest.mark.parametrize("language", ["nederlands", "english"])
def test_the_privacy_page_tells_the_rule_as_it_is(language: str) -> None:
    text = _privacy(language)
    told = [int(row[0].split()[0]) for row in _rows(text) if re.match(r"\d", row[0])]
    assert told == [0, *FROM]
    assert str(FIFTHS_OF_MANY) in text


def test_the_privacy_page_tells_how_long_things_are_kept() -> None:
    assert (KEPT_DAYS, IDLE_SECONDS, DAY_SECONDS, UNDO_SECONDS) == (30, 4 * 3600, 24 * 3600, 10)
    assert SIGNED_IN_SECONDS == 12 * 3600
    for words in ("30 dagen", "vier uur", "één dag", "tien seconden", "12 uur"):
        assert words in _privacy("nederlands")
    for words in ("30 days", "four hours", "one day", "ten seconds", "12 hours"):
        assert words in _privacy("english")


def _privacy(language: str) -> str:
    """Give one half of the page on privacy."""
    dutch, english = _read("PRIVACY.md").split("\n## English\n")
    return dutch if language == "nederlands" else english


def _defined(path: Path) -> set[str]:
    """Give the names of a module's functions and classes, methods included; of none if it is not there."""
    if not path.exists():
        return set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}
