"""Draws a chat, as far as it is told, as somebody would see it on the phone of the leading character; and what comes of a choice there."""

from collections.abc import Iterable, Sequence

from classroom.languages import Language
from classroom.lesson.screens.context import ScreenContext, options_of
from classroom.lesson.screens.parts import Bubble, Chat, Option, Outcome, Turn
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import How
from classroom.story.model.narrator import Narrator
from classroom.story.model.parts import Message

TINTS = 5


def chat_of(context: ScreenContext, language: Language, audience: str) -> Chat | None:
    """Give the lines of the present scene that are told, if there are any yet; one may be for one `audience` alone."""
    playthrough, narrator = context.playthrough, context.narrator(language)
    scene = playthrough.scene
    name = narrator.say(scene.chat_name) if scene.chat_name else _alone_with(narrator, scene.chat)
    told = pacing.chat_at(scene, playthrough.place.beat)
    return _chat(narrator, name, _seen(scene.chat, audience, told.lines), told.typing)


def outcome_of(context: ScreenContext, language: Language, audience: str) -> Outcome | None:
    """Give the outcome of the choice that was taken, as far as it is told."""
    playthrough, narrator = context.playthrough, context.narrator(language)
    choice, position = playthrough.taken, playthrough.step.choice
    if choice is None or position is None:
        return None
    told, last = pacing.outcome_at(playthrough), playthrough.last_round(playthrough.deciding)
    return Outcome(
        option=Option(position, _letter(context, position, language), narrator.say(choice.says)),
        text=narrator.say(choice.outcome) if choice.outcome and told.is_told else "",
        harmful=choice.harmful,
        how=playthrough.step.how,
        against_vote=playthrough.step.how is How.TEACHER and last is not None and last.tells,
        chat=_chat_after(context, language, audience),
        is_told=told.is_told,
        is_whole=told.is_whole,
        found=_found(context, language) if told.is_whole and not choice.harmful else (),
    )


def _chat_after(context: ScreenContext, language: Language, audience: str) -> Chat | None:
    """Give the lines that are played after the choice that was taken, as far as they are told, if there are any.

    Above them stands what was sent last before the choice, unless they are sent in another chat.
    """
    playthrough, narrator = context.playthrough, context.narrator(language)
    choice, scene = playthrough.taken, playthrough.scene_at_hand
    if choice is None or not choice.then:
        return None
    told = pacing.outcome_at(playthrough).chat
    lines = _seen(choice.then, audience, told.lines)
    if choice.chat_name:
        return _chat(narrator, narrator.say(choice.chat_name), lines, told.typing)
    name = narrator.say(scene.chat_name) if scene.chat_name else None
    before = _in_turns(_seen(scene.chat, audience))[-1:]
    shown = [line for turn in before for line in turn if line.says]
    return _chat(
        narrator, name or _alone_with(narrator, (*scene.chat, *choice.then)), [*shown, *lines], told.typing
    )


def _chat(
    narrator: Narrator, name: str | None, lines: Sequence[Message], typing: Sequence[str]
) -> Chat | None:
    turns = [_turn(narrator, turn) for turn in _in_turns(lines)]
    turns += [Turn(narrator.name(person), tint_of(narrator, person), None, ()) for person in typing]
    return Chat(name, tuple(turns)) if turns else None


def _seen(lines: Iterable[Message], audience: str, told: int | None = None) -> list[Message]:
    """Give what this audience sees of the lines, of those for all the first ones that are told."""
    return [line for line in pacing.lines_for_all(lines)[:told] if line.only in (None, audience)]


def tint_of(narrator: Narrator, person: str) -> int:
    """Give which of five tints somebody has in the whole story, from 1; the leading character has none, which is 0."""
    place = list(narrator.cast).index(person)
    return (place - 1) % TINTS + 1 if place else 0


def _alone_with(narrator: Narrator, lines: Iterable[Message]) -> str | None:
    """Give who else is in this chat, if that is one person."""
    lead = next(iter(narrator.cast))
    others = {line.from_ for line in pacing.lines_for_all(lines)} - {lead}
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


def _letter(context: ScreenContext, position: int, language: Language) -> str:
    options = options_of(context, context.playthrough.deciding, language)
    return next((option.letter for option in options if option.position == position), "")


def _found(context: ScreenContext, language: Language) -> tuple[str, ...]:
    playthrough, narrator = context.playthrough, context.narrator(language)
    new = pacing.finds_new(playthrough, playthrough.step)
    return tuple(narrator.say(name) for id_, name in playthrough.scenario.tray.items() if id_ in new)
