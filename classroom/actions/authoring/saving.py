"""Keeping what somebody wrote: a state is worked out from what stands there, and stored as a revision if it still does.

Otherwise it is worked out again: reading, merging and writing out hold nobody up.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from secrets import token_bytes

from sqlalchemy.orm import Session

from classroom.actions.authoring.history import thin
from classroom.actions.runtime import Runtime
from classroom.storage.queries import nodes, stories
from classroom.storage.queries.stories import Head
from classroom.storage.story_rows import ClashRow, RevisionRow, Step, StoryRow
from classroom.storage.writer import NO_ROOM
from classroom.story.format.problems import StoryError
from classroom.story.format.yaml_source import KIB
from classroom.story.model.markers import Kind
from classroom.story.writing.manuscript import Manuscript, opened
from classroom.story.writing.merging import Clash
from classroom.story.writing.nodes import Loose, LoosePath, Uid
from classroom.story.writing.uids import uids_from

BIGGEST = KIB * 1024  # bytes
ONE_VISIT_SECONDS = 60.0
STORIES_OPEN = 16  # loose forms that are remembered
LONGEST_TITLE = 200
# Steps that leave a trace also where they change nothing: what was taken back once is not taken back again.
_TOLD = {Step.UNDONE, Step.REDONE, Step.SETTLED}


class TooLarge(Exception):
    """A story is larger than a story may be; nothing of it was stored."""


@dataclass(frozen=True, slots=True)
class Next:
    """What is to stand in a story, and how it came about.

    `clashes` wait for a decision, `settles` is one that has it and `reopens` one that waits again; `of` is what a step is
    about. `paths` were touched, by the open page `page`; `about` names what is there in a line of the history.
    """

    kept: Manuscript
    step: Step
    clashes: Sequence[Clash] = ()
    of: int | None = None
    page: str = ""
    paths: Sequence[LoosePath] = ()
    about: Sequence[str] = ()
    title: str = ""
    settles: int | None = None
    reopens: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to: the newest revision, the count of saves, and how many places clash.

    `in_notes` and `in_heading` count the remarks of a whole text that became notes of scenes, or part of its heading.
    """

    number: int
    saves: int
    clashes: int = 0
    in_notes: int = 0
    in_heading: int = 0


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes in which story. `session` reads what stands there."""

    runtime: Runtime
    session: Session
    story: int
    person: int

    def kept_in(self, number: int) -> Manuscript:
        return stories.kept_in(self.session, self.story, number)

    def opened(self, kept: Manuscript) -> Loose | None:
        """Give the loose form; nothing where the text cannot be read."""
        return _opened(kept.text, kept.uids, tuple(kept.former.items()))


@lru_cache(maxsize=STORIES_OPEN)
def _opened(
    text: str, uids: tuple[Uid, ...], former: tuple[tuple[Uid, tuple[Kind, str]], ...]
) -> Loose | None:
    """Open a text once for the page that shows it and for the save that changes it: that takes the most of both."""
    try:
        return opened(Manuscript(text, uids, dict(former)), uids_from(token_bytes))
    except StoryError:
        return None


def limit(text: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > BIGGEST:
        raise TooLarge


def store(author: Author, change: Callable[[Head], Next]) -> Saved:
    """Store what is worked out from what stands there; where somebody was quicker, work it out again."""
    while True:
        head = stories.head_of(author.session, author.story)
        wanted = change(head)
        limit(wanted.kept.text)
        saved = author.runtime.writer.submit(partial(_swap, author, head, wanted), touches=NO_ROOM)
        if saved is not None:
            return saved


def _swap(author: Author, head: Head, wanted: Next, session: Session) -> Saved | None:
    """Store a state unless another one was stored since; nothing is stored where nothing changed."""
    story = session.get_one(StoryRow, author.story)
    if (story.head, story.saves) != (head.number, head.saves):
        return None
    now = author.runtime.clock()
    for clash in wanted.clashes:
        _ask(session, author, wanted.page, clash)
    for decided, at in ((wanted.settles, now), (wanted.reopens, None)):
        if decided is not None:
            session.get_one(ClashRow, decided).settled_at = at
    if wanted.kept != head.kept or wanted.step in _TOLD:
        story.saves += 1
        story.title = wanted.title[:LONGEST_TITLE] or story.title
        _put_revision(session, author, story, wanted)
    return Saved(story.head, story.saves, len(wanted.clashes))


def _ask(session: Session, author: Author, page: str, clash: Clash) -> None:
    """Let a clash wait, unless it does so already; what the same page had typed in its place waits no more."""
    now, mine = author.runtime.clock(), nodes.packed(clash.mine)
    here = [row for row in stories.clashes(session, author.story) if tuple(row.path) == clash.path]
    if any(row.mine == mine for row in here):
        return
    for row in here:
        if row.page == page != "":
            row.settled_at = now
    asked = {"mine": mine, "base": nodes.packed(clash.base), "person_id": author.person, "at": now}
    session.add(ClashRow(story_id=author.story, path=list(clash.path), page=page, **asked))


def _put_revision(session: Session, author: Author, story: StoryRow, wanted: Next) -> None:
    """Add a revision, or write the newest one over while one page goes on in one place."""
    now = author.runtime.clock()
    paths = {json.dumps(path): story.saves for path in wanted.paths}
    newest = session.get_one(RevisionRow, (story.id, story.head))
    if not _goes_on(newest, author, wanted, paths, now):
        thin(session, story.id, now)
        story.head += 1
        newest = RevisionRow(
            story_id=story.id,
            number=story.head,
            person_id=author.person,
            at=now,
            step=wanted.step,
            of=wanted.of,
            page=wanted.page,
        )
        session.add(newest)
    for column, value in stories.packed(wanted.kept).items():
        setattr(newest, column, value)
    newest.sha256 = sha_of(wanted.kept.text)
    newest.ended_at, newest.paths, newest.about = now, paths, list(wanted.about)


def _goes_on(newest: RevisionRow, author: Author, wanted: Next, paths: Mapping[str, int], now: float) -> bool:
    is_same_visit = newest.page == wanted.page != "" and newest.person_id == author.person
    is_one_place = len(paths) == 1 and newest.paths.keys() == paths.keys()
    is_open = newest.step is wanted.step is Step.EDIT and not newest.is_final and not newest.name
    return is_same_visit and is_one_place and is_open and now - newest.at < ONE_VISIT_SECONDS


def sha_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
