"""What each audience may see. A field that is not here cannot reach a template."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from classroom.languages import Language
from classroom.lesson.commands import Act
from classroom.lesson.screens.parts import (
    CardTable,
    Chat,
    Contact,
    DebriefCard,
    Gap,
    HelpLine,
    InnerVoice,
    Option,
    Outcome,
    PathMap,
    Picture,
    Recalled,
    Result,
    Scenery,
    Sentence,
    Side,
    Table,
)
from classroom.lesson.screens.primary_action import PrimaryAction
from classroom.lesson.screens.prompting.guidance import Hint, Undo
from classroom.lesson.screens.prompting.notes import NotesShown
from classroom.lesson.screens.prompting.route import NOWHERE, Route
from classroom.lesson.state.enums import BEFORE_STORY, Moment, Phase, Plan, Question
from classroom.lesson.votes.closing import PASS, Withheld

WITHOUT_STRIP = (Moment.PAUSED, Moment.PICTURE, Moment.MAP, Moment.TABLE, Moment.SIDES)
# Of help on the wall: what is more cannot be read from the last row, nor kept in mind.
BOARDS = 3
AT_SCHOOL = "help.school"


@dataclass(frozen=True, slots=True)
class WallScreen:
    """The projector: what everybody reads together. At most one `moment` lies over another, which is `beneath` it.

    A vote was `closed_after` so many answers, of so many phones that took part.
    """

    language: Language
    phase: Phase
    moment: Moment
    beneath: Moment
    beat: int
    paused: bool
    again: bool
    code: str | None
    address: str
    story_title: str
    content_note: str
    title: str
    on_paper: bool
    help: tuple[HelpLine, ...]
    contact: Contact
    story: str | None = None
    scenery: Scenery | None = None
    chat: Chat | None = None
    closed_after: tuple[int, int] | None = None
    ask: str | None = None
    is_poll: bool = False
    options: tuple[Option, ...] = ()
    result: Result | None = None
    predicts: bool = False
    gap: Gap | None = None
    voices: tuple[InnerVoice, ...] = ()
    sentence: Sentence | None = None
    table: Table | None = None
    picture: Picture | None = None
    sides: tuple[Side, ...] = ()
    map: PathMap | None = None
    recap: tuple[Recalled, ...] = ()
    outcome: Outcome | None = None
    prompt: str | None = None
    debrief: DebriefCard | None = None
    sound: bool = False
    calm: bool = False
    evening: bool = False
    rehearsal: bool = False

    @property
    def is_before_story(self) -> bool:
        """Tell whether the story is still to begin."""
        return self.phase in BEFORE_STORY

    @property
    def has_strip(self) -> bool:
        """Tell whether the picture may stand at the foot: where nothing else needs the room, and it is not there whole."""
        is_played = self.phase is Phase.OUTCOME and self.outcome is not None and self.outcome.chat is not None
        return not (self.chat or self.scenery or is_played or self.moment in WITHOUT_STRIP)

    @property
    def help_at_school(self) -> HelpLine | None:
        """Give what is said of help at school, if anything is."""
        return next((line for line in self.help if line.id == AT_SCHOOL), None)

    @property
    def help_in_sight(self) -> tuple[HelpLine, ...]:
        """Give the lines of help that the wall has room for beside the help at school, and what the teacher told of help.

        They are the first ones among which are a number to call and a site.
        """
        lines = [line for line in self.help if line.id != AT_SCHOOL]
        room = BOARDS - 1 - bool(self.contact.lines)
        has_number = bool(self.contact.lines)
        fitting = (
            some
            for some in combinations(lines, room)
            if (has_number or any(line.tel for line in some)) and any(line.url for line in some)
        )
        return next(fitting, tuple(lines[:room]))


@dataclass(frozen=True, slots=True)
class Paper:
    """What a phone needs to answer: the round, and the options in the story's own order."""

    round_id: str
    options: tuple[Option, ...]
    question: Question = Question.VOTE
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
class DeskScreen:
    """The desk: the wall as it is, what the teacher reads, and the acts that are possible now.

    It holds no more of a round than `result`, which the wall may show too. `closed_result` is the teacher's look ahead
    of the class; `alternatives` are the ways that the teacher may take instead, openly. `ways` are there while another way
    may be taken, and `seen` names what the class has looked at, for its next lesson.
    """

    wall: WallScreen
    version: int
    country: str
    plan: Plan
    pupils: int
    acts: frozenset[Act]
    primary_action: PrimaryAction
    late_action: Act | None
    hint: Moment | Hint
    title: str
    withheld: Withheld | None
    all_now: int | None
    closed_result: Result | None
    leave_guess: bool
    alternatives: tuple[Option, ...]
    next_title: str | None
    progress: tuple[int, int] | None  # scenes told so far, and in all on the longest way
    kept: bool
    beat_of: tuple[int, int]
    undo: Undo | None
    route: Route = NOWHERE
    due_by: float | None = None
    notes: NotesShown | None = None
    story_notes: str | None = None
    consent: tuple[str, ...] = ()
    receiver: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    thoughts: tuple[InnerVoice, ...] = ()
    cards: CardTable | None = None
    ways: PathMap | None = None
    is_aside: bool = False
    seen: tuple[str, ...] = ()


class SpokenKind(StrEnum):
    """How something stands on the wall."""

    HEAD = "head"
    TOLD = "told"
    SAID = "said"
    PHOTO = "photo"
    DELETED = "deleted"
    TYPING = "typing"
    OPTION = "option"
    # What the class guessed of itself most often, and what it chose most often.
    GUESSED = "guessed"
    CHOSEN = "chosen"
    # What all say alike has its words in templates/shared: the agreement of this beat, the norm, what is talked about.
    AGREEMENT = "agreement"
    NORM = "norm"
    TALK = "talk"


WORDLESS = (
    SpokenKind.PHOTO,
    SpokenKind.DELETED,
    SpokenKind.TYPING,
    SpokenKind.AGREEMENT,
    SpokenKind.NORM,
    SpokenKind.TALK,
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing to read aloud; `who` says it, or is the letter of an option, which may be `locked` for a reason.

    `is_newest` came last to what stood there.
    """

    kind: SpokenKind
    text: str = ""
    who: str = ""
    locked: str | None = None
    is_newest: bool = False


@dataclass(frozen=True, slots=True)
class ControlsScreen:
    """The desk where pupils look on: what may be done, and nothing that is written or counted for the teacher.

    `letters` are the positions and letters to choose from, where the large button would ask for a choice. `next_card` is
    the number of the card that goes onto one of the `piles`, while cards are sorted. `aloud` is what stands on the wall, for
    a remote.
    """

    phase: Phase
    moment: Moment
    beat_of: tuple[int, int]
    paused: bool
    plan: Plan
    version: int
    primary_action: PrimaryAction
    late_action: Act | None
    acts: frozenset[Act]
    letters: tuple[tuple[int, str], ...] = ()
    next_card: int | None = None
    piles: int = 0
    aloud: tuple[Spoken, ...] = ()
