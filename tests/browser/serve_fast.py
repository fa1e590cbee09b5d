# ruff: noqa: E402  (the patch comes before everything)
"""The real wsgi.py, with a clock that a test can move on: the seconds in the file CLOCK are added to the time."""

from classroom.server.process_memory import overwrite_what_is_freed

if __name__ == "__main__":
    overwrite_what_is_freed()  # wsgi.py would begin anew, with all that is loaded by then to be loaded again.

from gevent import monkey

monkey.patch_all()

import os
import runpy
import time
from functools import partial
from pathlib import Path

import classroom.app
import classroom.main

AHEAD = Path(os.environ["CLOCK"])


def clock() -> float:
    return time.time() + float(AHEAD.read_text(encoding="ascii"))


if __name__ == "__main__":
    vars(classroom.main)["create_app"] = partial(classroom.app.create_app, clock=clock)
    runpy.run_path(str(Path(__file__).parents[2] / "wsgi.py"), run_name="__main__")
