"""Draws the wall: what everybody reads together at this moment, and nothing that is still to come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from classroom.languages import Language
from classroom.lesson.acts import inner_voices
from classroom.lesson.reveal_rule import EDGES, Level
from classroom.lesson.screens.chat import chat_of, outcome_of, tint_of
from classroom.lesson.screens.class_work import own_words_of, sentence_of, table_of
from classroom.lesson.screens.context import ScreenContext, options_of
from classroom.lesson.screens.moment import moment_beneath, moment_of
from classroom.lesson.screens.parts import (
    DebriefCard,
    Gap,
    HelpLine,
    InnerVoice,
    Option,
    Result,
    Scenery,
    Share,
)
from classroom.lesson.screens.path_map import path_map_of, recap_of, sides_of
from classroom.lesson.screens.picture import picture_of
from classroom.lesson.screens.types import WallScreen
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import AFTER_CHOICE, Moment, Phase, Source
from classroom.lesson.state.playthrough import Round, Step
from classroom.lesson.state.prediction import gap_of
from classroom.lesson.state.sentence_building import next_part
from classroom.story.library.facts import Fact, Facts, wording
from classroom.story.model.parts import FactId

TOLD = (Phase.TELLING, Phase.ENDING)
ASKED = (
    Moment.QUESTION,
    Moment.VOTING,
    Moment.CLOSED,
    Moment.REVEALED,
    Moment.GAP,
    Moment.PART,
    Moment.PART_VOTING,
    Moment.PART_CLOSED,
    Moment.SENT,
    Moment.ANSWERED,
)
# Where the class is at the place of the scene, beside while it is told: the story begins at the first, a debrief is where it ended.
AT_THE_PLACE = (
    Moment.AGREEMENTS,
    Moment.PART,
    Moment.PART_VOTING,
    Moment.PART_CLOSED,
    Moment.SENT,
    Moment.ANSWERED,
    Moment.VOICES,
    Moment.TALKING,
    Moment.PAIRS,
    Moment.LOOKING_BACK,
    Moment.DISCUSSION,
    Moment.TAKE_HOME,
)
PICTURED = (Phase.TELLING, Phase.OUTCOME, Phase.TALKING, Phase.ENDING)


def wall_screen(
    context: ScreenContext, language: Language, today: date, audience: str = "projector"
) -> WallScreen:
    """Draw the wall of this room, in this language; `today` decides which facts are past their date.

    A chat line may be for one `audience` only: `projector` or `phones`.
    """
    playthrough, narrator = context.playthrough, context.narrator(language)
    scene, phase = playthrough.scene, playthrough.place.phase
    asks = moment_beneath(playthrough) in ASKED
    ask = scene.poll.ask if scene.poll else scene.ask
    return replace(
        _with_game(_frame(context, language, today), context, language, asks=asks),
        story=narrator.say(scene.story) if scene.story and phase in TOLD else None,
        scenery=_scenery(context),
        chat=chat_of(context, language, audience) if phase in TOLD else None,
        ask=narrator.say(ask) if asks and ask else None,
        is_poll=asks and scene.poll is not None,
        options=_options(context, language) if asks else (),
        result=result_of(context, language) if phase is Phase.REVEALED and not scene.build else None,
        closed_after=_closed_after(context),
        predicts=phase is Phase.VOTING and len(playthrough.open_rounds) > 1,
        outcome=outcome_of(context, language, audience) if phase in AFTER_CHOICE else None,
        prompt=_prompt(context, language) if phase is Phase.TALKING else None,
        debrief=_debrief(context, language) if phase is Phase.DEBRIEF else None,
    )


def _with_game(screen: WallScreen, context: ScreenContext, language: Language, *, asks: bool) -> WallScreen:
    """Add what the class makes, hears and opens."""
    phase, moment = screen.phase, screen.beneath
    return replace(
        screen,
        gap=_gap(context, language) if moment is Moment.GAP else None,
        voices=_voices(context, language),
        sentence=sentence_of(context, language) if asks else None,
        table=table_of(context, language),
        picture=picture_of(context, language)
        if phase in PICTURED and not asks and _is_found(context)
        else None,
        sides=sides_of(context, language) if moment is Moment.SIDES else (),
        map=path_map_of(context, language) if moment is Moment.MAP else None,
        recap=recap_of(context, language) if moment is Moment.RECAP else (),
    )


def _frame(context: ScreenContext, language: Language, today: date) -> WallScreen:
    """Draw what every moment has."""
    playthrough, narrator = context.playthrough, context.narrator(language)
    return WallScreen(
        language=language,
        phase=playthrough.place.phase,
        moment=moment_of(playthrough),
        beneath=moment_beneath(playthrough),
        beat=playthrough.place.beat,
        paused=playthrough.place.paused,
        again=playthrough.held is not None and playthrough.place.phase is Phase.LOBBY,
        code=context.code,
        address=context.address,
        story_title=narrator.say(playthrough.scenario.title),
        content_note=narrator.say(playthrough.scenario.content_note),
        title=narrator.say(playthrough.scene.title),
        on_paper=playthrough.source is Source.PAPER,
        help=help_lines(context, language, today),
        contact=context.contact,
        sound=context.sound,
        calm=context.calm,
        evening=context.evening,
        rehearsal=context.rehearsal,
    )


def result_of(context: ScreenContext, language: Language) -> Result | None:
    """Give what the last round of the present step may tell, or nothing when it may tell nothing."""
    return result_at(context, context.playthrough.step, language)


def result_at(context: ScreenContext, step: Step, language: Language) -> Result | None:
    """Give what the last round of a step may tell, or nothing when it may tell nothing."""
    last = context.playthrough.last_round(step)
    if last is None or last.level is None or not last.tells:
        return None
    return Result(last.level, _shares(context, step, last, language))


def _closed_after(context: ScreenContext) -> tuple[int, int] | None:
    """Give how many of the phones had answered when the vote was closed. Of a void one only the desk hears."""
    playthrough = context.playthrough
    last = (
        playthrough.last_round(playthrough.step)
        if playthrough.place.phase in (Phase.CLOSED, Phase.REVEALED)
        else None
    )
    if last is None or not last.phones or last.level is Level.VOID:
        return None
    return last.answers, last.phones


def _options(context: ScreenContext, language: Language) -> tuple[Option, ...]:
    """Give what is to be chosen from now; of a sentence that is whole nothing is left to choose."""
    playthrough = context.playthrough
    if playthrough.scene.build and playthrough.place.phase not in (Phase.TELLING, Phase.VOTING):
        return ()
    open_round = playthrough.open_round
    part = open_round.part if open_round else next_part(playthrough, playthrough.step)
    return options_of(context, playthrough.step, language, part)


def help_lines(context: ScreenContext, language: Language, today: date) -> tuple[HelpLine, ...]:
    """Give the help of this room's country: what the ending names first, then all the rest."""
    debrief = context.playthrough.scene.debrief
    return help_of(context.facts, debrief.help if debrief else (), language, today)


