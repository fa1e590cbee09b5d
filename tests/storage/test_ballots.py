"""Answers: the newest counts, however often and in whatever order they arrive."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from classroom.storage import ballots
from classroom.storage.database import Base, prepare_sqlite
from classroom.storage.models import BallotBoxRow
from tests.storage.rows import ROUND, fill, round_

PHONE, OTHER = b"p" * 16, b"q" * 16
OPTIONS = st.integers(-1, 3)
COUNTERS = st.none() | st.integers(1, 12)

Stored = tuple[int, int] | None


def _engine() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    prepare_sqlite(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        fill(session)
    return engine


ENGINE = _engine()


@contextmanager
def round_open() -> Iterator[Session]:
    """Give a session with an open round and no answers; nothing of it stays."""
    with Session(ENGINE) as session:
        session.query(BallotBoxRow).delete()
        yield session
        session.rollback()


def stored(session: Session, id_: bytes = PHONE) -> Stored:
    session.expire_all()
    row = session.get(BallotBoxRow, ROUND)
    return ballots.box_of(row.ballots).get(id_) if row else None


def put(session: Session, option: int, counter: int | None, id_: bytes = PHONE) -> int | None:
    return put_all(session, (ROUND, id_, option, counter))[0]


def put_all(session: Session, *answers: tuple[str, bytes, int, int | None]) -> list[int | None]:
    return ballots.put_all(session, [ballots.Ballot(*answer) for answer in answers])


def expected(before: Stored, option: int, counter: int | None) -> tuple[Stored, int | None]:
    """Say what is stored after an answer, and what the phone hears."""
    if before is None:
        return (option, 1 if counter is None else counter), None
    number = before[1] + 1 if counter is None else counter
    if number > before[1]:
        return (option, number), None
    return before, before[1]


@given(st.lists(st.tuples(OPTIONS, COUNTERS), max_size=12))
@settings(deadline=None)
def test_the_newest_answer_is_stored_whatever_comes(answers: list[tuple[int, int | None]]) -> None:
    with round_open() as session:
        model: Stored = None
        for option, counter in answers:
            model, heard = expected(model, option, counter)
            assert put(session, option, counter) == heard
            assert stored(session) == model


@given(st.permutations([(0, 1), (1, 2), (2, 3), (0, 4), (3, 5)]))
@settings(deadline=None)
def test_in_whatever_order_they_arrive_the_last_one_given_counts(answers: list[tuple[int, int]]) -> None:
    with round_open() as session:
        for option, counter in answers:
            put(session, option, counter)
        assert stored(session) == (3, 5)


@given(st.lists(st.tuples(OPTIONS, st.integers(1, 6), st.sampled_from((PHONE, OTHER))), max_size=8))
@settings(deadline=None)
def test_answers_stored_together_are_as_if_they_came_in_some_order(
    answers: list[tuple[int, int, bytes]],
) -> None:
    with round_open() as session:
        heard = put_all(session, *((ROUND, id_, option, counter) for option, counter, id_ in answers))
        for id_ in (PHONE, OTHER):
            mine = [(o, n, h) for (o, n, who), h in zip(answers, heard, strict=True) if who == id_]
            newest = stored(session, id_)
            if not mine:
                assert newest is None
                continue
            first_with_highest = next(o for o, n, _ in mine if n == max(n for _, n, _ in mine))
            assert newest == (first_with_highest, max(n for _, n, _ in mine))
            assert {said for _, _, said in mine} <= {None, newest[1]}
            assert any(said is None for _, n, said in mine if n == newest[1])


def test_a_round_that_somebody_else_closed_takes_no_answer() -> None:
    with round_open() as session:
        put(session, 1, 1)
        session.execute(text("UPDATE round SET level = 'none'"))
        answers = put_all(session, (ROUND, PHONE, 2, 2), (ROUND, OTHER, 1, 1), ("9" * 32, OTHER, 1, 1))
        assert answers == [ballots.NOT_OPEN] * 3
        assert stored(session) == (1, 1)


@pytest.mark.parametrize("counter", [7, 6, 1])
def test_what_an_answer_hears_that_is_no_newer_does_not_tell_what_is_there(counter: int) -> None:
    with round_open() as session:
        put(session, 2, 7)
        assert [put(session, option, counter) for option in (0, 1, 2, 3)] == [7] * 4
        assert stored(session) == (2, 7)


def test_an_older_answer_hears_the_number_to_go_beyond() -> None:
    with round_open() as session:
        put(session, 2, 7)
        assert put(session, 1, 6) == 7
        assert put(session, 1, 7) == 7
        assert put(session, 1, 8) is None
        assert stored(session) == (1, 8)


def test_an_answer_without_a_number_is_newer_than_what_is_there() -> None:
    with round_open() as session:
        put(session, 2, 7)
        assert put(session, 1, None) is None
        assert stored(session) == (1, 8)


def test_answers_of_other_phones_and_rounds_are_left_alone() -> None:
    with round_open() as session:
        put(session, 2, 1)
        put(session, 0, 1, OTHER)
        session.add(round_("6" * 32))
        session.flush()
        put_all(session, ("6" * 32, PHONE, 3, 1))
        assert ballots.tally(session, ROUND) == {2: 1, 0: 1}
        ballots.burn(session, ROUND)
        assert ballots.tally(session, ROUND) == {}
        assert ballots.tally(session, "6" * 32) == {3: 1}


def test_a_phone_that_goes_takes_back_its_own_open_answers_alone() -> None:
    with round_open() as session:
        for token, option in (("mine", 1), ("theirs", 2)):
            put_all(session, (ROUND, ballots.ballot_id(token, ROUND), option, 1))
        ballots.withdraw(session, 1, "mine")
        assert ballots.tally(session, ROUND) == {2: 1}


def test_a_phones_answers_in_two_rounds_cannot_be_joined() -> None:
    ids = {ballots.ballot_id("token", round_id) for round_id in ("1" * 32, "2" * 32)}
    admissions = {ballots.admission_of("token", room) for room in ("1" * 32, "2" * 32)}
    assert len(ids | admissions) == 4


def test_a_row_of_an_answer_has_no_time_and_no_place_in_a_queue() -> None:
    assert set(inspect(BallotBoxRow).columns.keys()) == {"round_id", "ballots"}
    assert len(PHONE) + 1 + 8 == ballots.BALLOT_BYTES, "an option and a number"
    with Session(ENGINE) as session, pytest.raises(OperationalError, match="rowid"):
        session.execute(text("SELECT rowid FROM ballot_box"))
