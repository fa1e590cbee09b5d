"""What the views work with, put together by app.py and found again from a request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app
from sqlalchemy.orm import Session

from classroom.actions.means import Means
from classroom.actions.pairing import Pairing
from classroom.actions.remotes import Remotes
from classroom.config import Config
from classroom.live.hub import Hub
from classroom.storage.failures import Trouble
from classroom.web.http.rate_limits import Tries
from classroom.web.rendering.screen_renderer import ScreenRenderer

KEY = "wissel"


@dataclass(frozen=True, slots=True)
class House:
    """The settings, the means of every action, the hub, the drawing of screens, and what strangers try.

    `notice` is told when the database cannot be read.
    """

    config: Config
    means: Means
    hub: Hub
    renderer: ScreenRenderer
    pairing: Pairing
    notice: Callable[[Trouble], None]
    wrong_codes: Tries
    knocks: Tries

    @property
    def remotes(self) -> Remotes:
        """Give the phones that are a remote; drawing counts them for the desk."""
        return self.renderer.remotes


def house() -> House:
    return cast("House", current_app.extensions[KEY])


def reading() -> Session:
    return house().renderer.session()
