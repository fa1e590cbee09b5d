"""Which questions of a story somebody showed lately, over all of their rooms.

Who opens a new room for the same story soon has the same class in it, as far as anybody can know: pupils have no names, and
a phone is another one in each room. Classes that come after each other are told apart by time alone.
"""

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from classroom.lesson.state.enums import Source
from classroom.lesson.state.playthrough import Playthrough, Shown
from classroom.storage.models import RoomRow, ShowingRow
from classroom.storage.story_versions import slug_of

# The next class comes to the same question a whole lesson later; who begins again with the same one is there within minutes.
LATELY_SECONDS = 30 * 60


def shown_lately(session: Session, room: RoomRow, now: float) -> frozenset[Shown]:
    """Give what the owner of this room showed lately of its story, in this room or in others."""
    forget_showings(session, now)
    rows = session.scalars(
        select(ShowingRow).where(
            ShowingRow.owner_id == room.owner_id, ShowingRow.slug == slug_of(session, room)
        )
    )
    return frozenset((row.scene, row.question, row.part) for row in rows)


def note_showings(
    session: Session, room: RoomRow, before: Playthrough, after: Playthrough, now: float
) -> None:
    """Note the questions of which this act shows something."""
    told = {round_.id for round_ in before.rounds if round_.tells}
    for round_ in after.rounds:
        if round_.tells and round_.id not in told and round_.source is not Source.ALOUD:
            scene, question, part = after.shown_by(round_)
            session.merge(
                ShowingRow(
                    owner_id=room.owner_id,
                    slug=slug_of(session, room),
                    scene=scene,
                    question=question,
                    part=part,
                    shown_at=now,
                )
            )


def forget_showings(session: Session, now: float) -> None:
    """Forget what is not of lately, or of a clock that was set since."""
    too_old, to_come = ShowingRow.shown_at < now - LATELY_SECONDS, ShowingRow.shown_at > now
    session.execute(delete(ShowingRow).where(or_(too_old, to_come)))
