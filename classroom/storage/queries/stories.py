"""Stories in the making: what stands in them now, what was saved before, and what waits for a decision."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from classroom.storage.models import PersonRow
from classroom.storage.story_rows import ClashRow, PublicationRow, RevisionRow, StoryRow
from classroom.story.writing.manuscript import Manuscript, manuscript
from classroom.story.writing.nodes import LoosePath


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in a story now. `saves` tells it from every state before."""

    number: int
    saves: int
    kept: Manuscript


def by_slug(session: Session, school: int, slug: str) -> StoryRow | None:
    """Give a school's story; somebody else's is not found."""
    return session.scalar(select(StoryRow).where(StoryRow.school_id == school, StoryRow.slug == slug))


def of_school(session: Session, school: int) -> list[StoryRow]:
    """Give all stories of a school, those in the bin too, the one that was saved last first."""
    last = RevisionRow.ended_at.desc()
    newest = (RevisionRow.story_id == StoryRow.id) & (RevisionRow.number == StoryRow.head)
    stories = select(StoryRow).join(RevisionRow, newest).where(StoryRow.school_id == school)
    return list(session.scalars(stories.order_by(last)))


def head_of(session: Session, story: int) -> Head:
    """Give what stands in a story now. Raises NoResultFound where there is no such story."""
    row = session.get_one(StoryRow, story)
    return Head(row.head, row.saves, kept_in(session, story, row.head))


def kept_in(session: Session, story: int, number: int) -> Manuscript:
    """Give what a revision keeps. Raises NoResultFound where there is none of this number."""
    whole = [undefer(RevisionRow.text), undefer(RevisionRow.beside)]
    row = session.get_one(RevisionRow, (story, number), options=whole)
    return manuscript(_unpacked(row.text), _unpacked(row.beside))


def packed(kept: Manuscript) -> dict[str, bytes]:
    """Give the columns that keep a manuscript."""
    return {"text": _packed(kept.text), "beside": _packed(kept.beside)}


def revision(session: Session, story: int, number: int) -> RevisionRow | None:
    return session.get(RevisionRow, (story, number))


def revision_before(session: Session, story: int, number: int) -> int | None:
    """Give the number of the revision before this one, of those that are there."""
    earlier = (RevisionRow.story_id == story, RevisionRow.number < number)
    return session.scalar(select(func.max(RevisionRow.number)).where(*earlier))


def revisions(session: Session, story: int, until: float | None = None) -> list[RevisionRow]:
    """Give what was saved of a story (up to this time), the oldest first, without the texts."""
    rows = select(RevisionRow).where(RevisionRow.story_id == story).order_by(RevisionRow.number)
    return list(session.scalars(rows if until is None else rows.where(RevisionRow.ended_at < until)))


def touched_since(session: Session, story: int, seen: int, page: str) -> Iterator[LoosePath]:
    """Give the places that anybody but this page touched since it was drawn, after `seen` saves of the story.

    Where that is not known any more it is the whole story: the way to it has no steps.
    """
    following = None
    for row in reversed(revisions(session, story)):
        if following not in (None, row.number + 1):
            yield ()
        if max(row.paths.values(), default=seen + 1) <= seen:
            return
        if row.page != page:
            yield from (tuple(json.loads(path)) for path in row.paths)
        following = row.number


def clashes(session: Session, story: int) -> list[ClashRow]:
    """Give what waits for a decision, the oldest first."""
    waiting = (ClashRow.story_id == story, ClashRow.settled_at.is_(None))
    return list(session.scalars(select(ClashRow).where(*waiting).order_by(ClashRow.id)))


def publications(session: Session, story: int) -> list[PublicationRow]:
    """Give what was published of a story, the newest first."""
    rows = select(PublicationRow).where(PublicationRow.story_id == story)
    return list(session.scalars(rows.order_by(PublicationRow.number.desc())))


def newest_publications(session: Session, school: int) -> list[tuple[StoryRow, PublicationRow]]:
    """Give each story that a school published, with its newest publication, withdrawn or not, by slug."""
    number = select(func.max(PublicationRow.number)).where(PublicationRow.story_id == StoryRow.id)
    is_newest = PublicationRow.number == number.correlate(StoryRow).scalar_subquery()
    found = select(StoryRow, PublicationRow).join(PublicationRow, PublicationRow.story_id == StoryRow.id)
    rows = session.execute(found.where(StoryRow.school_id == school, is_newest).order_by(StoryRow.slug))
    return [(story, publication) for story, publication in rows]


def on_shelf(session: Session, story: int) -> PublicationRow | None:
    """Give the publication that classes play: the newest, unless it was withdrawn."""
    newest = next(iter(publications(session, story)), None)
    return newest if newest and newest.withdrawn_at is None else None


def school_of(session: Session, person: int) -> int:
    return session.get_one(PersonRow, person).school_id


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def _unpacked(stored: bytes) -> str:
    return zlib.decompress(stored).decode("utf-8", "surrogatepass")
