"""What an author does to a story that is kept: saving, taking back, bringing back, deciding. Nobody's words are lost by any of it.

Saving never asks whether a story is right.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

from classroom.actions.authoring.history import offered
from classroom.actions.authoring.saving import Author, Next, Saved, limit, store
from classroom.storage.queries import stories
from classroom.storage.queries.stories import Head
from classroom.storage.story_rows import ClashRow, Step
from classroom.story.format.problems import Problem, StoryError
from classroom.story.writing.changes import Change, changes
from classroom.story.writing.edits import Edit, Fingerprint, Order, apply, fingerprint
from classroom.story.writing.manuscript import Manuscript, closed, taken_in
from classroom.story.writing.merging import Clash, merge
from classroom.story.writing.naming import HOMES
from classroom.story.writing.nodes import Loose, LoosePath, Node, Record
from classroom.story.writing.setting import put, title_of
from classroom.story.writing.uids import uids_from

MOST_PLACES = 6  # that a line of the history names
ALL: LoosePath = ()  # the way to the whole story
NOTHING = Loose(Record({}))


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
        there = _readable(head.kept, author.opened(head.kept))
        merged = apply(there, edits, orders, _others(author, page, seen))
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
        was, theirs = _last_readable(author, base), author.opened(head.kept)
        try:
            # Sent twice, its new rows are the same rows.
            taken = taken_in(text, was or theirs, uids_from(Random(f"{base} {text}").randbytes))  # noqa: S311
        except StoryError as error:
            if head.number != base and head.kept.text != text:
                raise Behind(error.problems, is_theirs=False) from error
            return Next(Manuscript(text), step, paths=[ALL])
        remarks.update(in_notes=taken.in_notes, in_heading=taken.in_heading)
        if head.number == base:
            return _next(step, theirs, taken.loose)
        return _joined(step, was or NOTHING, taken.loose, _readable(head.kept, theirs))

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

    def change(head: Head) -> Next:
        if stories.revision(author.session, author.story, number) is None:
            raise NoStep
        return _instead(author, head, author.kept_in(number), Step.RESTORED, number)

    return store(author, change)


def settle(author: Author, clash: int, node: Node | None, was: Fingerprint, *, keeps: bool) -> Saved:
    """Decide what stands where two people changed the same: what stands there (`keeps`), or this.

    `was` is the fingerprint of what stood there when it was decided: where somebody changed that since, this waits for
    a decision. Raises NoStep.
    """

    def change(head: Head) -> Next:
        row = author.session.get(ClashRow, clash)
        there = author.opened(head.kept)
        if row is None or row.story_id != author.story or row.settled_at is not None or there is None:
            raise NoStep
        path = tuple(row.path)
        here = there.at(path)
        again = [] if keeps or here == node or fingerprint(here) == was else [Clash(path, None, here, node)]
        try:
            after = there if keeps or again else put(there, path, node)
        except KeyError:
            raise NoStep from None
        return _next(Step.SETTLED, there, after, again, paths=[path], of=clash, settles=clash)

    return store(author, change)


def _take_back(author: Author, step: Step, number: int) -> Saved:
    """Merge one step backwards into what stands there now, or forwards again."""

    def change(head: Head) -> Next:
        away, to, decided = _ways(author, step, number)
        if (
            head.kept.text == author.kept_in(away).text
        ):  # Nobody else was there: byte for byte what was before.
            return replace(_instead(author, head, author.kept_in(to), step, number), **decided)
        theirs = _readable(head.kept, author.opened(head.kept))
        was, mine = (_last_readable(author, each) or NOTHING for each in (away, to))
        return replace(_joined(step, was, mine, theirs), of=number, **decided)

    return store(author, change)


def _ways(author: Author, step: Step, number: int) -> tuple[int, int, Mapping[str, Any]]:
    """Give the states that a step leads away from and to, and what it says of a clash. Raises NoStep."""
    can = offered(stories.revisions(author.session, author.story), author.person)
    row = can.undo if step is Step.UNDONE else can.redo
    before = stories.revision_before(author.session, author.story, number)
    if before is None or row is None or row.number != number:
        raise NoStep
    clash = row.of if row.step is Step.SETTLED else None
    return (
        (number, before, {"reopens": clash}) if step is Step.UNDONE else (before, number, {"settles": clash})
    )


def _instead(author: Author, head: Head, kept: Manuscript, step: Step, of: int) -> Next:
    """Put a whole state in the place of what stands there."""
    before, after = author.opened(head.kept), author.opened(kept)
    if before is None or after is None:
        return Next(kept, step, of=of, paths=[ALL])
    return replace(_next(step, before, after, of=of), kept=kept)


def _joined(step: Step, was: Loose, mine: Loose, theirs: Loose) -> Next:
    """Join what was made out of an older state with what stands there now."""
    merged = merge(was, mine, theirs)
    return _next(step, theirs, merged.loose, merged.clashes)


def _next(step: Step, before: Loose | None, after: Loose, clashes: Sequence[Clash] = (), **more: Any) -> Next:
    changed = [*changes(before, after)] if before else []
    told = {"paths": [each.path for each in changed] if before else [ALL]} | more
    about = _about(before, after, changed)
    return Next(
        closed(after), step, clashes, about=about, title=title_of(after.root.fields.get("title")), **told
    )


def _about(before: Loose | None, after: Loose, changed: Sequence[Change]) -> list[str]:
    """Give the titles of the scenes, people and things that changed, as a line of the history names them."""
    homes = dict.fromkeys(each.path[:2] for each in changed if each.path[0] in HOMES.values())
    nodes_ = (after.at(path) or (before.at(path) if before else None) for path in homes)
    return [title for node in nodes_ if (title := title_of(node))][:MOST_PLACES]


def _last_readable(author: Author, number: int) -> Loose | None:
    """Give the newest state, up to this one, that is still there and can be read."""
    earlier = stories.revision_before(author.session, author.story, number + 1)
    while earlier is not None:
        loose = author.opened(author.kept_in(earlier))
        if loose:
            return loose
        earlier = stories.revision_before(author.session, author.story, earlier)
    return None


def _others(author: Author, page: str, seen: int) -> Callable[[LoosePath], bool]:
    """Give what tells whether anybody but this page touched a place since the page last heard of the story."""

    @cache
    def touched() -> Sequence[LoosePath]:
        return [*stories.touched_since(author.session, author.story, seen, page)]

    return lambda path: any(_meet(path, each) for each in touched())


def _meet(path: LoosePath, other: LoosePath) -> bool:
    shorter = min(len(path), len(other))
    return path[:shorter] == other[:shorter]


def _readable(theirs: Manuscript, loose: Loose | None) -> Loose:
    """Give what somebody else saved in its loose form. Raises Behind where it has none."""
    if loose is None:
        raise Behind(_problems(theirs.text), is_theirs=True)
    return loose


def _problems(text: str) -> Sequence[Problem]:
    try:
        taken_in(text, None, lambda: "")
    except StoryError as error:
        return error.problems
    return ()
