"""Gives what stands on the wall now, to be read aloud from a remote by somebody with her back to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from classroom.lesson.screens.parts import Chat
from classroom.lesson.screens.types import WORDLESS, Spoken, SpokenKind, WallScreen
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import Moment


def aloud(wall: WallScreen) -> tuple[Spoken, ...]:
    """Give all the words of this wall that are read aloud, in their order; nothing of what it does not show now."""
    parts = [
        part
        for give in _READ.get(wall.moment, ())
        for part in give(wall)
        if part.text or part.kind in WORDLESS
    ]
    if parts and _grows(wall):
        parts[-1] = replace(parts[-1], is_newest=True)
    return tuple(parts)


def _grows(wall: WallScreen) -> bool:
    """Tell whether lines come one by one, below those that were read."""
    return bool(wall.chat or wall.voices or wall.outcome)


def _agreed(wall: WallScreen) -> Iterator[Spoken]:
    tells = pacing.tells_content_note(wall.beat)
    yield Spoken(SpokenKind.HEAD, wall.content_note) if tells else Spoken(SpokenKind.AGREEMENT)


def _recalled(wall: WallScreen) -> Iterator[Spoken]:
    for each in wall.recap:
        yield Spoken(SpokenKind.OPTION, each.option.text, each.option.letter)
        if each.begins:
            yield Spoken(SpokenKind.TOLD, each.begins)


def _told(wall: WallScreen) -> Iterator[Spoken]:
    yield Spoken(SpokenKind.HEAD, wall.title)
    if wall.story and not wall.chat:
        yield Spoken(SpokenKind.TOLD, wall.story)
    yield from _chat(wall.chat)


def _chat(chat: Chat | None) -> Iterator[Spoken]:
    for turn in chat.turns if chat else ():
        for line in turn.bubbles:
            kind = SpokenKind.DELETED if line.deleted else SpokenKind.SAID if line.text else SpokenKind.PHOTO
            yield Spoken(kind, "" if line.deleted else line.text or "", turn.name)
        if not turn.bubbles:
            yield Spoken(SpokenKind.TYPING, who=turn.name)


def _asked(wall: WallScreen) -> Iterator[Spoken]:
    if wall.ask:
        yield Spoken(SpokenKind.HEAD, wall.ask)
    for option in wall.options:
        yield Spoken(SpokenKind.OPTION, option.text, option.letter, locked=option.locked)


def _guessed(wall: WallScreen) -> Iterator[Spoken]:
    if wall.gap:
        yield Spoken(SpokenKind.GUESSED, wall.gap.guessed.text, wall.gap.guessed.letter)
        yield Spoken(SpokenKind.CHOSEN, wall.gap.chosen.text, wall.gap.chosen.letter)


def _gathered(wall: WallScreen) -> Iterator[Spoken]:
    for find in wall.picture.finds if wall.picture else ():
        if find.is_found:
            yield Spoken(SpokenKind.HEAD, find.name)


def _made(wall: WallScreen) -> Iterator[Spoken]:
    if wall.sentence and wall.sentence.made:
        yield Spoken(SpokenKind.SAID, " ".join(wall.sentence.made), wall.sentence.by)
    if wall.sentence and wall.sentence.reply:
        yield Spoken(SpokenKind.SAID, wall.sentence.reply, wall.sentence.answered_by)


def _heard(wall: WallScreen) -> Iterator[Spoken]:
    for voice in wall.voices:
        if voice.text:
            yield Spoken(SpokenKind.SAID, voice.text, voice.name)


def _sorted(wall: WallScreen) -> Iterator[Spoken]:
    if wall.table:
        yield Spoken(SpokenKind.HEAD, wall.table.ask)
        yield Spoken(SpokenKind.TOLD, wall.table.next_card or "")


def _came(wall: WallScreen) -> Iterator[Spoken]:
    if wall.outcome is None:
        return
    yield Spoken(SpokenKind.OPTION, wall.outcome.option.text, wall.outcome.option.letter)
    yield from _chat(wall.outcome.chat)
    yield Spoken(SpokenKind.TOLD, wall.outcome.text)
    if wall.outcome.harmful and wall.outcome.is_whole:
        yield Spoken(SpokenKind.NORM)
    for found in wall.outcome.found:
        yield Spoken(SpokenKind.HEAD, found)


def _talked(wall: WallScreen) -> Iterator[Spoken]:
    yield Spoken(SpokenKind.HEAD, wall.prompt) if wall.prompt else Spoken(SpokenKind.TALK)


def _compared(wall: WallScreen) -> Iterator[Spoken]:
    for side in wall.sides:
        yield Spoken(SpokenKind.OPTION, side.option.text, side.option.letter)
        yield Spoken(SpokenKind.TOLD, side.begins)


def _looked_back(wall: WallScreen) -> Iterator[Spoken]:
    for text in wall.debrief.texts if wall.debrief else ():
        yield Spoken(SpokenKind.TOLD, text)
    if wall.debrief and wall.debrief.own:
        yield Spoken(SpokenKind.SAID, wall.debrief.own)


def _helped(wall: WallScreen) -> Iterator[Spoken]:
    yield Spoken(SpokenKind.HEAD, ", ".join(filter(None, (wall.contact.name, wall.contact.room))))
    for told in wall.contact.lines:
        yield Spoken(SpokenKind.TOLD, told)
    for line in wall.help_in_sight:
        yield Spoken(SpokenKind.HEAD, line.name or "")
        yield Spoken(SpokenKind.TOLD, line.tel or line.site or "")
        yield Spoken(SpokenKind.TOLD, line.line or line.text)


_READ: Mapping[Moment, tuple[Callable[[WallScreen], Iterator[Spoken]], ...]] = {
    Moment.RECAP: (_recalled,),
    Moment.AGREEMENTS: (_agreed,),
    Moment.TELLING: (_told,),
    Moment.ENDING: (_told,),
    Moment.QUESTION: (_asked,),
    Moment.VOTING: (_asked,),
    Moment.CLOSED: (_asked,),
    Moment.PART: (_made, _asked),
    Moment.PART_VOTING: (_made, _asked),
    Moment.PART_CLOSED: (_made,),
    Moment.SENT: (_made,),
    Moment.ANSWERED: (_made,),
    Moment.GAP: (_guessed,),
    Moment.PICTURE: (_gathered,),
    Moment.VOICES: (_heard,),
    Moment.TABLE: (_sorted,),
    Moment.OUTCOME: (_came,),
    Moment.TALKING: (_talked,),
    Moment.PAIRS: (_talked,),
    Moment.SIDES: (_compared,),
    Moment.LOOKING_BACK: (_looked_back,),
    Moment.DISCUSSION: (_looked_back,),
    Moment.TAKE_HOME: (_looked_back,),
    Moment.HELP: (_helped,),
}
