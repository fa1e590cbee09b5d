"""A story goes on the shelf as it is in one revision, and off it again. Lessons keep what they began with."""

from sqlalchemy.orm import Session

from classroom.actions.authoring.checking import checked
from classroom.actions.authoring.saving import Author, sha_of
from classroom.storage.queries import stories
from classroom.storage.story_rows import PublicationRow, RevisionRow, StoryRow
from classroom.storage.writer import NO_ROOM
from classroom.story.format.problems import StoryError


class NotReady(Exception):
    """A story cannot be published yet: it cannot be read, something must be mended or written, a clash waits, or it is in the bin."""


class Moved(Exception):
    """Somebody saved since the page was drawn from which this was asked."""


def publish(author: Author, number: int, says: str) -> int:
    """Put the story on the shelf as it is in its newest revision, which is this one, and give the number of the publication.

    `says` is what changed in it, of at most 300 signs. Raises NotReady and Moved.
    """
    if stories.revision(author.session, author.story, number) is None:
        raise Moved
    text = author.kept_in(number).text
    if not _is_sound(text):
        raise NotReady

    def job(session: Session) -> int:
        head = stories.head_of(session, author.story)
        if (head.number, head.kept.text) != (number, text):
            raise Moved
        if stories.clashes(session, author.story) or session.get_one(StoryRow, author.story).binned_at:
            raise NotReady
        session.get_one(RevisionRow, (author.story, number)).is_final = True
        return _put_on_shelf(session, author, number, text, says)

    return author.runtime.writer.submit(job, touches=NO_ROOM)


def _put_on_shelf(session: Session, author: Author, revision: int, text: str, says: str) -> int:
    before = next(iter(stories.publications(session, author.story)), None)
    row = PublicationRow(
        story_id=author.story,
        number=before.number + 1 if before else 1,
        revision=revision,
        yaml=text,
        sha256=sha_of(text),
        person_id=author.person,
        at=author.runtime.clock(),
        says=says,
    )
    session.add(row)
    return row.number


def withdraw(author: Author, number: int, why: str) -> None:
    """Take this publication off the shelf, with the reason (at most 300 signs); whoever plays it goes on.

    Raises Moved where it is not the one on the shelf (any more).
    """

    def job(session: Session) -> None:
        publication = stories.on_shelf(session, author.story)
        if publication is None or publication.number != number:
            raise Moved
        publication.withdrawn_at, publication.withdrawn_why = author.runtime.clock(), why

    author.runtime.writer.submit(job, touches=NO_ROOM)


def _is_sound(text: str) -> bool:
    try:
        return checked(text).can_be_published
    except StoryError:
        return False
