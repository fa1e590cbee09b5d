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


# What a class does before its story begins, in this order.
BEFORE_STORY = (Phase.LOBBY, Phase.AGREEMENTS)
# Where a class sees what came of its choice: it stands in the step after it already, of which nothing is told yet.
AFTER_CHOICE = (Phase.OUTCOME, Phase.TALKING)


class Moment(StrEnum):
    """What everybody sees: a phase, or one of the several moments of a phase. Every face has a template of this name.

    The last three lie over another moment for a while; on a phone that one can still be read.
    """

    ASLEEP = "asleep"
    LOBBY = "lobby"
    RECAP = "recap"
    AGREEMENTS = "agreements"
    OPEN_HELP = "open_help"
    TELLING = "telling"
    QUESTION = "question"
    VOTING = "voting"
    CLOSED = "closed"
    REVEALED = "revealed"
    GAP = "gap"
    PART = "part"
    PART_VOTING = "part_voting"
    PART_CLOSED = "part_closed"
    SENT = "sent"
    ANSWERED = "answered"
    OUTCOME = "outcome"
    TALKING = "talking"
    PAIRS = "pairs"
    SIDES = "sides"
    ENDING = "ending"
    PICTURE = "picture"
    MAP = "map"
    LOOKING_BACK = "looking_back"
    DISCUSSION = "discussion"
    TAKE_HOME = "take_home"
    HELP = "help"
    ENDED = "ended"
    PAUSED = "paused"
    VOICES = "voices"
    TABLE = "table"


OVERLAYS = (Moment.PAUSED, Moment.VOICES, Moment.TABLE)


class How(StrEnum):
    """Why the story went this way."""

    START = "start"
    VOTE = "vote"
    SHORT = "short"
    TEACHER = "teacher"
    STORY = "story"
    LANDING = "landing"
    WHAT_IF = "what_if"
    ALONE = "alone"


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
