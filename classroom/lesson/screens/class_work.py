"""Draws what the class makes together: a sentence out of parts, and cards in piles."""

from classroom.lesson.acts import card_sorting
from classroom.lesson.screens.context import Stage
from classroom.lesson.screens.parts import CardTable, Pile, Sentence, Table
from classroom.lesson.state import sentence_building
from classroom.lesson.state.enums import Phase, Question
from classroom.lesson.state.playthrough import Course
from classroom.lesson.votes.opening import question_of
from classroom.story.model.parts import Build, Language


def sentence_of(stage: Stage, language: Language) -> Sentence | None:
    """Give the sentence that is built in the present step, as far as it has come."""
    course, voice = stage.course, stage.voice(language)
    step = course.step
    build = sentence_building.build_at(course, step)
    if build is None:
        return None
    made = sentence_building.made(course, step)
    is_sent = course.place.phase is Phase.REVEALED and len(made) == len(build.parts)
    return Sentence(
        by=voice.name(build.by),
        answered_by=voice.name(build.answered_by),
        made=tuple(voice.say(build.parts[part][chosen]) for part, chosen in enumerate(made)),
        part=_part_at_hand(course) + 1,
        parts=len(build.parts),
        is_sent=is_sent,
        reply=_reply(stage, build, made, language) if is_sent and course.place.beat else None,
    )


def words_of_sentence(stage: Stage, number: int, language: Language) -> str | None:
    """Give the newest sentence that was built in step `number`, for whoever looks back; nothing when none was finished."""
    course, voice = stage.course, stage.voice(language)
    step = course.steps[number]
    build = sentence_building.build_at(course, step)
    if build is None or not sentence_building.is_made(course, step):
        return None
    made = enumerate(sentence_building.made(course, step))
    return " ".join(voice.say(build.parts[part][chosen]) for part, chosen in made)


def table_of(stage: Stage, language: Language) -> Table | None:
    """Give the cards as they are sorted, once they are on the wall."""
    desk = cards_of(stage, language)
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


def cards_of(stage: Stage, language: Language) -> CardTable | None:
    """Give the cards of the scene at hand for the desk, on the wall or not yet."""
    course, voice = stage.course, stage.voice(language)
    cards = card_sorting.cards_at(course)
    if cards is None:
        return None
    piles = course.place.piles or (card_sorting.NO_PILE,) * len(cards.cards)
    return CardTable(
        ask=voice.say(cards.ask),
        piles=tuple(voice.say(pile) for pile in cards.piles),
        cards=tuple(zip((voice.say(card) for card in cards.cards), piles, strict=True)),
        is_shown=card_sorting.on_table(course),
    )


def _part_at_hand(course: Course) -> int:
    """Give the part that is asked for, was asked for last, or comes next."""
    last = course.last_round(course.step)
    is_asked = course.place.phase in (Phase.VOTING, Phase.CLOSED) and last is not None
    if is_asked and question_of(course, course.step) is Question.BUILD and last is not None:
        return last.part
    return sentence_building.next_part(course, course.step)


def _reply(stage: Stage, build: Build, made: tuple[int, ...], language: Language) -> str:
    return stage.voice(language).say(sentence_building.reply_to(build, made))
