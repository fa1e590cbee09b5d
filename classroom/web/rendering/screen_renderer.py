"""Screens as bytes: drawn once for a room's version, audience and language, the same for everybody."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from markupsafe import Markup
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from classroom.i18n import gettext
from classroom.lan import Lan
from classroom.languages import Language
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.controls import controls_screen
from classroom.lesson.screens.desk import desk_screen
from classroom.lesson.screens.parts import Contact, HelpLine, Scenery
from classroom.lesson.screens.phone import phone_screen
from classroom.lesson.screens.wall import help_lines, wall_screen
from classroom.lesson.state.enums import Phase, Source
from classroom.lesson.votes.turnout import Turnout
from classroom.live.frames import Watch
from classroom.storage.failures import StorageTrouble, Trouble
from classroom.storage.models import RoomRow
from classroom.storage.playthroughs import context_of
from classroom.storage.queries import rooms
from classroom.storage.queries.remotes import count_of
from classroom.web.rendering import refusals, templates, turnout_words, urls
from classroom.web.rendering.qr import qr_svg

PHONE, WALL, DESK, CONTROLS = "phone", "wall", "desk", "controls"
# When the class is told how many phones take part.
COUNTED_IN = (Phase.LOBBY, Phase.VOTING)


def place_drawn(scenery: Scenery, language: Language, mark: str) -> Markup:
    """Draw a place as the wall has it behind its words; `mark` keeps what it defines apart from other drawings on a page."""
    drawn = templates.render("projector/_scenery.html", language, scenery=scenery)
    own = re.sub(r"\bscene-(?=\w+[\")])", f"scene-{mark}-", drawn)
    return Markup(own)  # noqa: S704 - drawn by our own template; a mark is an id of ours


@cache
def build_of(folder: Path) -> str:
    """Give a name for the build of the pages that this process has; a browser with another one loads its page anew."""
    digest = hashlib.sha256()
    for path in sorted(
        path for part in ("templates", "static", "translations") for path in (folder / part).rglob("*")
    ):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class ScreenRenderer:
    """Draws rooms. `session` gives a connection for reading, `around` whatever it needs outside a request.

    `lan` knows where phones find this computer, `trouble` what is wrong with the database.
    """

    session: Callable[[], Session]
    around: Callable[[], AbstractContextManager[object]]
    today: Callable[[], date]
    lan: Lan
    build: str
    trouble: Callable[[], Trouble | None]

    @property
    def address(self) -> str:
        """Give the address that phones type, without a code; empty when there is none that they can open."""
        return self.lan.address

    def version_of(self, room: int) -> str | None:
        """Give the build and the version of a room, or None when it is gone."""
        with self.reading() as session:
            version = rooms.version_of(session, room)
        return None if version is None else f"{self.build}.{version}"

    def screen_bytes(self, watch: Watch) -> bytes:
        with self.reading() as session:
            room = session.get_one(RoomRow, watch.room)
            return self.screen(session, room, watch).encode()

    def screen(self, session: Session, room: RoomRow, watch: Watch) -> str:
        """Draw a screen for a room that was already read."""
        context = context_of(session, room, self.address)
        return self.draw(context, room.public_id, watch.audience, Language(watch.language))

    def draw(self, context: ScreenContext, room: str, audience: str, language: Language) -> str:
        """Draw a screen as this audience sees it; `room` is the public id of the room."""
        if audience == PHONE:
            return templates.render(
                "student/_screen.html", language, screen=phone_screen(context, language, self.today())
            )
        if audience == WALL:
            return self._wall(context, language)
        if audience == CONTROLS:
            return templates.render(
                "teacher/_controls.html", language, screen=controls_screen(context, language, self.today())
            )
        return templates.render(
            "teacher/_screen.html",
            language,
            screen=desk_screen(context, language, self.today()),
            room=room,
            wall_fragment=Markup(self._wall(context, language)),  # noqa: S704 - drawn by our own templates, which escape
            lan_state=self.lan.state,
        )

    def help_of(
        self, session: Session, room: RoomRow, language: Language
    ) -> tuple[Contact, tuple[HelpLine, ...]]:
        context = context_of(session, room, self.address)
        return context.contact, help_lines(context, language, self.today())

    def turnout(self, watch: Watch) -> str | None:
        """Give how many take part and have answered, alike for everybody of an audience.

        The desk gets numbers and what is wrong. Where pupils look on, words say how many phones take part and, roughly,
        how many have answered; phones hear the former alone.
        """
        trouble = self.trouble()
        wrong = gettext(Language(watch.language), refusals.TROUBLES[trouble]) if trouble else ""
        try:
            with self.reading() as session:
                turnout = rooms.turnout_of(session, watch.room)
                room = session.get_one(RoomRow, watch.room)
                remotes = 0 if watch.audience in (PHONE, WALL) else count_of(session, room.id)
        except (StorageTrouble, DatabaseError):
            # What cannot be counted now leaves the last figure on the desk, beside what is wrong.
            return json.dumps({"trouble": wrong}) if watch.audience == DESK else None
        if watch.audience in (PHONE, WALL):
            told = _told_to_class(watch, room, turnout)
        else:
            told = _told_to_desk(watch, room, turnout) | {"remotes": remotes}
        if watch.audience == DESK:
            told |= {"trouble": wrong}
        return json.dumps(told) if told else None

    def taking_part(self, watch: Watch) -> str:
        """Say how many phones take part, where no script can."""
        told = self.turnout(watch)
        return str(json.loads(told)["part"]) if told else ""

    def phone_address(self, code: str | None) -> str | None:
        """Give the address of a room for phones; none without a code, or where no phone can come."""
        return f"{self.address}{urls.phone(code)}" if self.address and code else None

    def _wall(self, context: ScreenContext, language: Language) -> str:
        screen = wall_screen(context, language, self.today())
        phones = self.phone_address(screen.code)
        qr = qr_svg(phones) if phones else None
        closed = self.lan.keeps_phones_out
        return templates.render(
            "projector/_screen.html", language, screen=screen, qr=qr, keeps_phones_out=closed
        )

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.around():
            yield self.session()


def _told_to_class(watch: Watch, room: RoomRow, turnout: Turnout) -> dict[str, object]:
    """Give what a wall or a phone hears: nothing but while phones come in or vote."""
    if room.source is not Source.PHONES or room.phase not in COUNTED_IN:
        return {}
    language = Language(watch.language)
    part = turnout_words.taking_part(language, turnout)
    if watch.audience == PHONE:
        return {"part": part}
    answered = turnout_words.answered(language, turnout) if room.phase is Phase.VOTING else ""
    told: dict[str, object] = {"part": part, "words": " ".join(filter(None, (part, answered)))}
    return told | ({"phones": turnout.phones} if room.phase is Phase.LOBBY else {"lamps": turnout.lamps})


def _told_to_desk(watch: Watch, room: RoomRow, turnout: Turnout) -> dict[str, object]:
    """Give what a desk hears, in numbers, or its controls, which pupils may see, in words."""
    language, together = Language(watch.language), turnout.phones + turnout.knocking
    is_full = turnout.knocking and together > turnout.pupils
    told: dict[str, object] = {
        "knocking": turnout.knocking,
        "let_in": {"pupils": together, "words": turnout_words.let_in(language, together)}
        if is_full
        else None,
    }
    if watch.audience == CONTROLS:
        counts = room.source is Source.PHONES  # of cards in a bag nobody knows how many are in it
        return told | {"words": turnout_words.answered(language, turnout) if counts else ""}
    is_crowded = turnout.phones > turnout.pupils
    return told | {
        "phones": turnout.phones,
        "answered": turnout.answered,
        "knocks": turnout.knocks,
        "crowded": turnout_words.too_many(language, turnout.phones, turnout.pupils) if is_crowded else "",
        "we_are": turnout_words.we_are(language, turnout.phones) if is_crowded else "",
    }
