"""Answers while a round is open. Only actions may come here, and only to put, to count and to take away."""

import hashlib
import hmac

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from classroom.storage.tables import BallotRow, RoundRow

ID_BYTES = 16


def admission_of(token: str, room_address: str) -> bytes:
    """Give what a room remembers of a phone's token: enough to know it again, not enough to find it."""
    return _keyed(token, f"join|{room_address}")


def ballot_id(token: str, round_id: str) -> bytes:
    """Give the id of a phone's answer in one round. Without the token two rounds cannot be joined."""
    return _keyed(token, f"ballot|{round_id}")


def put(session: Session, round_id: str, id_: bytes, option: int, counter: int | None) -> int | None:
    """Store an answer; give None when it is stored, or the stored counter when a newer answer is there.

    The same answer again is a repeat and counts as stored. Without a counter it is newer than what is there.
    """
    there = session.get(BallotRow, (round_id, id_))
    if there is None:
        session.add(
            BallotRow(round_id=round_id, id=id_, option=option, counter=1 if counter is None else counter)
        )
        session.flush()
        return None
    number = there.counter + 1 if counter is None else counter
    if number > there.counter:
        there.option, there.counter = option, number
        session.flush()
        return None
    return None if option == there.option else there.counter


def tally(session: Session, round_id: str) -> dict[int, int]:
    """Count the answers of a round by option."""
    counts = (
        select(BallotRow.option, func.count())
        .where(BallotRow.round_id == round_id)
        .group_by(BallotRow.option)
    )
    return dict(session.execute(counts).all())


def burn(session: Session, round_id: str) -> None:
    """Delete the answers of a round."""
    session.execute(delete(BallotRow).where(BallotRow.round_id == round_id))


def withdraw(session: Session, room: int, token: str) -> None:
    """Delete this phone's answers in the rounds of a room that are open."""
    open_rounds = select(RoundRow.id).where(RoundRow.room_id == room, RoundRow.level.is_(None))
    for round_id in session.scalars(open_rounds).all():
        session.execute(
            delete(BallotRow).where(
                BallotRow.round_id == round_id, BallotRow.id == ballot_id(token, round_id)
            )
        )


def _keyed(token: str, what: str) -> bytes:
    return hmac.new(token.encode(), what.encode(), hashlib.sha256).digest()[:ID_BYTES]
