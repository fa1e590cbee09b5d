"""What an author does to a story that is kept: saving, taking back, bringing back, deciding. Nobody's words are lost by any of it.

Saving never asks whether a story is right.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from classroom.actions.authoring.history import offered
from classroom.actions.authoring.saving import Author, Next, Saved, limit, store
from classroom.storage.queries import stories
from classroom.storage.queries.stories import Head
from classroom.storage.story_rows import ClashRow, Step
from classroom.story.format.problems import Problem, StoryError
from classroom.story.writing.changes import Change, changes
from classroom.story.writing.edits import Edit, Order, apply
from classroom.story.writing.manuscript import Manuscript, closed, taken_in
from classroom.story.writing.merging import Clash, merge
from classroom.story.writing.naming import HOMES
from classroom.story.writing.nodes import Loose, LoosePath, Node
from classroom.story.writing.setting import put, title_of

MOST_PLACES = 6  # that a line of the history names


class Behind(Exception):
    """A text cannot be joined with what somebody else saved meanwhile, since one of the two cannot be read: `problems` of it."""

    def __init__(self, problems: Sequence[Problem], *, is_theirs: bool) -> None:
        super().__init__()
        self.problems = problems
        self.is_theirs = is_theirs


class NoStep(LookupError):
    """There is nothing (any more) to take back, to bring back or to decide."""


def save(author: Author, page: str, seen: int, edits: Iterable[Edit], orders: Iterable[Order] = ()) -> Saved:
    """Save what a page sends, drawn after `seen` saves; sent twice, it is saved once. Raises Behind and TooLarge."""
    edits, orders = tuple(edits), tuple(orders)

    def change(head: Head) -> Next:
        there = author.opened(head.kept)
        if there is None:
            raise Behind(_problems(head.kept.text), is_theirs=True)
        merged = apply(there, edits, orders, _Others(author, page, seen))
        paths = [each.path for each in edits] + [each.path for each in orders]
        return _next(Step.EDIT, there, merged.loose, merged.clashes, page=page, paths=paths)

    return store(author, change)


def save_text(author: Author, text: str, base: int, step: Step = Step.SOURCE) -> Saved:
    """Save a whole text that somebody made out of revision `base`, joined with what others saved since.

    A text that cannot be read is saved too, as it is, while nobody else has saved. Raises Behind and TooLarge.
    """
    text = text.replace("\r\n", "\n")
    limit(text)
    remarks = {"in_notes": 0, "in_heading": 0}

    def change(head: Head) -> Next:
        was = author.opened(_last_readable(author, base))
        try:
            taken = taken_in(text, was, author.new)
        except StoryError as error:
            if head.number != base:
                raise Behind(error.problems, is_theirs=False) from error
            return Next(Manuscript(text), step)
        remarks.update(in_notes=taken.in_notes, in_heading=taken.in_heading)
        return _joined(author, head, base, was, taken.loose, step)

    return replace(store(author, change), **remarks)


def undo(author: Author, number: int) -> Saved:
    """Take back the last step of this person, which is this revision, and nothing of anybody else.

    Raises NoStep when it is not the last one (any more), and Behind.
    """
    return _take_back(author, Step.UNDONE, number)


def redo(author: Author, number: int) -> Saved:
    """Do again what this person took back last, which is this revision. Raises NoStep and Behind."""
    return _take_back(author, Step.REDONE, number)


def restore(author: Author, number: int) -> Saved:
    """Bring a whole revision back. Raises NoStep where there is none of this number (any more)."""
    if stories.revision(author.session, author.story, number) is None:
        raise NoStep

    def change(head: Head) -> Next:
        return _instead(author, head, author.kept_in(number), Step.RESTORED, number)

    return store(author, change)


def settle(author: Author, clash: int, node: Node | None, *, keeps: bool) -> Saved:
    """Decide what stands where two people changed the same: what stands there (`keeps`), or this. Raises NoStep."""

    def change(head: Head) -> Next:
        row = author.session.get(ClashRow, clash)
        there = author.opened(head.kept)
        if row is None or row.story_id != author.story or row.settled_at is not None or there is None:
            raise NoStep
        path = tuple(row.path)
        try:
            after = there if keeps else put(there, path, node)
        except KeyError:
            raise NoStep from None
        return _next(Step.SETTLED, there, after, paths=[path], settles=clash)

    return store(author, change)


def _take_back(author: Author, step: Step, number: int) -> Saved:
    """Merge one step backwards into what stands there now, or forwards again."""

    def change(head: Head) -> Next:
        mine, base = _sides(author, step, number)
        if head.kept.text == base.text:  # Nobody else was there: byte for byte what was before.
            return _instead(author, head, mine, step, number)
        was, ours, theirs = (author.opened(each) for each in (base, mine, head.kept))
        if was is None or ours is None or theirs is None:
            raise Behind(_problems(head.kept.text), is_theirs=True)
        merged = merge(was, ours, theirs)
        return _next(step, theirs, merged.loose, merged.clashes, of=number)

    return store(author, change)


def _sides(author: Author, step: Step, number: int) -> tuple[Manuscript, Manuscript]:
    """Give what a step leads to, and what it leads away from. Raises NoStep."""
    can = offered(stories.revisions(author.session, author.story), author.person)
    row = can.undo if step is Step.UNDONE else can.redo
    before = stories.revision_before(author.session, author.story, number)
    if before is None or row is None or row.number != number:
        raise NoStep
    sides = author.kept_in(before), author.kept_in(number)
    return sides if step is Step.UNDONE else (sides[1], sides[0])


def _instead(author: Author, head: Head, kept: Manuscript, step: Step, of: int) -> Next:
    """Put a whole state in the place of what stands there."""
    before, after = author.opened(head.kept), author.opened(kept)
    if before is None or after is None:
        return Next(kept, step, of=of)
    return replace(_next(step, before, after, of=of), kept=kept)


def _joined(author: Author, head: Head, base: int, was: Loose | None, mine: Loose, step: Step) -> Next:
    """Join a text that was made out of an older state with what stands there now."""
    theirs = author.opened(head.kept)
    if head.number == base or was is None:
        return _next(step, theirs, mine)
    if theirs is None:
        raise Behind(_problems(head.kept.text), is_theirs=True)
    merged = merge(was, mine, theirs)
    return _next(step, theirs, merged.loose, merged.clashes)


def _next(step: Step, before: Loose | None, after: Loose, clashes: Sequence[Clash] = (), **more: Any) -> Next:
    changed = [*changes(before, after)] if before else []
    told = {"paths": [each.path for each in changed]} | more
    about = _about(before, after, changed)
    return Next(
        closed(after), step, clashes, about=about, title=title_of(after.root.fields.get("title")), **told
    )


def _about(before: Loose | None, after: Loose, changed: Sequence[Change]) -> list[str]:
    """Give the titles of the scenes, people and things that changed, as a line of the history names them."""
    homes = dict.fromkeys(each.path[:2] for each in changed if each.path[0] in HOMES.values())
    nodes_ = (after.at(path) or (before.at(path) if before else None) for path in homes)
    return [title for node in nodes_ if (title := title_of(node))][:MOST_PLACES]


def _last_readable(author: Author, number: int) -> Manuscript:
    """Give the newest state, up to this one, that could be read; this one where none could."""
    kept = author.kept_in(number)
    earlier: int | None = number
    while earlier is not None:
        tried = author.kept_in(earlier)
        if author.opened(tried):
            return tried
        earlier = stories.revision_before(author.session, author.story, earlier)
    return kept


@dataclass(frozen=True, slots=True)
class _Others:
    """Tells whether anybody but this page touched a place since the page last heard of the story."""

    author: Author
    page: str
    seen: int

    def __call__(self, path: LoosePath) -> bool:
        last = None
        for row in stories.saved_since(self.author.session, self.author.story, self.seen):
            if last is not None and row.number != last - 1:
                return True  # What was saved in between is known no more.
            if row.page != self.page and any(_meet(path, json.loads(each)) for each in row.paths):
                return True
            last = row.number
        return False


def _meet(path: LoosePath, other: Sequence[str]) -> bool:
    shorter = min(len(path), len(other))
    return list(path[:shorter]) == list(other[:shorter])


def _problems(text: str) -> Sequence[Problem]:
    try:
        taken_in(text, None, lambda: "")
    except StoryError as error:
        return error.problems
    return ()
