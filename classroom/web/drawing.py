"""Screens as bytes: drawn once for a room's version, audience and language, the same for everybody."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from classroom.lesson.controls import controls_screen
from classroom.lesson.course import Source
from classroom.lesson.desk import desk_screen
from classroom.lesson.phone import phone_screen
from classroom.lesson.pieces import Contact, HelpLine
from classroom.lesson.stage import Stage
from classroom.lesson.turnout import Crowd, Turnout
from classroom.lesson.wall import help_lines, wall_screen
from classroom.live.frames import Watch
from classroom.storage import rooms
from classroom.storage.courses import stage_of
from classroom.storage.tables import RoomRow
from classroom.storage.trouble import Health, StorageTrouble
from classroom.story.messages import N_
from classroom.story.parts import Language
from classroom.web import reasons, render
from classroom.web.lan import Lan
from classroom.web.qr import qr_svg
from classroom.web.remotes import Remotes
from classroom.web.translations import gettext

PHONE, WALL, DESK, CONTROLS = "phone", "wall", "desk", "controls"
CROWDS = {
    Crowd.NOBODY: N_("Nobody has answered yet."),
    Crowd.SOME: N_("Some have answered."),
    Crowd.HALF: N_("About half have answered."),
    Crowd.MOST: N_("Most have answered."),
    Crowd.NEARLY_ALL: N_("Nearly everyone has answered."),
}


def build_of(folder: Path) -> str:
    """Give a name for this build of the pages; a browser with another one loads its page anew."""
    digest = hashlib.sha256()
    for path in sorted(
        path for part in ("templates", "static", "translations") for path in (folder / part).rglob("*")
    ):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws rooms. `session` gives a connection for reading, `around` whatever it needs outside a request.

    `lan` knows where phones find this computer, `remotes` how many phones are a remote of a room.
    """

    session: Callable[[], Session]
    around: Callable[[], AbstractContextManager[object]]
    today: Callable[[], date]
    lan: Lan
    build: str
    remotes: Remotes
    health: Health = field(default_factory=Health)

    @property
    def address(self) -> str:
        """Give the address that phones type, without a code; empty when there is none that they can open."""
        return self.lan.address

    def version_of(self, room: int) -> str | None:
        """Give the build and the version of a room, or None when it is gone."""
        with self._reading() as session:
            version = rooms.version_of(session, room)
        return None if version is None else f"{self.build}.{version}"

    def screen_bytes(self, watch: Watch) -> bytes:
        """Give what everyone sees who watches this room as this audience in this language."""
        with self._reading() as session:
            room = session.get_one(RoomRow, watch.room)
            return self.screen(session, room, watch).encode()

    def screen(self, session: Session, room: RoomRow, watch: Watch) -> str:
        """Draw a screen for a room that was already read."""
        stage, language = stage_of(session, room, self.address), Language(watch.language)
        if watch.audience == PHONE:
            return render.render(
                "student/_screen.html", language, screen=phone_screen(stage, language, self.today())
            )
        if watch.audience == WALL:
            return self._wall(stage, language)
        if watch.audience == CONTROLS:
            return render.render(
                "teacher/_controls.html", language, screen=controls_screen(stage, language, self.today())
            )
        return render.render(
            "teacher/_screen.html",
            language,
            screen=desk_screen(stage, language, self.today()),
            room=room.address,
            lan_state=self.lan.state,
        )

    def help_of(
        self, session: Session, room: RoomRow, language: Language
    ) -> tuple[Contact, tuple[HelpLine, ...]]:
        """Give the help of a room, for a phone that is not in yet."""
        stage = stage_of(session, room, self.address)
        return stage.contact, help_lines(stage, language, self.today())

    def turnout(self, watch: Watch) -> str | None:
        """Give how many answered: numbers and what is wrong for the desk, nothing for phones, words where pupils look on."""
        if watch.audience == PHONE:
            return None
        trouble = self.health.trouble
        wrong = gettext(Language(watch.language), reasons.TROUBLES[trouble]) if trouble else ""
        try:
            with self._reading() as session:
                turnout = rooms.turnout_of(session, watch.room)
                room = session.get_one(RoomRow, watch.room)
                remotes, by_phones = self.remotes.count(room.address), room.source is Source.PHONES
        except (StorageTrouble, DatabaseError):
            # What cannot be counted now leaves the last figure on the desk, beside what is wrong.
            return json.dumps({"trouble": wrong}) if watch.audience == DESK else None
        if watch.audience == WALL and not by_phones:
            return None  # Cards in a bag are counted once, by the teacher; nobody knows how many are in it.
        words = gettext(Language(watch.language), CROWDS[turnout.crowd]) if by_phones else ""
        return json.dumps(self._told(watch, turnout, remotes, wrong, words))

    def _told(
        self, watch: Watch, turnout: Turnout, remotes: int, wrong: str, words: str
    ) -> dict[str, object]:
        if watch.audience == WALL:
            return {"crowd": turnout.crowd, "words": words}
        if watch.audience == CONTROLS:
            return {"knocking": turnout.knocking, "words": words, "remotes": remotes}
        return {
            "phones": turnout.phones,
            "knocking": turnout.knocking,
            "answered": turnout.answered,
            "remotes": remotes,
            "trouble": wrong,
        }

    def phone_address(self, code: str | None) -> str | None:
        """Give the address of a room for phones; none without a code, or where no phone can come."""
        return f"{self.address}/r/{code}" if self.address and code else None

    def _wall(self, stage: Stage, language: Language) -> str:
        screen = wall_screen(stage, language, self.today())
        phones = self.phone_address(screen.code)
        qr = qr_svg(phones) if phones else None
        closed = self.lan.keeps_phones_out
        return render.render(
            "projector/_screen.html", language, screen=screen, qr=qr, keeps_phones_out=closed
        )

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self.around():
            yield self.session()
