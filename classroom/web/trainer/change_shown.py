"""What changed between two states of a story, and what clashes, in words and with the words themselves."""

from collections.abc import Iterator, Sequence

from classroom.actions.authoring.saving import Author
from classroom.i18n import braced
from classroom.languages import Language
from classroom.storage.queries import nodes
from classroom.storage.story_rows import ClashRow
from classroom.story.format.paths import Tree
from classroom.story.writing.changes import Change, What, by_word, changes
from classroom.story.writing.edits import fingerprint
from classroom.story.writing.loose import tighten
from classroom.story.writing.naming import HOMES
from classroom.story.writing.nodes import HEADING, Loose, LoosePath, Node
from classroom.story.writing.places import field_path
from classroom.story.writing.setting import put, title_of
from classroom.web.trainer.view_models import Shown

_WITH_WORDS = (What.CHANGED, What.ADDED, What.TAKEN)


def changes_shown(author: Author, before: int, after: int, language: Language) -> list[Shown] | None:
    """Give every change between two revisions; nothing where one of them cannot be read."""
    was, now = (author.opened(author.kept_in(number)) for number in (before, after))
    if was is None or now is None:
        return None
    return [_shown(was, now, change, language) for change in changes(was, now)]


def _shown(was: Loose, now: Loose, change: Change, language: Language) -> Shown:
    in_words = change.what in _WITH_WORDS
    return {
        "where": place_said(was if change.what is What.TAKEN else now, change.path),
        "says": braced(*change.message, language),
        "pieces": by_word(said(change.was), said(change.now)) if in_words else (),
    }


def place_said(loose: Loose, path: LoosePath) -> list[str]:
    """Give a place as a person finds it: the title of a scene or a person, then the keys, rows counted from 1."""
    if path[:1] == (HEADING,):
        return []
    steps: Sequence[str | int] = _found(loose, path)
    titled = len(path) > 1 and path[0] in HOMES.values() and title_of(loose.at(path[:2]))
    named = [titled, *steps[2:]] if titled else steps
    return [str(step + 1) if isinstance(step, int) else step for step in named]


def _found(loose: Loose, path: LoosePath) -> Sequence[str | int]:
    """Give the place in the file; of what is not there (any more), as far as it goes."""
    for length in range(len(path), 0, -1):
        try:
            return field_path(loose, path[:length])
        except (KeyError, ValueError):
            continue
    return ()


def said(tree: object) -> str:
    """Give all words of a part, one below the other."""
    return "\n".join(_words(tree))


def _words(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        for inner in tree.values():
            yield from _words(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from _words(inner)
    elif tree is not None:
        yield str(tree)


def clash_shown(loose: Loose, row: ClashRow) -> Shown:
    """Give what stands at the place of a clash, and what somebody else would have there.

    `is_text` where both are plain texts, which can be joined or written anew.
    """
    path = tuple(row.path)
    mine, theirs = nodes.unpacked(row.mine), loose.at(path)
    both = (theirs, mine)
    return {
        "id": row.id,
        "was": fingerprint(theirs),
        "where": place_said(loose, path),
        "theirs": _said_at(loose, path, theirs),
        "mine": _said_at(loose, path, mine),
        "is_text": all(isinstance(node, str | tuple) for node in both),
        "pieces": by_word(*(_said_at(loose, path, node) for node in both)),
    }


def _said_at(loose: Loose, path: LoosePath, node: Node | None) -> str:
    """Give the words of a node as they would be written at this place."""
    if node is None:
        return ""
    try:
        there = put(loose, path, node)
        tree: Tree = tighten(there).tree
        for step in field_path(there, path):
            tree = tree[step]  # type: ignore[index]
    except (KeyError, IndexError, TypeError, ValueError):
        return ""
    return said(tree)
