"""The staff comes in: on a laptop by a one-time link that only its terminal shows."""

import hashlib
import hmac
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.actions.remotes import forget_remotes
from classroom.actions.runtime import Runtime
from classroom.storage.models import PersonRow, RoomRow, SchoolRow, StaffSessionRow
from classroom.storage.queries.people import owner, token_hash
from classroom.storage.writer import NO_ROOM

LINK_FILE = "desk-link"
TOKEN_BYTES = 32


class LinkUsed(Exception):
    """The one-time link was used before, or was never made."""


def new_link(runtime: Runtime, instance: Path) -> str:
    """Make a one-time link's token; an older one stops working. Only its hash is kept, in `instance`."""
    token = runtime.token(TOKEN_BYTES).hex()
    path = instance / LINK_FILE
    path.touch(mode=0o600, exist_ok=True)
    path.chmod(0o600)
    path.write_text(_hash(token), encoding="ascii")
    return token


def enter(runtime: Runtime, instance: Path, link: str) -> str:
    """Use up a one-time link and give a staff token for this browser. Raises LinkUsed."""
    path = instance / LINK_FILE
    token = runtime.token(TOKEN_BYTES).hex()

    def job(session: Session) -> None:
        # Jobs come one after another: of many browsers that use a link at the same instant, one finds it.
        _use_up(path, link)
        person = owner(session) or _new_owner(session)
        session.add(
            StaffSessionRow(token_hash=token_hash(token), person_id=person.id, created_at=runtime.clock())
        )

    runtime.writer.submit(job, touches=NO_ROOM)
    return token


def _use_up(path: Path, link: str) -> None:
    try:
        kept = path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise LinkUsed from None
    if not hmac.compare_digest(kept, _hash(link)):
        raise LinkUsed
    path.unlink()


def sign_out(runtime: Runtime, token: str) -> None:
    """Sign this browser out, and end every remote of this person: nobody goes on leading for one who has gone."""

    def job(session: Session) -> list[int]:
        row = session.get(StaffSessionRow, token_hash(token))
        if row is None:
            return []
        session.delete(row)
        rooms = list(session.scalars(select(RoomRow.id).where(RoomRow.owner_id == row.person_id)))
        for room in rooms:
            forget_remotes(session, room)
        return rooms

    for room in runtime.writer.submit(job, touches=NO_ROOM):
        runtime.turnout(room)


def _new_owner(session: Session) -> PersonRow:
    school = SchoolRow(name="")
    session.add(school)
    session.flush()
    person = PersonRow(school_id=school.id, name="")
    session.add(person)
    session.flush()
    return person


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
