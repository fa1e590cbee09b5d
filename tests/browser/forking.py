"""A server in a third of a second: a process that has everything imported already, and forks one for each that is wanted.

Nearly all of a start is importing, and a test run starts a hundred servers. Here each process of the run keeps one parent
for all of its servers, under the allocator that they want and patched by gevent, but without an event loop, which no two
processes can share. What it forks goes on as the script it was asked for, with an environment and an output of its own.
The parent ends with the test run, and what it forked ends with it.
"""

import atexit
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path

from classroom.server import process_memory
from tests.browser.running import die_with_its_parent, environment

IS_POSSIBLE = sys.platform == "linux"
# What `overwrite_what_is_freed` sets: with it the script does not begin anew.
ALLOCATOR = ("PYTHONMALLOC", "MALLOC_PERTURB_", "MallocScribble", "GLIBC_TUNABLES")
_ASKING = threading.Lock()


class Forked:
    """A process that somebody else is the parent of, used as one of `subprocess` is."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._handle = os.pidfd_open(pid)  # This very process, also when its number is another's.

    def __del__(self) -> None:
        os.close(self._handle)

    def send_signal(self, number: int) -> None:
        if not self.poll():
            signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def poll(self, seconds: float = 0) -> str | None:
        """Tell whether it has ended; how is known to its parent alone."""
        waiting = select.poll()  # `select.select` knows only the first thousand files.
        waiting.register(self._handle, select.POLLIN)
        return "ended" if waiting.poll(seconds * 1000) else None

    def wait(self, timeout: float) -> None:
        if not self.poll(timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout)


def start(script: Path, settings: dict[str, str], output: Path) -> Forked:
    """Fork a process that runs this script."""
    with _ASKING:
        parent = _parent()
        assert parent.stdin
        assert parent.stdout
        parent.stdin.write(json.dumps([str(script), settings, str(output)]).encode() + b"\n")
        parent.stdin.flush()
        return Forked(int(parent.stdout.readline()))


@cache
def _parent() -> "subprocess.Popen[bytes]":
    parent = subprocess.Popen(
        [sys.executable, __file__],
        env=environment(Path(os.devnull)),
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(parent.communicate)  # It reads to the end of what it is asked.
    return parent


def _fork_on_demand() -> None:
    from gevent import monkey

    monkey.patch_all()
    import classroom.main  # noqa: F401  (patched)
    from classroom.storage import shelf

    shelf.entries()  # Kept for as long as the files stay as they are.
    # Who ends the run with Ctrl+C ends this by the end of its questions.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    here = os.getpid()
    for line in sys.stdin:
        _bury()
        if not (pid := monkey.get_original("os", "fork")()):
            _become(here, *json.loads(line))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
    os._exit(0)  # At once, and all that it forked with it: Python's own end takes its time.


def _bury() -> None:
    """Let go of those that have ended. Only before the next: nobody may have its number until it is known here by a handle."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def _become(parent: int, script: str, settings: dict[str, str], output: str) -> None:
    """Run the script as the main program of this process, and end."""
    die_with_its_parent()
    if os.getppid() != parent:
        sys.exit()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    writing = os.open(output, os.O_WRONLY | os.O_APPEND)
    for standard in (1, 2):
        os.dup2(writing, standard)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    allocator = {name: os.environ[name] for name in ALLOCATOR if name in os.environ}
    os.environ.clear()
    os.environ.update(settings | allocator)
    sys.argv = [script]
    runpy.run_path(script, run_name="__main__")
    sys.exit()


if __name__ == "__main__":
    process_memory.overwrite_what_is_freed()
    _fork_on_demand()
