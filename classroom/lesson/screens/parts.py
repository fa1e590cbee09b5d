"""The pieces that screens are made of: what is said, asked and drawn, in the words and names of one class."""

from dataclasses import dataclass

from classroom.lesson.reveal_rule import Level
from classroom.lesson.state.enums import How
from classroom.story.library.facts import typed
from classroom.story.model.parts import Hour, Place, Readers


@dataclass(frozen=True, slots=True)
class Bubble:
    """One chat line. A line without text is a photo: the grey tile."""

    text: str | None
    deleted: bool = False
    read_by: Readers | None = None
    thumbs: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody sends in a row; who is typing has sent nothing yet.

    `tint` is 1 to 5, the same in the whole story, and 0 for the leading character.
    """

    name: str
    tint: int
    time: str | None
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True, slots=True)
class Scenery:
    """Where and when a scene is, drawn behind its words."""

    place: Place
    hour: Hour


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat on the phone of the leading character, as far as it is told.

    Its `name` is that of the group, or of who else is in it.
    """

    name: str | None
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer with its badge. `locked` says why it cannot be chosen (yet); `position` is what a phone sends."""

    position: int
    letter: str
    text: str
    locked: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How an option did, as rough as the level: `band` of `bands`; no bands at all at level `path`."""

    option: Option
    band: int | None
    bands: int
    won: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What a closed round tells everybody."""

    level: Level
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What the class chose most, and what it thought that it would choose."""

    chosen: Option
    guessed: Option


@dataclass(frozen=True, slots=True)
class InnerVoice:
    """An inner voice: what somebody in the story thinks and does not say; no `text` before it is heard."""

    name: str
    text: str | None
    tint: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the choice that was taken, as far as it is told, and why it was taken.

    `chat` has the lines that are played, if there are any. Once it `is_told`, the narrator's `text` stands below them. Once it
    `is_whole`, `found` names what the choice brought, and after harm stands the norm.
    """

    option: Option
    text: str
    harmful: bool
    how: How
    against_vote: bool
    chat: Chat | None = None
    is_told: bool = True
    is_whole: bool = True
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recalled:
    """A decision of the class, and the first sentence of what came of it, if that is told yet."""

    title: str
    option: Option
    begins: str


@dataclass(frozen=True, slots=True)
class DebriefCard:
    """One beat of the debrief. What the class said in the story is its `own`, beside the sentence to take home."""

    kind: str  # looking_back, question, six or sentence
    texts: tuple[str, ...]
    own: str | None = None


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Where help is. `to_check` tells the teacher to look it up first.

    The wall has room for its `name`, what it is for in one `line`, and how to `reach` it; `text` says all of it.
    """

    id: str
    text: str
    tel: str | None
    url: str | None
    to_check: bool
    name: str | None = None
    line: str | None = None
    reach: str | None = None

    @property
    def site(self) -> str | None:
        """Give the address as people type it."""
        return self.url and typed(self.url)


@dataclass(frozen=True, slots=True)
class Contact:
    """The grown-up in school to go to, and what the teacher told of help where no facts file does."""

    name: str
    room: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Find:
    """One thing that the class can gather; `is_new` while the outcome that brought it is told."""

    name: str
    is_found: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Meter:
    """One gauge of the story, from 0 to `most`."""

    name: str
    value: int
    most: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: `lights` counts the questions in which the class took part, whatever it answered."""

    finds: tuple[Find, ...]
    meters: tuple[Meter, ...]
    lights: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that the class builds for somebody.

    `made` has the parts so far; `part` counts from 1 the part that is asked for, `parts` all of them. Once it `is_sent`,
    the one who answers types; `reply` is what comes back. `tint` is that of who answers.
    """

    by: str
    answered_by: str
    tint: int
    made: tuple[str, ...]
    part: int
    parts: int
    is_sent: bool = False
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class Pile:
    """A pile of sorted cards."""

    name: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cards that the class sorts aloud: the one that is next, if any is left, and the piles."""

    ask: str
    next_card: str | None
    left: int
    piles: tuple[Pile, ...]


@dataclass(frozen=True, slots=True)
class CardTable:
    """The same for the desk: every card with the number of the pile that it is on, or -1."""

    ask: str
    piles: tuple[str, ...]
    cards: tuple[tuple[str, int], ...]
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of two ways that stand side by side: what was chosen, how what came of it begins, and what it brought.

    The scene that it `leads_to` is told only where the two ways part.
    """

    option: Option
    begins: str
    found: tuple[str, ...]
    leads_to: str | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """One way on from a switch. `tease` stands at its lamp while that is dark; `is_taken` is the class's own way.

    One with `option.locked` could not be taken by this class.
    """

    option: Option
    tease: str
    is_taken: bool
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Switch:
    """A decision on the class's own way: `step` is the number of the step in which it was taken."""

    step: int
    title: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class PathMap:
    """The way that a class took, and how many endings it has seen of all that there are."""

    switches: tuple[Switch, ...]
    endings_seen: int
    endings: int
