"""What the teacher reads of a scene, by the moment: open what is of use now, and by name what is not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from classroom.lesson.state.enums import Moment
from classroom.story.model.narrator import Narrator
from classroom.story.model.notes import During, Notes

_WHEN: Mapping[Moment, During] = {
    Moment.TELLING: During.TELLING,
    Moment.QUESTION: During.TELLING,
    Moment.PART: During.TELLING,
    Moment.VOTING: During.VOTING,
    Moment.PART_VOTING: During.VOTING,
    Moment.CLOSED: During.RESULT,
    Moment.PART_CLOSED: During.RESULT,
    Moment.REVEALED: During.RESULT,
    Moment.GAP: During.RESULT,
    Moment.SENT: During.RESULT,
    Moment.ANSWERED: During.RESULT,
    Moment.OUTCOME: During.OUTCOME,
    Moment.TALKING: During.TALKING,
    Moment.PAIRS: During.TALKING,
    Moment.SIDES: During.TALKING,
    Moment.ENDING: During.ENDING,
    Moment.PICTURE: During.ENDING,
    Moment.MAP: During.MAP,
    Moment.LOOKING_BACK: During.DEBRIEF,
    Moment.DISCUSSION: During.DEBRIEF,
    Moment.TAKE_HOME: During.DEBRIEF,
    Moment.HELP: During.HELP,
}


class NotePart(StrEnum):
    """A part of the notes that has its own time."""

    BEFORE = "before"
    SAY = "say"
    HEAR = "hear"
    AFTER_RESULT = "after_result"
    PROMPTS = "prompts"


_OPEN: Mapping[During, frozenset[NotePart]] = {
    During.TELLING: frozenset({NotePart.BEFORE, NotePart.SAY, NotePart.HEAR}),
    During.VOTING: frozenset({NotePart.HEAR}),
    During.RESULT: frozenset({NotePart.HEAR, NotePart.AFTER_RESULT}),
    During.OUTCOME: frozenset({NotePart.AFTER_RESULT}),
    During.TALKING: frozenset({NotePart.HEAR, NotePart.PROMPTS}),
    During.ENDING: frozenset({NotePart.BEFORE, NotePart.SAY, NotePart.HEAR}),
    During.MAP: frozenset(),
    During.DEBRIEF: frozenset({NotePart.HEAR}),
    During.HELP: frozenset(),
}


@dataclass(frozen=True, slots=True)
class HeardShown:
    """What may be heard in class, and what to say then."""

    when: str
    say: str


@dataclass(frozen=True, slots=True)
class RemarkShown:
    """A remark by its name."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class NotesShown:
    """The notes of a scene at one moment. The parts that are `open` are of use now, the others are one tap away."""

    open: frozenset[NotePart]
    before: str | None
    say: tuple[str, ...]
    hear: tuple[HeardShown, ...]
    after_result: str | None
    never: str | None
    now: tuple[RemarkShown, ...]
    folded: tuple[RemarkShown, ...]


def notes_at(moment: Moment, notes: Notes | None, narrator: Narrator) -> NotesShown | None:
    """Give what the desk shows of the notes of a scene at this moment; nothing where the story is not told."""
    during = _WHEN.get(moment)
    if during is None:
        return None
    notes = notes or Notes()
    return NotesShown(
        open=_OPEN[during],
        before=narrator.say(notes.before) if notes.before else None,
        say=tuple(narrator.say(line) for line in notes.say),
        hear=tuple(HeardShown(narrator.say(each.when), narrator.say(each.say)) for each in notes.hear),
        after_result=narrator.say(notes.after_result) if notes.after_result else None,
        never=narrator.say(notes.never) if notes.never else None,
        now=tuple(_told(notes, narrator, during, is_now=True)),
        folded=tuple(_told(notes, narrator, during, is_now=False)),
    )


def _told(notes: Notes, narrator: Narrator, during: During, *, is_now: bool) -> Iterator[RemarkShown]:
    for remark in notes.more:
        if (during in remark.during) == is_now:
            yield RemarkShown(narrator.say(remark.about), narrator.say(remark.text))
