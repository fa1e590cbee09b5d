"""How long each part of a lesson took, and the table that tells it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from classroom.simulator.messages import SENTENCES, sentence

SECONDS = 60
COLUMNS = ("telling", "voting", "result", "talking")


class Clock:
    """Time as the class has it: a second takes one divided by `speed`, and what is waited for is divided alike."""

    def __init__(
        self,
        speed: float = 1.0,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.speed = speed
        self._now, self._sleep = now, sleep
        self._began = now()
        self._left_out = 0.0

    @property
    def seconds(self) -> float:
        return (self._now() - self._began) * self.speed - self._left_out

    def wait(self, seconds: float) -> None:
        """Let so much of the lesson go by."""
        self._sleep(max(seconds, 0) / self.speed)

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Leave out what happens meanwhile: it is waited for in real time, which no speed makes shorter."""
        before = self.seconds
        yield
        self._left_out += self.seconds - before


@dataclass
class Ledger:
    """Seconds by part of the lesson, and of a scene by what the class did in it."""

    spent: dict[str, dict[str, float]] = field(default_factory=dict)

    def add(self, part: str, doing: str, seconds: float) -> None:
        """Count so many seconds with this part; `doing` is one of `COLUMNS`, or empty where there is no telling apart."""
        there = self.spent.setdefault(part, {})
        there[doing] = there.get(doing, 0.0) + seconds

    def table(self, language: str, plan: str) -> str:
        """Give the minutes of every part, and in all against the plan, as a table of plain text."""
        head = [sentence(language, name) for name in ("part", *COLUMNS, "minutes")]
        rows = [[named(part, language), *_by_column(done, language)] for part, done in self.spent.items()]
        total = sum(sum(done.values()) for done in self.spent.values())
        in_all = sentence(language, "in_all", plan=plan)
        return _drawn([head, *rows, [in_all, *("" for _ in COLUMNS), _minutes(total, language)]])


def named(part: str, language: str) -> str:
    """Give what a part is called: a scene has its own title."""
    return sentence(language, part) if part in SENTENCES else part


def _by_column(done: dict[str, float], language: str) -> list[str]:
    apart = [_minutes(done[name], language) if name in done else "" for name in COLUMNS]
    return [*apart, _minutes(sum(done.values()), language)]


def _minutes(seconds: float, language: str) -> str:
    told = f"{seconds / SECONDS:.1f}"
    return told.replace(".", ",") if language == "nl" else told


def _drawn(rows: list[list[str]]) -> str:
    """Line the cells up: words to the left, numbers to the right. Markdown reads it too."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [[f"{row[0]:{widths[0]}}", *map(str.rjust, row[1:], widths[1:])] for row in rows]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(f"| {' | '.join(line)} |" for line in [lines[0], rule, *lines[1:]])
