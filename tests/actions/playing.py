"""A class, its desk and everything that can happen to them, with a plain model of what must be true."""

import hashlib
import itertools
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from classroom.actions import conducting, joining, rooms, sign_in, voting
from classroom.actions.conducting import AskFirst, Crowded, Said, Stale
from classroom.actions.rooms import Gate
from classroom.actions.runtime import Runtime
from classroom.actions.voting import Answer, Newer, NoSeat
from classroom.app import create_app
from classroom.config import Config
from classroom.languages import Language
from classroom.lesson.commands import Act, NotNow
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.parts import Contact
from classroom.lesson.state.enums import Plan, Source
from classroom.lesson.state.playthrough import Playthrough, Round
from classroom.storage import ballots, shelf
from classroom.storage.database import Base, db, prepare_sqlite
from classroom.storage.models import BallotBoxRow, PersonRow, RoomRow, SeatRow
from classroom.storage.playthroughs import context_of, playthrough_of
from classroom.storage.upgrade import upgrade
from tests.conftest import STORY, Clock, runtime_of

# A file in memory is a file all the same, and nobody has to wait for its disk.
FAST = "/dev/shm" if Path("/dev/shm").is_dir() else None
NEWEST = select(RoomRow).order_by(RoomRow.id.desc()).limit(1)
VOIDS = (Act.UNDO, Act.LAND, Act.ENTER_AGAIN)
NO_ROUND = "0" * 32
Refusal = str | None


def _empty_database() -> Path:
    path = Path(tempfile.mkdtemp(dir=FAST)) / "wissel.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    prepare_sqlite(engine)
    upgrade(engine)
    engine.dispose()
    return path


