"""Answers while a round is open. Only actions may come here, and only to put, to count and to take away."""

import hmac
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from struct import Struct

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from classroom.storage.models import BallotBoxRow, RoundRow

ID_BYTES = 16
NOT_OPEN = 0  # No counter is as low.

# A ballot in its box: id, option, counter. All are of one size, whatever was answered, so that the place of a box in the
# file tells no more than how many there are.
_BALLOT = Struct(f">{ID_BYTES}sbq")
BALLOT_BYTES = _BALLOT.size

# That the round is open was checked before, in memory; here the database itself has the last word, so that no answer
# is ever taken for a round that somebody else closed.
_OPEN = text("""
    SELECT ballot_box.ballots FROM round LEFT JOIN ballot_box ON ballot_box.round_id = round.id
    WHERE round.id = :round_id AND round.level IS NULL
""")
_TAKE_OUT = text("DELETE FROM ballot_box WHERE round_id = :round_id")
_PUT_IN = text("INSERT INTO ballot_box (round_id, ballots) VALUES (:round_id, :ballots)")

Box = dict[bytes, tuple[int, int]]  # by a ballot's id, its option and its counter


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
    """Store answers; give for each None when it is stored, or else the counter of the one that is there, to go beyond.

    The newest answer wins. An answer that is no newer hears the same whether it says the same or not: who has a phone's
    key could ask otherwise what it answered. A round that takes no answers gives NOT_OPEN.
    """
    boxes = {round_id: _open_box(session, round_id) for round_id in sorted({b.round_id for b in ballots})}
    stored = [_put(boxes[ballot.round_id], ballot) for ballot in ballots]
    for round_id in {b.round_id for b, is_new in zip(ballots, stored, strict=True) if is_new}:
        _keep(session, round_id, boxes[round_id] or {})
    heard = zip(ballots, stored, strict=True)
    return [None if is_new else _heard(ballot, boxes[ballot.round_id]) for ballot, is_new in heard]


def box_of(stored: bytes | None) -> Box:
    return {id_: (option, counter) for id_, option, counter in _BALLOT.iter_unpack(stored or b"")}


def stored_box(box: Mapping[bytes, tuple[int, int]]) -> bytes:
    """Give how the ballots of a round are stored: in the order of their ids, which nobody chose, not as they came."""
    return b"".join(sorted(_BALLOT.pack(id_, *answer) for id_, answer in box.items()))


def _open_box(session: Session, round_id: str) -> Box | None:
    there = session.execute(_OPEN, {"round_id": round_id}).first()
    return None if there is None else box_of(there[0])


def _put(box: Box | None, ballot: Ballot) -> bool:
    """Put a ballot in, unless it is no newer than what is there; tell whether it was."""
    if box is None:
        return False
    last = box.get(ballot.id, (0, 0))[1]
    counter = last + 1 if ballot.counter is None else ballot.counter
    if is_new := counter > last:
        box[ballot.id] = (ballot.option, counter)
    return is_new


def _keep(session: Session, round_id: str, box: Box) -> None:
    """Write a box anew, never in place: which of its pages had to change would tell about whoever answered last."""
    session.execute(_TAKE_OUT, {"round_id": round_id})
    if box:
        session.execute(_PUT_IN, {"round_id": round_id, "ballots": stored_box(box)})


def _heard(ballot: Ballot, box: Box | None) -> int | None:
    """Say what an answer hears that was not put in."""
    return NOT_OPEN if box is None else box[ballot.id][1]


def tally(session: Session, round_id: str) -> dict[int, int]:
    """Count the answers of a round by option."""
    stored = session.scalar(select(BallotBoxRow.ballots).where(BallotBoxRow.round_id == round_id))
    return dict(Counter(option for option, _ in box_of(stored).values()))


def burn(session: Session, round_id: str) -> None:
    """Delete the answers of a round."""
    session.execute(delete(BallotBoxRow).where(BallotBoxRow.round_id == round_id))


def answered(session: Session, rounds: Sequence[str], token: str) -> dict[str, int]:
    """Give those of these rounds that this phone has answered, each with the answer's counter, and never the answer."""
    boxes = {round_id: _open_box(session, round_id) or {} for round_id in rounds}
    mine = {round_id: box.get(ballot_id(token, round_id)) for round_id, box in boxes.items()}
    return {round_id: answer[1] for round_id, answer in mine.items() if answer}


def withdraw(session: Session, room: int, token: str) -> None:
    """Delete this phone's answers in the rounds of a room that are open."""
    open_rounds = select(RoundRow.id).where(RoundRow.room_id == room, RoundRow.level.is_(None))
    for round_id in session.scalars(open_rounds).all():
        box = _open_box(session, round_id) or {}
        if box.pop(ballot_id(token, round_id), None):
            _keep(session, round_id, box)


def _keyed(token: str, what: str) -> bytes:
    # Not hmac.digest: it lets go of Python's lock each time, and a batch then waits for everybody else as often.
    return hmac.new(token.encode(), what.encode(), "sha256").digest()[:ID_BYTES]
