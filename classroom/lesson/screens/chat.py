"""Draws a chat: what is told of it so far, as somebody would see it on the phone of the leading character."""

from collections.abc import Iterable

from classroom.languages import Language
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.parts import Bubble, Chat, Turn
from classroom.lesson.state import pacing
from classroom.story.model.narrator import Narrator
from classroom.story.model.parts import Message
from classroom.story.model.scenario import Scene

TINTS = 5


def chat_of(context: ScreenContext, language: Language, audience: str) -> Chat | None:
    """Give the lines of the present scene that are told, if there are any yet; one may be for one `audience` alone."""
    playthrough, narrator = context.playthrough, context.narrator(language)
    scene = playthrough.scene
    told = pacing.chat_at(scene, playthrough.place.beat)
    lines = pacing.lines_for_all(scene)[: told.lines]
    turns = [
        _turn(narrator, turn) for turn in _in_turns(line for line in lines if line.only in (None, audience))
    ]
    turns += [Turn(narrator.name(person), tint_of(narrator, person), None, ()) for person in told.typing]
    if not turns:
        return None
    return Chat(
        name=narrator.say(scene.chat_name) if scene.chat_name else _alone_with(narrator, scene),
        turns=tuple(turns),
    )


def tint_of(narrator: Narrator, person: str) -> int:
    """Give which of five tints somebody has in the whole story, from 1; the leading character has none, which is 0."""
    place = list(narrator.cast).index(person)
    return (place - 1) % TINTS + 1 if place else 0


def _alone_with(narrator: Narrator, scene: Scene) -> str | None:
    """Give who else is in this chat, if that is one person."""
    lead = next(iter(narrator.cast))
    others = {line.from_ for line in pacing.lines_for_all(scene)} - {lead}
    return narrator.name(others.pop()) if len(others) == 1 else None


def _in_turns(lines: Iterable[Message]) -> list[list[Message]]:
    """Part the lines: a turn ends where somebody else speaks, or where it has become another time."""
    turns: list[list[Message]] = []
    for line in lines:
        first = turns[-1][0] if turns else None
        if first and line.from_ == first.from_ and line.time in (None, first.time):
            turns[-1].append(line)
        else:
            turns.append([line])
    return turns


def _bubble(narrator: Narrator, line: Message) -> Bubble:
    return Bubble(
        narrator.say(line.says) if line.says else None, line.deleted, line.read_by, line.thumbs or 0
    )


def _turn(narrator: Narrator, lines: list[Message]) -> Turn:
    first = lines[0]
    return Turn(
        name=narrator.name(first.from_),
        tint=tint_of(narrator, first.from_),
        time=first.time,
        bubbles=tuple(_bubble(narrator, line) for line in lines),
    )
