"""The stylesheets are parted by component: what a class looks like stands in one file, on every face."""

import itertools
import re
from collections import defaultdict
from pathlib import Path

from classroom.web.rendering.assets import BUNDLES, CSS
from tests.sources import PACKAGE, PAGES, SCRIPTS, text_of

# For browsers that know no layers, and so see nothing of the other files.
FLOOR = CSS / "floor.css"
SHEETS = sorted(path for path in CSS.rglob("*.css") if path != FLOOR)
_RULE = re.compile(r"([^{};]+)\{[^{}]*\}")
_COMMENT = re.compile(r"/\*(?:.|\n)*?\*/")
_WHERE = re.compile(r":(?:not|has|where)\((?:[^()]|\([^()]*\))*\)")
_INSIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_CLASS = re.compile(r"\.([a-z][\w-]*)")


def _parts(text: str, signs: str) -> list[str]:
    """Split at these signs, but for those in brackets."""
    hidden = text
    while _INSIDE.search(hidden):
        hidden = _INSIDE.sub(lambda found: "_" * len(found[0]), hidden)
    cuts = [-1, *(at for at, sign in enumerate(hidden) if sign in signs), len(text)]
    return [text[one + 1 : other] for one, other in itertools.pairwise(cuts)]


def looked_after(selector: str) -> str:
    """Give the class that a selector is about: of its last part that has one, the first. A state (`is-…`) is none."""
    for part in reversed(_parts(_WHERE.sub("", selector).strip(), " >+~\n")):
        names: list[str] = _CLASS.findall(part)
        for name in names:
            if not name.startswith("is-"):
                return name
    return ""


def _classes_of(path: Path) -> set[str]:
    rules = _RULE.findall(_COMMENT.sub("", path.read_text(encoding="utf-8")))
    return {looked_after(one) for selectors in rules for one in _parts(selectors, ",")} - {""}


def test_what_a_class_looks_like_stands_in_one_file() -> None:
    files = defaultdict(list)
    for path in SHEETS:
        for name in _classes_of(path):
            files[name].append(path.name)
    assert len(files) > 100
    assert {name: paths for name, paths in files.items() if len(paths) > 1} == {}


def test_every_stylesheet_is_part_of_a_bundle() -> None:
    assert set(SHEETS) | {FLOOR} == {
        path for paths in BUNDLES.values() for path in paths if path.suffix == ".css"
    }


def test_the_class_that_a_selector_is_about_is_found() -> None:
    for selector, name in (
        (".option .badge", "badge"),
        (":where(.wall) .stage > :not(.options, .flow)", "stage"),
        (".under :is(.button, .primary)", "button"),
        (".side h2", "side"),
        (".page.small", "page"),
        (".is-lit .option:has(.bubble)", "option"),
        ("fieldset", ""),
    ):
        assert looked_after(selector) == name, selector


def test_the_wall_has_one_scale_of_type_and_of_space() -> None:
    """A size that grows with the words is a step of the scale in the wall's own file, but for three that are drawings' own."""
    measured = re.compile(r"[\d.]+ \* var\(--u\)")
    own = {path.name: measured.findall(path.read_text(encoding="utf-8")) for path in SHEETS}
    scale = own.pop("wall.css")
    assert len(scale) == len(set(scale)) < 20
    assert sum(len(found) for found in own.values()) <= 4, {
        name: found for name, found in own.items() if found
    }


def _without_comments(path: Path) -> str:
    return _COMMENT.sub("", path.read_text(encoding="utf-8"))


def test_no_rule_is_about_what_no_page_has_and_no_size_or_colour_is_named_for_nothing() -> None:
    sheets = "\n".join(map(_without_comments, SHEETS))
    pages = "\n".join(text_of(path) for path in (*PAGES, *SCRIPTS, PACKAGE / "web" / "rendering" / "qr.py"))
    classes = {name for selector in re.findall(r"([^{};]+)\{", sheets) for name in _CLASS.findall(selector)}
    missing = {name for name in classes if not re.search(rf"(?<![\w-]){name}(?![\w-])", pages)}
    # Some names are put together: `badge-{{ … }}`.
    assert [name for name in sorted(missing) if f"{name.rpartition('-')[0]}-{{{{" not in pages] == []
    named = set(re.findall(r"(--[a-z][\w-]*):", sheets))
    assert {name for name in named if f"var({name}" not in sheets} == set()


def test_what_is_hidden_while_it_is_empty_is_written_without_a_space_in_it() -> None:
    """A space between two tags is a child: what holds one, or a line of a template, is never `:empty`."""
    names = {
        name
        for path in SHEETS
        for name in re.findall(r"[.\[]([\w-]+)\]?(?::not\()?:empty", _without_comments(path))
    }
    assert names == {"alert", "cast-mine", "data-knocks", "data-seconds"}
    pages = "\n".join(map(text_of, PAGES))
    for name in names - {"cast-mine"}:  # made by a script
        boxes = re.findall(rf"<\w+ (?:class=\"{name}\"|{name})(?: [^<>]*)?>([^<]*)<", pages)
        assert set(boxes) == {""}, name


def test_a_line_that_grows_keeps_the_sides_that_it_has() -> None:
    """A width for all four sides would draw a box, for as long as it moves."""
    frames = [
        found
        for path in SHEETS
        for found in re.findall(r"@keyframes [\w-]+ \{(.*?)\n  \}", _without_comments(path), re.DOTALL)
    ]
    assert len(frames) > 5
    assert [frame for frame in frames if re.search(r"border(-width)?:", frame)] == []