class Playing:
    """A lesson on a real database. `acked` is the model: the last answer that each phone was told is stored."""

    empty: Path | None = None

    def __init__(self) -> None:
        Playing.empty = Playing.empty or _empty_database()
        self.folder = Path(tempfile.mkdtemp(dir=FAST))
        shutil.copy(Playing.empty, self.folder / "wissel.sqlite")
        self.clock, self._numbers = Clock(), itertools.count()
        self.phones: dict[str, bool] = {}  # every seat's token, and whether it is let in
        self.acked: dict[str, tuple[int, int]] = {}
        self.told: dict[str, Round] = {}
        self.forgotten = False
        self.version = 0
        self.start_app()
        sign_in.enter(self.runtime, self.folder, sign_in.new_link(self.runtime, self.folder))

    def teardown(self) -> None:
        self.stop_app()
        shutil.rmtree(self.folder)

    # The program, which may be stopped and started at any moment

    def start_app(self) -> None:
        config = Config(
            instance=self.folder,
            secret_key="x" * 64,
            database_url=f"sqlite:///{self.folder / 'wissel.sqlite'}",
        )
        self.app: Flask = create_app(config, clock=self.clock, token=self.token, pick=lambda tied: tied[-1])
        # What the server does some seconds later, the rules do when they say so.
        self.runtime: Runtime = replace(runtime_of(self.app), later=lambda _seconds, _call: None)
        with self.app.app_context():
            self.engine: Engine = db.engine

    def stop_app(self) -> None:
        runtime_of(self.app).hub.close()
        self.engine.dispose()

    def token(self, size: int) -> bytes:
        return hashlib.sha256(b"%d" % next(self._numbers)).digest()[:size]

    def open_room(self, plan: Plan, pupils: int, phones: int) -> None:
        self.forgotten, self.version = False, 0
        with Session(self.engine) as session:
            owner = session.scalars(select(PersonRow.id)).one()
        gate = Gate(Contact("Tim", "12", ("Kinderlijn: 0 12 34",)), pupils, "nl", Language.NL, plan, {})
        rooms.open_room(self.runtime, owner, shelf.entry(STORY), gate)
        for _ in range(phones):
            self.take_seat(admitted=True)

    # Looking

    @property
    def room(self) -> RoomRow:
        """Give the row of the room; rooms of lessons that are over may be there too."""
        with Session(self.engine) as session:
            return session.scalars(NEWEST).one()

    @property
    def playthrough(self) -> Playthrough:
        with Session(self.engine) as session:
            return playthrough_of(session, session.scalars(NEWEST).one())

    @property
    def context(self) -> ScreenContext:
        with Session(self.engine) as session:
            return context_of(session, session.scalars(NEWEST).one(), "http://192.0.2.7")

    def connect(self) -> sqlite3.Connection:
        """Open the database past our own code, as another program would."""
        return sqlite3.connect(self.folder / "wissel.sqlite")

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Give every row of every table, read past our own code."""
        with closing(self.connect()) as reader:
            tables = [table.name for table in Base.metadata.sorted_tables]
            return {table: reader.execute(f"SELECT * FROM {table}").fetchall() for table in tables}

    def stored(self) -> dict[tuple[str, bytes], tuple[int, int]]:
        with Session(self.engine) as session:
            return {
                (row.round_id, id_): answer
                for row in session.scalars(select(BallotBoxRow))
                for id_, answer in ballots.box_of(row.ballots).items()
            }

    def seats(self) -> Counter[bool]:
        with Session(self.engine) as session:
            return Counter(session.scalars(select(SeatRow.admitted)))

    # Doing

    def take_seat(self, *, admitted: bool) -> None:
        self.phones[joining.take_seat(self.runtime, self.room.id)] = admitted

    def refused(self, call: Callable[[], object]) -> Refusal:
        """Do something; give why it was refused, if it was, after checking that it then changed nothing."""
        before = self.everything()
        try:
            call()
        except NotNow as error:
            reason: Refusal = error.reason
        except (Stale, AskFirst, Crowded, NoSeat) as error:
            reason = type(error).__name__
        except Newer as error:
            reason = f"newer {error.counter}"
        else:
            return None
        assert self.everything() == before, f"refused as {reason}, and yet something changed"
        return reason

    def act(
        self,
        act: Act,
        choice: int | None = None,
        seen: int | None = None,
        at: int | None = None,
        pupils: int | None = None,
    ) -> Refusal:
        """Do a desk act, and keep the model of the open round."""
        before, version, code = self.playthrough.open_round, self.room.version, self.room.code
        seen = version if seen is None else seen
        reason = self.refused(
            lambda: conducting.act(self.runtime, self.room.id, act, seen, choice, at, Said(pupils))
        )
        if reason is None:
            assert self.room.version == version + 1
            assert before is None or act in VOIDS or self.playthrough.open_round == before, (
                "only these void a round"
            )
            self.notice_doors_and_rounds(before, code)
            self.told |= {each.id: each for each in self.playthrough.rounds if each.source is Source.ALOUD}
        return reason

    def notice_doors_and_rounds(self, before: Round | None, code: str | None) -> None:
        if self.playthrough.open_round != before:
            self.acked = {}
        if self.room.code != code:
            self.phones = {}

    def vote(self, token: str, option: int, counter: int | None, round_id: str) -> Refusal:
        room, answer = self.room.id, Answer(round_id, option, counter)
        return self.refused(lambda: voting.vote(self.runtime, room, token, answer))

    def round_id(self) -> str:
        """Give the id of the round that is open, or else of one that was told, or of none."""
        open_round = self.playthrough.open_round
        return open_round.id if open_round else next(iter(self.told), NO_ROUND)

    def close(self, *, sure: bool, pupils: int | None = None) -> Refusal:
        """Close the vote, and keep what it told for good."""
        asked = self.playthrough.open_round
        version, code = self.room.version, self.room.code
        reason = self.refused(
            lambda: conducting.close_vote(self.runtime, self.room.id, version, sure=sure, pupils=pupils)
        )
        if reason is None:
            assert asked is not None
            assert self.room.version == version + 1
            assert self.room.code == code, "a close sends nobody away"
            self.told |= {
                round_.id: round_ for round_ in self.playthrough.rounds if round_.id not in self.told
            }
        return reason

    def id_of(self, token: str, round_id: str) -> bytes:
        return ballots.ballot_id(token, round_id)

    def forget_everything(self) -> None:
        self.phones, self.acked, self.told, self.forgotten = {}, {}, {}, True
