"""WebDriver's commands in the two ways in which browsers listen to them: Marionette's, and HTTP as the standard has it."""

import contextlib
import http.client
import itertools
import json
import socket
from pathlib import Path
from typing import Any, BinaryIO

from tests.browser.running import LONG, wait_for

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # what WebDriver calls a reference to an element


class Refused(Exception):
    """The browser could not do what it was told."""


class Marionette:
    """Firefox's own way: a number, a command and its fields, as JSON."""

    def __init__(self, connection: socket.socket, reader: BinaryIO) -> None:
        self._socket, self._reader = connection, reader
        self._numbers = itertools.count(1)
        self._read()  # who it is

    def __call__(self, command: str, **fields: Any) -> Any:
        full = command if ":" in command else f"WebDriver:{command}"
        sent = json.dumps([0, next(self._numbers), full, fields]).encode()
        self._socket.sendall(b"%d:%s" % (len(sent), sent))
        _, _, error, value = self._read()
        if error:
            raise Refused(error["error"], error["message"])
        return value["value"] if isinstance(value, dict) and list(value) == ["value"] else value

    def _read(self) -> Any:
        length = b""
        while (sign := self._reader.read(1)) != b":":
            if not sign:
                raise Refused("gone", "Firefox hung up")
            length += sign
        return json.loads(self._reader.read(int(length)))


# How WebDriver over HTTP writes the same commands.
_ROUTES = {
    "NewWindow": ("POST", "window/new"),
    "GetWindowHandle": ("GET", "window"),
    "SwitchToWindow": ("POST", "window"),
    "Navigate": ("POST", "url"),
    "ExecuteScript": ("POST", "execute/sync"),
    "FindElement": ("POST", "element"),
    "IsElementDisplayed": ("GET", "element/{id}/displayed"),
    "GetElementText": ("GET", "element/{id}/text"),
    "ElementClick": ("POST", "element/{id}/click"),
    "Refresh": ("POST", "refresh"),
    "TakeScreenshot": ("GET", "screenshot"),
    "DeleteSession": ("DELETE", ""),
}


class OverHttp:
    """WebDriver as its standard has it."""

    def __init__(self, port: int, binary: Path | None) -> None:
        self._port = port
        wait_for(self._is_there, "a driver")
        options = {"binary": str(binary), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}}
        self._session = self._ask("POST", "/session", {"capabilities": wanted})["sessionId"]

    def __call__(self, command: str, **fields: Any) -> Any:
        method, path = _ROUTES[command]
        where = f"/session/{self._session}/{path.format_map(fields)}".rstrip("/")
        return self._ask(method, where, fields if method == "POST" else None)

    def _is_there(self) -> bool:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
            return True
        return False

    def _ask(self, method: str, path: str, fields: dict[str, Any] | None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=LONG)
        try:
            connection.request(method, path, None if fields is None else json.dumps(fields))
            value = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        if isinstance(value, dict) and "error" in value:
            raise Refused(value["error"], value.get("message", ""))
        return value
