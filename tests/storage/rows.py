"""One row in every table, and a database to put them in."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from classroom.languages import Language
from classroom.lesson.state.enums import Door, How, Phase, Plan, Question, Source
from classroom.storage.ballots import stored_box
from classroom.storage.database import Base
from classroom.storage.models import (
    BallotBoxRow,
    PersonRow,
    RemoteRow,
    RemoteTicketRow,
    RoomRow,
    RoundRow,
    ScenarioVersionRow,
    SchoolRow,
    SeatRow,
    ShowingRow,
    StaffSessionRow,
    StepRow,
    WaitingWallRow,
)
from classroom.storage.story_rows import ClashRow, PublicationRow, RevisionRow, Step, StoryRow

Write = Callable[..., object]
ROUND = "5" * 32


def one_of_each() -> list[Base]:
    """Give a row for every table, those first that others point at."""
    return [
        SchoolRow(id=1, name="School"),
        PersonRow(id=1, school_id=1, name="", email=None, password_hash=None),
        StaffSessionRow(token_hash=b"h" * 32, person_id=1, created_at=5.0),
        ScenarioVersionRow(id=1, slug="proef", sha256="a" * 64, yaml="x: y", facts="z: 1"),
        room(),
        StepRow(
            room_id=1, number=0, parent=None, run=0, scene="avond", tray=[], gauges=[["a", 1]], how=How.START
        ),
        StepRow(
            room_id=1, number=1, parent=0, run=0, scene="brug", tray=["b"], gauges=[], how=How.VOTE, choice=2
        ),
        round_(),
        ShowingRow(owner_id=1, slug="proef", scene="avond", question=Question.VOTE, part=0, shown_at=2.0),
        SeatRow(room_id=1, admission=b"s" * 16, admitted=True),
        RemoteRow(secret_hash=b"r" * 32, room_id=1, made_at=3.0),
        RemoteTicketRow(secret_hash=b"t" * 32, room_id=1, made_at=3.0),
        WaitingWallRow(secret_hash=b"w" * 32, code="BCDF", room_id=1, made_at=3.0),
        BallotBoxRow(round_id=ROUND, ballots=stored_box({b"b" * 16: (1, 3)})),
        StoryRow(id=1, school_id=1, slug="proef", title="Proef"),
        RevisionRow(
            story_id=1,
            number=1,
            text=b"t",
            beside=b"b",
            sha256="c" * 64,
            person_id=1,
            at=4.0,
            ended_at=4.0,
            step=Step.BEGAN,
        ),
        ClashRow(id=1, story_id=1, path=["title"], base=None, mine="x", person_id=1, at=4.0),
        PublicationRow(story_id=1, number=1, revision=1, yaml="x: y", sha256="d" * 64, person_id=1, at=4.0),
    ]


def room(id_: int = 1) -> RoomRow:
    return RoomRow(
        id=id_,
        public_id=f"{id_:032x}",
        wall_token=f"{id_ + 100:032x}",
        code=None,
        school_id=1,
        owner_id=1,
        scenario_version_id=1,
        jurisdiction="nl",
        language=Language.NL,
        plan=Plan.FULL,
        swaps={"noor": 1},
        pupils=28,
        contact_name="Tim",
        contact_room="12",
        door=Door.KNOCK,
        step=0,
        phase=Phase.VOTING,
        beat=0,
        paused=False,
        before={"step": 0, "phase": "telling", "beat": 1, "paused": False},
        held=None,
        version=4,
        kept=False,
        played_on=date(2026, 11, 23),
        started_at=1.0,
        touched_at=2.0,
    )


def round_(id_: str = ROUND) -> RoundRow:
    return RoundRow(
        id=id_,
        room_id=1,
        step=0,
        place=0,
        question=Question.VOTE,
        source=Source.PHONES,
        level=None,
        bands=[],
        winner=None,
    )


def fill(session: Session) -> None:
    """Put one row in every table."""
    for row in one_of_each():
        session.add(row)
        session.flush()
