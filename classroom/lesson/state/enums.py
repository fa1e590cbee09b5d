"""The kinds of things that a lesson is told in: what is done, asked, planned, and by whom."""

from enum import StrEnum


class Phase(StrEnum):
    """What the class is doing."""

    LOBBY = "lobby"
    AGREEMENTS = "agreements"
    TELLING = "telling"
    VOTING = "voting"
    CLOSED = "closed"
    REVEALED = "revealed"
    OUTCOME = "outcome"
    TALKING = "talking"
    ENDING = "ending"
    DEBRIEF = "debrief"
    HELP = "help"
    ENDED = "ended"


class How(StrEnum):
    """Why the story went this way."""

    START = "start"
    VOTE = "vote"
    SHORT = "short"
    TEACHER = "teacher"
    STORY = "story"
    LANDING = "landing"
    WHAT_IF = "what_if"


class Question(StrEnum):
    """What a round asks the phones."""

    VOTE = "vote"
    GUESS = "guess"
    POLL = "poll"
    BUILD = "build"
    BEFORE = "before"
    AFTER = "after"


class Source(StrEnum):
    """Where the answers of a round come from."""

    PHONES = "phones"
    PAPER = "cards"
    ALOUD = "aloud"


class Plan(StrEnum):
    """How long the class has, in minutes."""

    SHORT = "45"
    FULL = "60"
    DOUBLE = "2x45"

    @property
    def debrief_minute(self) -> int:
        """Give the minute of a lesson at which the desk is told to go to the debrief, or to stop for today."""
        return {Plan.SHORT: 33, Plan.FULL: 48, Plan.DOUBLE: 40}[self]  # The debrief takes twelve.


class Door(StrEnum):
    """Who may come in: anyone with the code, those whom the desk admits, nobody until the room goes on."""

    OPEN = "open"
    KNOCK = "knock"
    ASLEEP = "asleep"
