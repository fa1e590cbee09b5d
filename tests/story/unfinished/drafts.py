"""Trees of every kind, as a file may hold them: stories of the shelf in which anything was changed, drafts, and what is no story at all."""

import copy
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from classroom.storage import shelf
from classroom.story.format.draft import read_draft
from classroom.story.format.paths import FieldPath, Tree
from classroom.story.format.yaml_source import load
from tests.story.conftest import EXAMPLE
from tests.story.trees import paths_in
from tests.story.trees import trees as as_authors_leave_them

SCENARIOS = Path(shelf.__file__).parents[1] / "scenarios"
# What somebody may leave or put anywhere.
_ODD: tuple[Any, ...] = (
    "",
    "?",
    "5",
    "B",
    [],
    {},
    ["x"],
    {"x": "y"},
    {"nl": ""},
    {"nl": "Iets"},
    "x" * 2100,
    [{}, {}],
)
_NAMES = "title nl en all story chat from says photo ask choices to go if has lacks at_least ending debrief help questions "
_NAMES += "prompts consent build by answered_by parts replies poll kind options cards piles thoughts of countries elsewhere "
_NAMES += "landing short place hour start scenes cast tray gauges max name pronoun swap format languages note teacher avond a b"

_KEYS = _NAMES.split()


@cache
def tree_of(slug: str | None) -> dict[str, Tree]:
    """Give what stands in a story of the shelf, or in the example."""
    text = (SCENARIOS / f"{slug}.yaml").read_text(encoding="utf-8") if slug else EXAMPLE
    return load(text)[0]


class Changed(dict[str, Tree]):
    """A tree that says what was done to it: a whole story is too long to be read."""

    said = ""

    def __repr__(self) -> str:
        return self.said


@st.composite
def changed(
    draw: st.DrawFn, slugs: tuple[str | None, ...] = (None, *shelf.slugs()), most: int = 6
) -> dict[str, Tree]:
    """Give a story in which some parts were taken away, written over, copied, or led somewhere else."""
    slug = draw(st.sampled_from(slugs))
    tree = Changed(copy.deepcopy(tree_of(slug)))
    tree.said = f"{slug or 'example'}"
    for _ in range(draw(st.integers(1, most))):
        paths = paths_in(tree)[1:]
        if paths:
            path = _anywhere(draw, paths)
            change = draw(st.sampled_from([_gone, _odd, _moved, _led, _led, _twice]))
            tree.said += f"; {change.__name__} {path}: {change(draw, tree, path)}"
    return tree


def _anywhere(draw: st.DrawFn, paths: list[FieldPath]) -> FieldPath:
    """Give any path, those near the root as often as all those deep in the story."""
    depth = draw(st.integers(1, 9))
    shallow = [path for path in paths if len(path) <= depth]
    return draw(st.sampled_from(shallow or paths))


def _around(tree: Any, path: FieldPath) -> Any:
    for step in path[:-1]:
        tree = tree[step]
    return tree


def _gone(_draw: st.DrawFn, tree: Any, path: FieldPath) -> object:
    del _around(tree, path)[path[-1]]
    return ""


def _odd(draw: st.DrawFn, tree: Any, path: FieldPath) -> object:
    odd = draw(st.sampled_from(_ODD))
    _around(tree, path)[path[-1]] = copy.deepcopy(odd)
    return odd


def _moved(draw: st.DrawFn, tree: Any, path: FieldPath) -> object:
    """Put a part of the story somewhere else, under the name of what stood there."""
    other = _anywhere(draw, paths_in(tree)[1:])
    _around(tree, path)[path[-1]] = copy.deepcopy(_around(tree, other)[other[-1]])
    return other


def _led(draw: st.DrawFn, tree: Any, _path: FieldPath) -> object:
    """Let a way lead to another scene, to nothing, or back."""
    ways = [path for path in paths_in(tree) if path and path[-1] in ("to", "landing", "elsewhere", "start")]
    scenes = tree.get("scenes")
    if not ways:
        return ""
    way = draw(st.sampled_from(ways))
    names = [*(scenes if isinstance(scenes, dict) else ()), "nergens"]
    _around(tree, way)[way[-1]] = to = draw(st.sampled_from(names))
    return way, to


