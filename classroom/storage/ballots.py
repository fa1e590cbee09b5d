"""Answers while a round is open. Only actions may come here, and only to put, to count and to take away."""

import hmac
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from classroom.storage.tables import BallotRow, RoundRow

ID_BYTES = 16
NOT_OPEN = 0  # No counter is as low.

# The newest answer wins. That the round is open was checked before, in memory; here the database itself has the last
# word, so that no answer is ever taken for a round that somebody else closed.
_PUT = text("""
    INSERT INTO ballot (round_id, id, option, counter)
    SELECT :round_id, :id, :option, coalesce(:counter, 1)
    WHERE EXISTS (SELECT 1 FROM round WHERE round.id = :round_id AND round.level IS NULL)
    ON CONFLICT (round_id, id) DO UPDATE SET option = excluded.option, counter = coalesce(:counter, ballot.counter + 1)
    WHERE :counter IS NULL OR :counter > ballot.counter
""")


def admission_of(token: str, room_address: str) -> bytes:
    """Give what a room remembers of a phone's token: enough to know it again, not enough to find it."""
    return _keyed(token, f"join|{room_address}")


def ballot_id(token: str, round_id: str) -> bytes:
    """Give the id of a phone's answer in one round. Without the token two rounds cannot be joined."""
    return _keyed(token, f"ballot|{round_id}")


@dataclass(frozen=True, slots=True)
class Ballot:
    """One answer to store. Without a counter it is newer than what is there."""

    round_id: str
    id: bytes
    option: int
    counter: int | None


def put_all(session: Session, ballots: Sequence[Ballot]) -> list[int | None]:
    """Store answers; give for each None when it is stored, or else the counter of the newer answer that is there.

    The same answer again is a repeat and counts as stored. A round that takes no answers gives NOT_OPEN.
    """
    rows = [asdict(ballot) for ballot in ballots]
    done: Any = session.execute(_PUT, rows, execution_options={"preserve_rowcount": True}) if rows else None
    if not rows or done.rowcount == len(rows):
        return [None] * len(rows)
    mine = (BallotRow.round_id.in_({b.round_id for b in ballots}), BallotRow.id.in_({b.id for b in ballots}))
    columns = (BallotRow.round_id, BallotRow.id, BallotRow.option, BallotRow.counter)
    there = {
        (r, id_): (option, counter)
        for r, id_, option, counter in session.execute(select(*columns).where(*mine))
    }
    return [_heard(ballot, there.get((ballot.round_id, ballot.id))) for ballot in ballots]


def _heard(ballot: Ballot, there: tuple[int, int] | None) -> int | None:
    """Say what an answer hears that was stored, or was not, from what is there now."""
    option, counter = there or (ballot.option, -1)
    if counter < (ballot.counter or 0):
        return NOT_OPEN
    return None if option == ballot.option or ballot.counter is None else counter


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
    return hmac.digest(token.encode(), what.encode(), "sha256")[:ID_BYTES]