def help_of(facts: Facts, first: Sequence[FactId], language: Language, today: date) -> tuple[HelpLine, ...]:
    """Give all the help of a country, these first."""
    others = [id_ for id_ in facts.facts if id_.startswith("help.") and id_ not in first]
    known = [*(id_ for id_ in first if id_ in facts.facts), *others]
    return tuple(_help_line(id_, facts.facts[id_], language, today) for id_ in known)


def _help_line(id_: FactId, fact: Fact, language: Language, today: date) -> HelpLine:
    text, to_check = wording(fact, language, today)
    name = fact.name.in_(language) if fact.name else ""
    return HelpLine(
        id_,
        text,
        fact.tel,
        fact.url,
        to_check,
        name=f"{name[0].upper()}{name[1:]}" if name else None,
        line=fact.line.in_(language) if fact.line else None,
        reach=fact.reach.in_(language) if fact.reach and not to_check else None,
    )


def _shares(context: ScreenContext, step: Step, last: Round, language: Language) -> tuple[Share, ...]:
    can = context.playthrough.options(step, last.part)
    options = {option.position: option for option in options_of(context, step, language, last.part)}
    bands = len(EDGES[last.level]) + 1 if last.bands and last.level else 0
    return tuple(
        Share(options[position], last.bands[place] if last.bands else None, bands, position == last.winner)
        for place, position in enumerate(can)
    )


def _scenery(context: ScreenContext) -> Scenery | None:
    """Give what is behind the words, if the story says so: while a scene is told, and while the class stays at it."""
    playthrough, moment = context.playthrough, moment_of(context.playthrough)
    is_played = moment is Moment.OUTCOME and playthrough.taken is not None and playthrough.taken.then
    is_there = playthrough.place.phase in TOLD or moment in AT_THE_PLACE or is_played
    scene = playthrough.scene_at_hand
    if not scene.place or not scene.hour or not is_there:
        return None
    return Scenery(scene.place, scene.hour)


def _is_found(context: ScreenContext) -> bool:
    """Tell whether what a choice brought is told already, and may be in the picture."""
    playthrough = context.playthrough
    return playthrough.place.phase is not Phase.OUTCOME or pacing.outcome_at(playthrough).is_whole


def _gap(context: ScreenContext, language: Language) -> Gap | None:
    step = context.playthrough.step
    found = gap_of(context.playthrough, step)
    if found is None:
        return None
    options = {option.position: option for option in options_of(context, step, language)}
    return Gap(options[found[0]], options[found[1]])


def _voices(context: ScreenContext, language: Language) -> tuple[InnerVoice, ...]:
    narrator, heard = context.narrator(language), len(inner_voices.heard(context.playthrough))
    return tuple(
        InnerVoice(
            name=narrator.name(thought.of),
            tint=tint_of(narrator, thought.of),
            text=narrator.say(thought.says) if number < heard else None,
        )
        for number, thought in enumerate(inner_voices.thoughts(context.playthrough) if heard else ())
    )


def _prompt(context: ScreenContext, language: Language) -> str | None:
    """Give the one question that the class talks about now, if the story has one."""
    playthrough = context.playthrough
    questions = pacing.talks_about(playthrough, playthrough.step)[playthrough.place.beat :]
    return context.narrator(language).say(questions[0]) if questions else None


def _debrief(context: ScreenContext, language: Language) -> DebriefCard | None:
    debrief, beat = context.playthrough.scene.debrief, context.playthrough.place.beat
    if debrief is None:
        return None
    narrator = context.narrator(language)
    if beat == 0:
        return DebriefCard("looking_back", (narrator.say(debrief.responsible), narrator.say(debrief.helped)))
    questions = pacing.questions_for(context.playthrough, context.playthrough.step)
    if beat <= len(questions):
        question = questions[beat - 1]
        return DebriefCard("six" if question is debrief.six else "question", (narrator.say(question),))
    return DebriefCard("sentence", (narrator.say(debrief.sentence),), own_words_of(context, language))