def _twice(draw: st.DrawFn, tree: Any, path: FieldPath) -> object:
    """Let an item stand twice in its list, or a part under another name too."""
    around = _around(tree, path)
    again = copy.deepcopy(around[path[-1]])
    if isinstance(around, list):
        around.insert(draw(st.integers(0, len(around))), again)
        return ""
    name = draw(st.sampled_from(_KEYS))
    around[name] = again
    return name


def half_written() -> st.SearchStrategy[dict[str, Tree]]:
    """Give drafts of which a scene or more is there, each with a few of the things that a scene may have."""
    text = st.sampled_from([{}, {"nl": ""}, {"nl": "Iets"}, {"nl": "Hoi {x}", "en": "Hi"}, "", "Iets"])
    to = st.sampled_from(["a", "b", "c", "d", ""])
    go = st.lists(st.fixed_dictionaries({}, optional={"to": to, "if": st.just({"has": ["x"]})}), max_size=3)
    choice = st.fixed_dictionaries(
        {}, optional={"says": text, "to": to, "go": go, "outcome": text, "finds": st.just(["x"])}
    )
    line: st.SearchStrategy[Any] = st.fixed_dictionaries(
        {}, optional={"from": st.sampled_from(["sam", "x"]), "says": text, "typing": st.just(["x"])}
    )
    build: st.SearchStrategy[Any] = st.fixed_dictionaries(
        {}, optional={"by": st.just("sam"), "parts": st.lists(st.lists(text, max_size=3), max_size=3)}
    )
    scene: st.SearchStrategy[Any] = st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(("title", "story", "ask", "reflect", "teacher"), text),
            "choices": st.lists(choice, max_size=5),
            "chat": st.lists(line, max_size=2),
            "to": to,
            "go": go,
            "build": build,
            "poll": st.fixed_dictionaries({}, optional={"ask": text, "options": st.lists(text, max_size=3)}),
            "ending": st.sampled_from(["open", "later"]),
            "debrief": st.fixed_dictionaries(
                {}, optional={"responsible": text, "questions": st.lists(text, max_size=2)}
            ),
            "countries": st.just(["nl"]),
            "elsewhere": to,
            "short": st.sampled_from("ABCDE"),
        },
    )
    whole: dict[Any, st.SearchStrategy[Any]] = {
        "format": st.just("1"),
        "languages": st.sampled_from([["nl"], ["nl", "en"], "nl", []]),
        "title": text,
        "start": to,
        "landing": to,
        "cast": st.sampled_from(
            [{}, {"sam\n": {}}, {"sam": {"name": "Sam"}}, {"sam": {"name": "S" * 30, "pronoun": "he"}}]
        ),
        "tray": st.just({"x": {"nl": "Iets"}}),
        "scenes": st.dictionaries(
            st.sampled_from(["a", "b", "c", "D!", "stub", "a\n", "\n"]), scene, max_size=4
        ),
    }
    return st.fixed_dictionaries({}, optional=whole)


def arbitrary() -> st.SearchStrategy[dict[str, Tree]]:
    """Give trees under names that stories use, and nothing else about them that stories have."""
    keys = st.sampled_from([*_KEYS, "[languages]", "from_"])
    leaves = st.text("ab15{}", max_size=3) | st.sampled_from(
        ["avond", "a", "b", "nl", "true", "hidden", "she"]
    )
    inner = st.recursive(
        leaves,
        lambda each: st.lists(each, max_size=3) | st.dictionaries(keys, each, max_size=4),
        max_leaves=40,
    )
    return st.dictionaries(keys, inner, max_size=8)


def trees() -> st.SearchStrategy[dict[str, Tree]]:
    return changed() | half_written() | as_authors_leave_them | arbitrary()


def draft_tree(text: str) -> dict[str, Tree]:
    return dict(read_draft(text).tree)
