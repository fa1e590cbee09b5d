"""What the desk can ask of a room, and the answer that it cannot be done now."""

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What the desk can do to a room."""

    NEXT = "next"
    BACK = "back"
    PAUSE = "pause"
    RESUME = "resume"
    UNDO = "undo"
    VOTE_AGAIN = "vote_again"
    CHOOSE = "choose"
    LAND = "land"
    VOICE = "voice"
    SORT = "sort"
    WHAT_IF = "what_if"
    RETURN = "return"
    DEEPER = "deeper"
    SLEEP = "sleep"
    WAKE = "wake"
    ENTER_AGAIN = "enter_again"


class NotNow(Exception):
    """The act exists, but not from where the room stands. `reason` says why, as a message id of the web layer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Command:
    """An act with what it needs.

    `choice` is the position to `CHOOSE`, the other way of a `WHAT_IF`, or the pile to `SORT` onto; `at` is the step that a
    `WHAT_IF` goes back to, or the card to `SORT`. The ids are unguessable, for a round and a guess that it may open.
    """

    act: Act
    round_id: str = ""
    choice: int | None = None
    guess_id: str = ""
    at: int | None = None
