"""What each audience may see. A field that is not here cannot reach a template."""

from dataclasses import dataclass

from classroom.lesson.closing import PASS
from classroom.lesson.course import How, Phase, Plan
from classroom.lesson.progress import Act
from classroom.lesson.reveal import Level
from classroom.story.parts import Language


@dataclass(frozen=True, slots=True)
class Bubble:
    """One chat line; `mine` is the leading character's. A line without text is a photo: the grey tile."""

    name: str
    mine: bool
    text: str | None
    time: str | None
    deleted: bool


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
class Voice:
    """An inner voice: what somebody in the story thinks and does not say."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the choice that was taken, and why it was taken."""

    option: Option
    text: str
    harmful: bool
    how: How
    against_vote: bool


@dataclass(frozen=True, slots=True)
class DebriefCard:
    """One beat of the debrief."""

    kind: str  # looking_back, question or sentence
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Where help is. `to_check` tells the teacher to look it up first."""

    id: str
    text: str
    tel: str | None
    url: str | None
    to_check: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """The grown-up in school to go to."""

    name: str
    room: str


@dataclass(frozen=True, slots=True)
class WallScreen:
    """The projector: what everybody reads together."""

    language: Language
    phase: Phase
    beat: int
    paused: bool
    again: bool
    code: str | None
    address: str
    story_title: str
    content_note: str
    title: str
    by_cards: bool
    help: tuple[HelpLine, ...]
    contact: Contact
    story: str | None = None
    chat: tuple[Bubble, ...] = ()
    asks: bool = False
    ask: str | None = None
    options: tuple[Option, ...] = ()
    result: Result | None = None
    predicts: bool = False
    gap: Gap | None = None
    voices: tuple[Voice, ...] = ()
    outcome: Outcome | None = None
    in_pairs: bool = False
    prompts: tuple[str, ...] = ()
    debrief: DebriefCard | None = None
    sound: bool = False
    calm: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """What a phone needs to answer: the round, and the options in the story's own order."""

    round_id: str
    options: tuple[Option, ...]
    is_guess: bool = False
    skip: int = PASS


@dataclass(frozen=True, slots=True)
class PhoneScreen:
    """A phone: every word of the wall, papers while rounds are open, help always. Nothing of its own answer."""

    wall: WallScreen
    papers: tuple[Paper, ...]
    reflect: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the teacher may say about the law, in words for pupils."""

    id: str
    text: str
    to_check: bool


@dataclass(frozen=True, slots=True)
class Aloud:
    """A list that the teacher reads to the class: `thoughts`, `cards` to sort, or the parts of a sentence (`build`)."""

    kind: str
    ask: str | None
    lists: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DeskScreen:
    """The desk: the wall as it is, what the teacher reads, and the acts that are possible now.

    It holds no more of a round than `result`, which the wall may show too. `closed_result` is the teacher's look ahead
    of the class; `alternatives` are the ways that the teacher may take instead, openly.
    """

    wall: WallScreen
    version: int
    country: str
    plan: Plan
    pupils: int
    acts: frozenset[Act]
    primary: str
    too_few: bool
    closed_result: Result | None
    leave_guess: bool
    alternatives: tuple[Option, ...]
    next_title: str | None
    progress: tuple[int, int]  # scenes told so far, and in all on the longest way
    kept: bool
    beat_of: tuple[int, int]
    notes: str | None = None
    story_notes: str | None = None
    consent: tuple[str, ...] = ()
    receiver: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    aloud: tuple[Aloud, ...] = ()


@dataclass(frozen=True, slots=True)
class ControlsScreen:
    """The desk where pupils look on: what may be done, and nothing that is written or counted for the teacher.

    `letters` are the positions and letters to choose from, where the large button would ask for a choice.
    """

    phase: Phase
    beat_of: tuple[int, int]
    paused: bool
    plan: Plan
    version: int
    primary: str
    acts: frozenset[Act]
    letters: tuple[tuple[int, str], ...] = ()
