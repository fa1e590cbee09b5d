"""The staff: who owns the rooms, and which browsers are signed in."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from classroom.storage.models import PersonRow, StaffSessionRow

# How long a browser stays signed in on a laptop.
SIGNED_IN_SECONDS = 12 * 60 * 60


def owner(session: Session) -> PersonRow | None:
    """Give the laptop's owner: the first person there is."""
    return session.scalar(select(PersonRow).order_by(PersonRow.id))


def signed_in(session: Session, token: str, since: float) -> PersonRow | None:
    """Give the person whose browser holds this token, unless it signed in before `since` (seconds since 1970)."""
    return session.scalar(
        select(PersonRow)
        .join(StaffSessionRow, StaffSessionRow.person_id == PersonRow.id)
        .where(StaffSessionRow.token_hash == token_hash(token), StaffSessionRow.created_at >= since)
    )


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
