"""A phone answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from classroom.actions.runtime import Runtime
from classroom.lesson.commands import NotNow
from classroom.lesson.votes.closing import accept
from classroom.storage import ballots
from classroom.storage.vote_cache import VoteCache

HIGHEST_COUNTER = 1_000_000_000  # More fits in no column, and no finger taps as often.


class NoSeat(Exception):
    """The phone is not in the room, or still knocks."""


@dataclass(frozen=True, slots=True)
class Newer(Exception):
    """An answer of this phone that is no older is stored, with this counter; resend above it, whatever that one says."""

    counter: int


Refusal = NoSeat | NotNow | Newer | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a phone sends: the round it saw, the position it chose, and its own counter, from 1, if it keeps one."""

    round_id: str
    option: int
    counter: int | None


@dataclass(frozen=True, slots=True)
class _HandedIn:
    """An answer on its way to be stored, with whom it is from."""

    vote_cache: VoteCache
    room: int
    token: str
    answer: Answer


def vote(runtime: Runtime, room: int, token: str, answer: Answer) -> None:
    """Store a phone's answer; when this returns, the answer is on disk.

    Raises NoSeat, NotNow when the round is closed or the option is not one of its, and Newer.
    """
    refusal = runtime.writer.submit_batched(_store, _HandedIn(runtime.vote_cache, room, token, answer))
    if refusal is not None:
        raise refusal
    runtime.turnout(room)


def answered(session: Session, rounds: Sequence[str], token: str) -> dict[str, int]:
    """Give those of these rounds that this phone has answered, each with the answer's counter, and never the answer."""
    return ballots.answered(session, rounds, token)


def _store(session: Session, handed_in: list[_HandedIn]) -> list[Refusal]:
    """Store all answers that wait; give for each why not, if it was not."""
    refusals = [_refusal(session, each) for each in handed_in]
    taken = [each for each, refusal in zip(handed_in, refusals, strict=True) if refusal is None]
    heard = iter(ballots.put_all(session, [_ballot(each) for each in taken]))
    return [
        refusal or _answer_to(each, next(heard)) for each, refusal in zip(handed_in, refusals, strict=True)
    ]


def _refusal(session: Session, handed_in: _HandedIn) -> Refusal:
    """Say why an answer cannot be taken, from memory alone."""
    snapshot, answer = handed_in.vote_cache.of(session, handed_in.room), handed_in.answer
    if snapshot is None or not snapshot.admits(handed_in.token):
        return NoSeat()
    try:
        accept(snapshot.asked, answer.round_id, answer.option)
    except NotNow as not_now:
        return not_now
    if answer.counter is not None and not 1 <= answer.counter <= HIGHEST_COUNTER:
        return NotNow("not_a_choice")
    return None


def _ballot(handed_in: _HandedIn) -> ballots.Ballot:
    answer = handed_in.answer
    id_ = ballots.ballot_id(handed_in.token, answer.round_id)
    return ballots.Ballot(answer.round_id, id_, answer.option, answer.counter)


def _answer_to(handed_in: _HandedIn, heard: int | None) -> Refusal:
    if heard is None:
        return None
    if heard == ballots.NOT_OPEN:  # Somebody else closed it, past this process and its memory.
        handed_in.vote_cache.forget(handed_in.room)
        return NotNow("vote_closed")
    return Newer(heard)
