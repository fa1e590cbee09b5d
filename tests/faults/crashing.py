"""Closes a vote and dies at one point of it, for every point: before and after each statement and each commit.

Given a folder with a database in which a vote is open, and the path and cookie of its desk, it says how many points
there are. For each there is then a folder `at-NUMBER`, with the database as that death left it.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from classroom.app import create_app
from classroom.config import Config
from classroom.storage.database import db


class Points:
    """Counts the points that a close goes past, and dies at one of them."""

    def __init__(self, fatal: int) -> None:
        self.passed = 0
        self._fatal = fatal

    def __call__(self, *_: Any, **__: Any) -> None:
        self.passed += 1
        if self.passed == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Engine) -> None:
        for what in ("begin", "before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(engine, what, self)
        event.listen(Session, "after_commit", self)


def _app(folder: Path) -> Flask:
    database = f"sqlite:///{folder / 'wissel.sqlite'}"
    key = (folder / "secret_key").read_text(encoding="ascii")
    return create_app(Config(instance=folder, secret_key=key, database_url=database))


def _close(app: Flask, desk: str, cookie: str, version: str) -> int:
    headers = {"Cookie": cookie, "Origin": "http://localhost", "X-Wissel": "1"}
    data = {"version": version, "sure": "yes"}
    return app.test_client(use_cookies=False).post(f"{desk}/close", data=data, headers=headers).status_code


def _die_at(point: int, folder: Path, place: Path, order: tuple[str, str, str]) -> bool:
    """Close in a child that dies at this point; give whether it did."""
    shutil.copytree(folder, place)
    child = os.fork()
    if not child:
        app = _app(place)
        points = Points(point)
        with app.app_context():
            points.watch(db.engine)
        status = _close(app, *order)
        os._exit(0 if status == 204 else 1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the close was refused"
    return False


if __name__ == "__main__":
    source, results = Path(sys.argv[1]), Path(sys.argv[2])
    wanted = (sys.argv[3], sys.argv[4], sys.argv[5])
    deaths = 0
    while _die_at(deaths + 1, source, results / f"at-{deaths + 1}", wanted):
        deaths += 1
    sys.stdout.write(json.dumps({"deaths": deaths}))
