"""Draws what the class makes together: a sentence out of parts, cards in piles, and what it said in the story."""

import re
from itertools import pairwise

from classroom.languages import Language
from classroom.lesson.acts import card_sorting
from classroom.lesson.acts.what_if import own_path
from classroom.lesson.screens.chat import tint_of
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.parts import CardTable, Pile, Sentence, Table
from classroom.lesson.state import sentence_building
from classroom.lesson.state.enums import How, Phase, Question
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.lesson.votes.opening import question_of
from classroom.story.model.parts import Build

# Between the quotation marks of Dutch or of English print.
SAID = re.compile("\u2018((?:[^\u2018\u2019]|\u2019(?=\\w))+)\u2019|\u201c([^\u201c\u201d]+)\u201d")


def sentence_of(context: ScreenContext, language: Language) -> Sentence | None:
    """Give the sentence that is built in the present step, as far as it has come."""
    playthrough, narrator = context.playthrough, context.narrator(language)
    step = playthrough.step
    build = sentence_building.build_at(playthrough, step)
    if build is None:
        return None
    made = sentence_building.made(playthrough, step)
    is_sent = playthrough.place.phase is Phase.REVEALED and len(made) == len(build.parts)
    return Sentence(
        by=narrator.name(build.by),
        answered_by=narrator.name(build.answered_by),
        tint=tint_of(narrator, build.answered_by),
        made=tuple(narrator.say(build.parts[part][chosen]) for part, chosen in enumerate(made)),
        part=_part_at_hand(playthrough) + 1,
        parts=len(build.parts),
        is_sent=is_sent,
        reply=_reply(context, build, made, language) if is_sent and playthrough.place.beat else None,
    )


def words_of_sentence(context: ScreenContext, number: int, language: Language) -> str | None:
    """Give the newest sentence that was built in step `number`, for whoever looks back; nothing when none was finished."""
    playthrough, narrator = context.playthrough, context.narrator(language)
    step = playthrough.steps[number]
    build = sentence_building.build_at(playthrough, step)
    if build is None or not sentence_building.is_made(playthrough, step):
        return None
    made = enumerate(sentence_building.made(playthrough, step))
    return " ".join(narrator.say(build.parts[part][chosen]) for part, chosen in made)


def own_words_of(context: ScreenContext, language: Language) -> str | None:
    """Give the newest sentence that the class built, or else the newest that it voted to say, if it did either.

    It is told by the class's own way alone. What did harm is not said once more.
    """
    path = own_path(context.playthrough)
    built = (words_of_sentence(context, step.number, language) for step in reversed(path))
    said = (_said(context, step, then, language) for step, then in reversed(list(pairwise(path))))
    return next(filter(None, built), None) or next(filter(None, said), None)


def table_of(context: ScreenContext, language: Language) -> Table | None:
    """Give the cards as they are sorted, once they are on the wall."""
    desk = cards_of(context, language)
    if desk is None or not desk.is_shown:
        return None

    def on(number: int) -> tuple[str, ...]:
        return tuple(name for name, pile in desk.cards if pile == number)

    waiting = on(card_sorting.NO_PILE)
    return Table(
        ask=desk.ask,
        next_card=waiting[0] if waiting else None,
        left=len(waiting),
        piles=tuple(Pile(name, on(number)) for number, name in enumerate(desk.piles)),
    )


def cards_of(context: ScreenContext, language: Language) -> CardTable | None:
    """Give the cards of the scene at hand for the desk, on the wall or not yet."""
    playthrough, narrator = context.playthrough, context.narrator(language)
    cards = card_sorting.cards_at(playthrough)
    if cards is None:
        return None
    piles = playthrough.place.piles or (card_sorting.NO_PILE,) * len(cards.cards)
    return CardTable(
        ask=narrator.say(cards.ask),
        piles=tuple(narrator.say(pile) for pile in cards.piles),
        cards=tuple(zip((narrator.say(card) for card in cards.cards), piles, strict=True)),
        is_shown=card_sorting.on_table(playthrough),
    )


def _part_at_hand(playthrough: Playthrough) -> int:
    """Give the part that is asked for, was asked for last, or comes next."""
    last = playthrough.last_round(playthrough.step)
    is_asked = playthrough.place.phase in (Phase.VOTING, Phase.CLOSED) and last is not None
    if is_asked and question_of(playthrough, playthrough.step) is Question.BUILD and last is not None:
        return last.part
    return sentence_building.next_part(playthrough, playthrough.step)


def _reply(context: ScreenContext, build: Build, made: tuple[int, ...], language: Language) -> str:
    return context.narrator(language).say(sentence_building.reply_to(build, made))


def _said(context: ScreenContext, step: Step, then: Step, language: Language) -> str | None:
    """Give what is said aloud, or typed, in what the class chose in this step."""
    if then.choice is None or then.how is not How.VOTE:
        return None
    choice = context.playthrough.scenario.scenes[step.state.scene].choices[then.choice]
    found = None if choice.harmful else SAID.search(context.narrator(language).say(choice.says))
    return found[1] or found[2] if found else None
