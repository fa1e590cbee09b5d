"""Stories in the making as a whole: beginning one, and the bin."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from classroom.actions.authoring.saving import LONGEST_TITLE, limit, sha_of
from classroom.actions.runtime import Runtime
from classroom.storage import shelf
from classroom.storage.queries import stories
from classroom.storage.story_rows import RevisionRow, Step, StoryRow
from classroom.storage.writer import NO_ROOM
from classroom.story.format.problems import StoryError
from classroom.story.model.names import free_name
from classroom.story.writing.manuscript import Manuscript, closed, taken_in
from classroom.story.writing.naming import name_from
from classroom.story.writing.setting import title_of
from classroom.story.writing.uids import uids_from

MOST_STORIES = 300  # of a school
BIN_SECONDS = 30 * 24 * 60 * 60


class TooMany(Exception):
    """A school has as many stories as it may have."""


class OnShelf(Exception):
    """A story that classes can play cannot go into the bin."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A story that was just begun, and how many remarks of its text became notes of scenes, or part of its heading."""

    slug: str
    in_notes: int = 0
    in_heading: int = 0


def begin(runtime: Runtime, person: int, text: str, otherwise: str, origin: str | None = None) -> Begun:
    """Begin a story with this text, a copy of the story `origin` of Wissel or one from outside.

    It is called `otherwise` where its text has no title. One that cannot be read is kept as it is. Raises TooLarge and TooMany.
    """
    limit(text)
    kept, title, begun = _read(runtime, text.replace("\r\n", "\n"))
    title = (title or otherwise)[:LONGEST_TITLE]
    now = runtime.clock()

    def job(session: Session) -> str:
        school = stories.school_of(session, person)
        taken = set(session.scalars(select(StoryRow.slug).where(StoryRow.school_id == school)))
        if len(taken) >= MOST_STORIES:
            raise TooMany
        slug = free_name(name_from(title, "story"), {*taken, *(each.slug for each in shelf.entries())})
        sha = sha_of(text) if origin else None
        story = StoryRow(school_id=school, slug=slug, title=title, origin=origin, origin_sha=sha)
        session.add(story)
        session.flush()
        about = {"person_id": person, "at": now, "ended_at": now, "step": Step.BEGAN}
        columns = stories.packed(kept) | {"sha256": sha_of(kept.text)} | about
        session.add(RevisionRow(story_id=story.id, number=1, **columns))
        return slug

    return Begun(runtime.writer.submit(job, touches=NO_ROOM), *begun)


def _read(runtime: Runtime, text: str) -> tuple[Manuscript, str, tuple[int, int]]:
    try:
        taken = taken_in(text, None, uids_from(runtime.token))
    except StoryError:
        return Manuscript(text), "", (0, 0)
    title = title_of(taken.loose.root.fields.get("title"))
    return closed(taken.loose), title, (taken.in_notes, taken.in_heading)


def put_in_bin(runtime: Runtime, story: int) -> None:
    """Put a story in the bin: it can be brought back for thirty days. Raises OnShelf."""

    def job(session: Session) -> None:
        if stories.on_shelf(session, story):
            raise OnShelf
        session.get_one(StoryRow, story).binned_at = runtime.clock()

    runtime.writer.submit(job, touches=NO_ROOM)


def bring_back(runtime: Runtime, story: int) -> None:
    """Take a story out of the bin."""

    def job(session: Session) -> None:
        session.get_one(StoryRow, story).binned_at = None

    runtime.writer.submit(job, touches=NO_ROOM)


def forget_old_bin(session: Session, now: float) -> None:
    """Forget what was in the bin for thirty days."""
    session.execute(delete(StoryRow).where(StoryRow.binned_at < now - BIN_SECONDS))
