"""What the views work with besides, put together by app.py and found again from a request."""

from dataclasses import dataclass
from threading import Lock
from typing import Protocol, cast

from flask import current_app
from sqlalchemy.orm import Session

from classroom.actions.pairing import Askers
from classroom.actions.runtime import Runtime
from classroom.config import Config
from classroom.lan import Lan
from classroom.live.hub import Hub
from classroom.web.http.rate_limits import Tries
from classroom.web.rendering.screen_renderer import ScreenRenderer

KEY = "wissel"


class PlayedClasses(Protocol):
    """Phones that are not there, for a rehearsal: one class for each of the staff, in a room by its public id."""

    turn: Lock

    def begin(self, person: int, room: str, code: str) -> None: ...
    def room_of(self, person: int) -> str | None: ...


@dataclass(frozen=True, slots=True)
class WebRuntime(Runtime):
    """What an action works with, and the settings, the hub, the screens, and what strangers try."""

    config: Config
    hub: Hub
    renderer: ScreenRenderer
    lan: Lan
    build: str
    askers: Askers
    wrong_codes: Tries
    knocks: Tries
    wall_codes: Tries
    played_classes: PlayedClasses


def current_runtime() -> WebRuntime:
    """Give the runtime of this app."""
    return cast("WebRuntime", current_app.extensions[KEY])


def reading() -> Session:
    """Give this request's own connection for reading."""
    return current_runtime().renderer.session()
