"""The stylesheets are parted by component: what a class looks like stands in one file, on every face."""

import itertools
import re
from collections import defaultdict
from pathlib import Path

from classroom.web.rendering.assets import BUNDLES, CSS

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
