# ruff: noqa: E402  (the patch comes before everything)
"""The real wsgi.py with one thing changed, for faults that cannot be made from outside.

SYNCHRONOUS is another durability than FULL; BUILD is another build of the pages; SYSTEM_CLOCK is a file with seconds by
which this computer's clock was set wrong; CLOCK is a file with seconds that have gone by; LOG=history lets SQLite keep
its log as it does by itself; REQUESTS=kept lets a connection keep its last request, REQUESTS=half has one begin that is
not whole.
"""

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

_true_time = time.time


def _seconds_in(name: str) -> float:
    return float(Path(os.environ[name]).read_text(encoding="ascii")) if name in os.environ else 0.0


def _change() -> None:
    import classroom.app
    from classroom.clock import steady_clock
    from classroom.server import connection
    from classroom.storage import database, write_ahead_log
    from classroom.web.http import security

    time.time = lambda: _true_time() + _seconds_in("SYSTEM_CLOCK")
    steady = steady_clock()
    if "BUILD" in os.environ:
        vars(classroom.app)["build_of"] = lambda _folder: os.environ["BUILD"]
    if "SYNCHRONOUS" in os.environ:
        wanted = f"synchronous={os.environ['SYNCHRONOUS']}"
        known = vars(database)["PRAGMAS"]
        vars(database)["PRAGMAS"] = [wanted if pragma == "synchronous=FULL" else pragma for pragma in known]
    if os.environ.get("LOG") == "history":
        vars(database)["PRAGMAS"] = [
            each for each in vars(database)["PRAGMAS"] if each != "wal_autocheckpoint=1"
        ]
        vars(write_ahead_log).update(
            tells_of_the_past=lambda _engine: False, _fill_with_zeros=lambda _log: None
        )
    if os.environ.get("REQUESTS") == "kept":
        vars(connection)["ParkingHandler"]._let_go = lambda _handler: None
    if os.environ.get("REQUESTS") == "half":
        vars(connection)["ParkingHandler"]._take_body_in = lambda _handler: True
        vars(security)["_take_form_in"] = lambda: None
    classroom.app.create_app = partial(
        classroom.app.create_app, clock=lambda: steady() + _seconds_in("CLOCK")
    )


if __name__ == "__main__":
    _change()
    runpy.run_path(str(Path(__file__).parents[2] / "wsgi.py"), run_name="__main__")
