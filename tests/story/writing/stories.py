"""Stories in the making, and the people who change them."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from hypothesis import settings

from classroom.story.format.paths import Tree
from classroom.story.format.spelling import spelled_out
from classroom.story.writing.loose import loosen, tighten
from classroom.story.writing.manuscript import closed
from classroom.story.writing.nodes import Loose, Series, Uid, inside, leaves
from classroom.story.writing.uids import NewUid, fresh, stored

# For tests that take long: fewer examples, in a deep search too.
few = settings(max_examples=settings().max_examples // 3)


def counted(start: str = "u") -> NewUid:
    """Give uids one after the other, which no other source with another start gives."""
    numbers = count(1)
    return lambda: f"{start}{next(numbers):07}"


def loose_of(tree: Mapping[str, Tree], start: str = "u") -> Loose:
    return loosen(tree, fresh(counted(start)))


def settled(loose: Loose, start: str = "x") -> Loose:
    """Give a story as it is once it was kept and opened again, without the way over its text."""
    kept = tighten(loose)
    return loosen(kept.tree, stored(kept.uids, counted(start)), kept.former, loose.heading)


def one_way(tree: Any) -> Any:
    """Give a tree with one way on, for every class, always said by `to`, as the loose form has it."""
    if isinstance(tree, list):
        return [one_way(each) for each in tree]
    if not isinstance(tree, dict):
        return tree
    tree = {key: one_way(each) for key, each in tree.items()}
    go = tree.get("go")
    if (
        "to" not in tree
        and isinstance(go, list)
        and len(go) == 1
        and isinstance(go[0], dict)
        and [*go[0]] == ["to"]
    ):
        return {key: each for key, each in tree.items() if key != "go"} | go[0]
    return tree


def tight(tree: Mapping[str, Tree]) -> Any:
    """Give what stands in a file once a tree was loose."""
    return one_way(spelled_out(tree))


def text_of(loose: Loose) -> str:
    return closed(loose).text


def texts_in(loose: Loose) -> list[str]:
    """Give every text in a story, as it stands there by itself."""
    return [said if isinstance(said, str) else str(said) for _, said in leaves(loose.root)]


def uid_of(loose: Loose, home: str, name: str) -> Uid:
    """Give the uid of what is called so."""
    series = loose.at((home,))
    assert isinstance(series, Series)
    return next(uid for uid in series.rows if loose.at((home, uid, "[name]")) == name)


def rows_of(loose: Loose, *path: str) -> list[Uid]:
    return [*inside(loose.at(path))]
