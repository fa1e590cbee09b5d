"""How much is tried, and what came out beside what is promised."""

import os
from typing import TypeVar

T = TypeVar("T")
FULL = os.environ.get("FAULTS") == "full"


_lines: list[str] = []


def size(short: T, full: T) -> T:
    """Choose between what `make test-slow` has time for and what `make faults` really does."""
    return full if FULL else short


def within(promised: float) -> float:
    """Give the seconds that something may take: the promise itself where it is measured on a quiet machine, else much more."""
    return size(4 * promised, promised)


def figure(fault: str, what: str, reached: object, promised: object = "") -> None:
    """Keep a figure for the table that a run ends with, beside the one that is promised."""
    _lines.append(f"{fault:<5} {what}: {reached}" + (f"   promised: {promised}" if promised else ""))


def take_figures() -> list[str]:
    """Give the lines of the table that came since the last time."""
    taken = _lines.copy()
    _lines.clear()
    return taken


def percentile(values: list[float], part: float) -> float:
    """Give the value that this part of all values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]
