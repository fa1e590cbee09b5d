"""What a pupil finds on a phone's screen: where the lesson is, and what there is to answer."""

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

SKIP = 9  # what a phone sends for "rather not say"
VOTE, GUESS, BUILD = "vote", "guess", "build"


@dataclass(frozen=True, slots=True)
class Ballot:
    """A question that is open: what it is, and the positions that can be chosen besides `SKIP`."""

    round_id: str
    question: str
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of a phone."""

    phase: str
    code: str
    paused: bool
    ballots: tuple[Ballot, ...]


# Every phone gets the same bytes, so one has to read them for all.
@lru_cache(maxsize=4)
def read_screen(html: str) -> Screen:
    """Read a phone's screen from its HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    about = reader.about
    ballots = tuple(
        Ballot(found.round_id, found.question, tuple(option for option in found.options if option != SKIP))
        for found in reader.found
    )
    return Screen(
        about.get("data-phase") or "", about.get("data-code") or "", "data-paused" in about, ballots
    )


@dataclass
class _Found:
    round_id: str
    question: str
    options: list[int] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.about: dict[str, str | None] = {}
        self.found: list[_Found] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if has.get("id") == "screen":
            self.about = has
        if round_id := has.get("data-round"):
            self._begin(round_id, has.get("data-asks") or VOTE)
        if tag in ("button", "input") and has.get("name") == "option" and self.found:
            self.found[-1].options.append(int(has.get("value") or SKIP))

    def _begin(self, round_id: str, question: str) -> None:
        if round_id not in [each.round_id for each in self.found]:
            self.found.append(_Found(round_id, question))
