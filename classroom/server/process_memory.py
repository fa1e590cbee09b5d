"""The program's own memory: what was sent is not to be found there once it was dealt with.

A phone's key and its answer come in one request and lie side by side. Freed memory keeps its content until it is used
again, which can take hours, and a laptop that hibernates writes it to disk. Starting uses this before it loads anything.
"""

import os
import sys
from contextlib import suppress

# Each has an allocator overwrite what is freed: that of Linux (glibc, whose short-lived caches it would leave alone), that
# of macOS. Python's own allocator does not, and leaves the work to them. Windows has nothing of the kind.
_OVERWRITES = {"PYTHONMALLOC": "malloc", "MALLOC_PERTURB_": "85", "MallocScribble": "1"}
_TUNABLES, _NO_CACHE = "GLIBC_TUNABLES", "glibc.malloc.tcache_count=0"
_SET_DUMPABLE = 4  # PR_SET_DUMPABLE of Linux


def overwrite_what_is_freed() -> None:
    """Begin anew in this same process, under an allocator that overwrites; one that is chosen already is left alone."""
    if os.name != "posix" or "PYTHONMALLOC" in os.environ or not sys.executable:
        return
    tunables = os.environ.get(_TUNABLES)
    os.environ.update(_OVERWRITES)
    os.environ[_TUNABLES] = f"{tunables}:{_NO_CACHE}" if tunables else _NO_CACHE
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - this very program


def keep_to_ourselves() -> None:
    """Let a crash write no memory to disk, and let no other program of this user read it."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  (nowhere else is there anything to call)

        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
