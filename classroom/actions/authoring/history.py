"""What was saved of a story: in stretches of work, with what can be taken back, until it is thinned out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy.orm import Session

from classroom.actions.runtime import Runtime
from classroom.storage.queries import stories
from classroom.storage.queries.stories import Head
from classroom.storage.story_rows import RevisionRow, Step
from classroom.storage.writer import NO_ROOM

WHOLE_PAST_SECONDS = 48 * 60 * 60  # within which every step can be brought back
STRETCH_SECONDS = 10 * 60  # between two steps that belong to one stretch of work


@dataclass(frozen=True, slots=True)
class Offered:
    """The revisions that somebody would take back next, and do again."""

    undo: RevisionRow | None = None
    redo: RevisionRow | None = None


def stretches(revisions: Sequence[RevisionRow]) -> list[list[RevisionRow]]:
    """Give steps, the oldest first, as stretches of work: of one person, with no break of ten minutes."""
    found: list[list[RevisionRow]] = []
    for row in revisions:
        if found and _goes_on(found[-1][-1], row):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def offered(revisions: Sequence[RevisionRow], person: int) -> Offered:
    """Give what this person can take back, and do again, of these steps, the oldest first."""
    done: list[RevisionRow] = []
    undone: list[RevisionRow] = []
    for row in revisions:
        if row.person_id != person or row.step is Step.BEGAN:
            continue
        if row.step is Step.UNDONE:
            _move(row.of, done, undone)
        elif row.step is Step.REDONE:
            _move(row.of, undone, done)
        else:
            done.append(row)
            undone.clear()
    return Offered(done[-1] if done else None, undone[-1] if undone else None)


def _move(number: int | None, source: list[RevisionRow], to: list[RevisionRow]) -> None:
    for row in source:
        if row.number == number:
            source.remove(row)
            to.append(row)
            return


def name_revision(runtime: Runtime, story: int, number: int, name: str) -> None:
    """Give a state of a story a name, of at most 60 signs: then it stays. Raises NoResultFound where it is gone."""

    def job(session: Session) -> None:
        session.get_one(RevisionRow, (story, number)).name = name

    runtime.writer.submit(job, touches=NO_ROOM)


def hand_out(runtime: Runtime, session: Session, story: int) -> Head:
    """Give what stands in a story to somebody who takes it away, or decides about it as a whole.

    From then on it is not written over: its number stands for this very text. `session` reads what stands there.
    """
    head = stories.head_of(session, story)
    newest = session.get_one(RevisionRow, (story, head.number))
    if newest.is_final or newest.step is not Step.EDIT:  # Nothing else is ever written over.
        return head

    def job(session: Session) -> Head:
        head = stories.head_of(session, story)
        session.get_one(RevisionRow, (story, head.number)).is_final = True
        return head

    return runtime.writer.submit(job, touches=NO_ROOM)


def thin(session: Session, story: int, now: float) -> None:
    """Forget the steps of long ago that another one of the same stretch of work came after.

    What was published or handed out, or has a name, stays, and so do the beginning and all of the last two days.
    """
    kept = {each.revision for each in stories.publications(session, story)}
    for row in _superseded(stories.revisions(session, story, until=now - WHOLE_PAST_SECONDS)):
        if row.number not in kept:
            session.delete(row)


def _superseded(revisions: Sequence[RevisionRow]) -> Iterator[RevisionRow]:
    for row, following in pairwise(revisions):
        stays = row.is_final or row.name or row.step is Step.BEGAN
        if _goes_on(row, following) and not stays:
            yield row


def _goes_on(before: RevisionRow, row: RevisionRow) -> bool:
    return row.person_id == before.person_id and row.at - before.ended_at < STRETCH_SECONDS
