"""What goes down a stream: server-sent events as bytes, and the little that one waiting browser still has to get."""

from dataclasses import dataclass

# Sent before anything else: how soon to come back, and a line that makes proxies pass on the first bytes.
OPENING = b"retry: 1500\n: here comes the screen\n\n"

# The order in which parts that wait together are sent. "gone" is always the last thing a browser hears.
_PARTS = ("opening", "screen", "turnout", "heartbeat", "gone")


# By what somebody may watch: a kind, and a phone's seat, a remote's key or a signed-in browser's token.
Right = tuple[str, str | bytes]


@dataclass(frozen=True, slots=True)
class Watch:
    """Who sees the same bytes: everyone in one room, of one audience, in one language."""

    room: int
    audience: str
    language: str


def _event(name: str, data: bytes, *, identity: str = "") -> bytes:
    """One event; data of several lines keeps them, whichever of the three line ends it used."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    head = [b"id: " + _one_line(identity)] if identity else []
    head.append(b"event: " + name.encode())
    return b"\n".join([*head, *(b"data: " + line for line in lines)]) + b"\n\n"


def _one_line(version: str) -> bytes:
    """Refuse a version with a line end: it could end its event and begin another."""
    if not version.isprintable():
        raise ValueError("a version has printable characters only")
    return version.encode()


def screen_frame(version: str, html: bytes) -> bytes:
    """Make the event of a whole screen at one version; its id comes back as Last-Event-ID."""
    return _event("screen", html, identity=version)


def turnout_frame(json: str) -> bytes:
    """Make the event of how many answered, as far as an audience may know; no id, since it is no screen."""
    return _event("turnout", json.encode())


def heartbeat_frame(version: str) -> bytes:
    """Make a sign of life that names the version, so that a browser notices that it missed one."""
    return _event("beat", _one_line(version))


def gone_frame() -> bytes:
    """Say that the room has ended; there is nothing to come back for."""
    return _event("gone", b"gone")


class Waiter:
    """One waiting browser: the version it was last told, and the newest of each kind that is still unsent.

    Without a `right` its address is all that it needs.

    Never a queue. A screen is whole, so a newer one takes the place of an older one, and of the turnout and the
    heartbeat that belonged to it.
    """

    __slots__ = ("_unsent", "ended", "right", "version", "watch")

    def __init__(self, watch: Watch, version: str | None, right: Right | None = None) -> None:
        self.watch = watch
        self.right = right
        self.version = version
        self.ended = False
        self._unsent = {"opening": OPENING}

    def tell_screen(self, version: str, frame: bytes) -> None:
        """Give it the screen that it shows from now on."""
        self.version = version
        self._put(screen=frame, turnout=b"", heartbeat=b"")

    def tell_turnout(self, frame: bytes) -> None:
        """Give it a figure that goes with the screen told last."""
        self._put(turnout=frame)

    def tell_heartbeat(self, frame: bytes) -> None:
        """Give it a sign of life, which a screen that still waits to be sent makes needless."""
        if "screen" not in self._unsent:
            self._put(heartbeat=frame)

    def end(self, frame: bytes = b"") -> None:
        """Give it this, if anything, and then no more."""
        self.ended = True
        self._put(gone=frame)

    def take(self) -> bytes:
        """Hand over everything unsent, in order; empty when there is nothing."""
        taken = b"".join([self._unsent[part] for part in _PARTS if self._unsent.get(part)])
        self._unsent.clear()
        return taken

    def _put(self, **parts: bytes) -> None:
        self._unsent.update(parts)
