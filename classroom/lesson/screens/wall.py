"""Draws the wall: what everybody reads together at this moment, and nothing that is still to come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from classroom.lesson.acts import inner_voices
from classroom.lesson.acts.go_on import must_talk
from classroom.lesson.reveal_rule import EDGES, Level
from classroom.lesson.screens.class_work import sentence_of, table_of
from classroom.lesson.screens.context import Stage, options_of
from classroom.lesson.screens.parts import (
    Bubble,
    DebriefCard,
    Gap,
    HelpLine,
    Option,
    Outcome,
    Result,
    Share,
    Voice,
    WayMap,
)
from classroom.lesson.screens.path_map import map_of_way, sides_of
from classroom.lesson.screens.picture import picture_of
from classroom.lesson.screens.types import WallScreen
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import How, Phase, Source
from classroom.lesson.state.playthrough import Round, Step
from classroom.lesson.state.prediction import gap_of
from classroom.lesson.state.sentence_building import next_part
from classroom.story.library.facts import Facts, wording
from classroom.story.model.parts import FactId, Language

TOLD = (Phase.TELLING, Phase.ENDING)
ASKED = (Phase.VOTING, Phase.CLOSED, Phase.REVEALED)
PICTURED = (Phase.TELLING, Phase.OUTCOME, Phase.TALKING, Phase.ENDING)


def wall_screen(stage: Stage, language: Language, today: date, audience: str = "projector") -> WallScreen:
    """Draw the wall of this room, in this language; `today` decides which facts are past their date.

    A chat line may be for one `audience` only: `projector` or `phones`.
    """
    course, voice = stage.course, stage.voice(language)
    scene, phase = course.scene, course.place.phase
    asks = pacing.asks_at(course) or phase in ASKED
    ask = scene.poll.ask if scene.poll else scene.ask
    return replace(
        _with_game(_frame(stage, language, today), stage, language, asks=asks),
        story=voice.say(scene.story) if scene.story and phase in TOLD else None,
        chat=_chat(stage, language, audience) if phase in TOLD else (),
        asks=asks,
        ask=voice.say(ask) if asks and ask else None,
        options=_options(stage, language) if asks else (),
        result=result_of(stage, language) if phase is Phase.REVEALED and not scene.build else None,
        closed_after=_closed_after(stage),
        predicts=phase is Phase.VOTING and len(course.open_rounds) > 1,
        outcome=_outcome(stage, language) if phase in (Phase.OUTCOME, Phase.TALKING) else None,
        in_pairs=phase is Phase.TALKING and must_talk(course),
        prompts=_prompts(stage, language) if phase is Phase.TALKING else (),
        debrief=_debrief(stage, language) if phase is Phase.DEBRIEF else None,
    )


def _with_game(screen: WallScreen, stage: Stage, language: Language, *, asks: bool) -> WallScreen:
    """Add what the class makes, hears and opens."""
    course, phase = stage.course, stage.course.place.phase
    return replace(
        screen,
        gap=_gap(stage, language) if phase is Phase.REVEALED and course.place.beat else None,
        voices=_voices(stage, language),
        sentence=sentence_of(stage, language) if asks else None,
        table=table_of(stage, language),
        picture=picture_of(stage, language) if phase in PICTURED and not asks else None,
        sides=sides_of(stage, language),
        is_whole=phase is Phase.ENDING and pacing.shows_picture(course, course.place.beat),
        map=_map(stage, language),
    )


def _map(stage: Stage, language: Language) -> WayMap | None:
    course = stage.course
    is_there = course.place.phase is Phase.ENDING and pacing.shows_map(course, course.place.beat)
    return map_of_way(stage, language) if is_there else None


def _frame(stage: Stage, language: Language, today: date) -> WallScreen:
    """Draw what every moment of a lesson has."""
    course, voice = stage.course, stage.voice(language)
    return WallScreen(
        language=language,
        phase=course.place.phase,
        beat=course.place.beat,
        paused=course.place.paused,
        again=course.held is not None and course.place.phase is Phase.LOBBY,
        code=stage.code,
        address=stage.address,
        story_title=voice.say(course.scenario.title),
        content_note=voice.say(course.scenario.content_note),
        title=voice.say(course.scene.title),
        by_cards=course.source is Source.CARDS,
        help=help_lines(stage, language, today),
        contact=stage.contact,
        sound=stage.sound,
        calm=stage.calm,
        rehearsal=stage.rehearsal,
    )


def result_of(stage: Stage, language: Language) -> Result | None:
    """Give what the last round of the present step may tell, or nothing when it may tell nothing."""
    return result_at(stage, stage.course.step, language)


def result_at(stage: Stage, step: Step, language: Language) -> Result | None:
    """Give what the last round of a step may tell, or nothing when it may tell nothing."""
    last = stage.course.last_round(step)
    if last is None or last.level is None or not last.tells:
        return None
    return Result(last.level, _shares(stage, step, last, language))


def _closed_after(stage: Stage) -> tuple[int, int] | None:
    """Give how many of the phones had answered when the vote was closed. Of a void one only the desk hears."""
    course = stage.course
    last = course.last_round(course.step) if course.place.phase in (Phase.CLOSED, Phase.REVEALED) else None
    if last is None or not last.phones or last.level is Level.VOID:
        return None
    return last.answers, last.phones


def _options(stage: Stage, language: Language) -> tuple[Option, ...]:
    """Give what is to be chosen from now; of a sentence that is whole nothing is left to choose."""
    course = stage.course
    if course.scene.build and course.place.phase not in (Phase.TELLING, Phase.VOTING):
        return ()
    open_round = course.open_round
    part = open_round.part if open_round else next_part(course, course.step)
    return options_of(stage, course.step, language, part)


def help_lines(stage: Stage, language: Language, today: date) -> tuple[HelpLine, ...]:
    """Give the help of this room's country: what the ending names first, then all the rest."""
    debrief = stage.course.scene.debrief
    return help_of(stage.facts, debrief.help if debrief else (), language, today)


def help_of(facts: Facts, first: Sequence[FactId], language: Language, today: date) -> tuple[HelpLine, ...]:
    """Give all the help of a country, these first."""
    others = [id_ for id_ in facts.facts if id_.startswith("help.") and id_ not in first]
    lines = []
    for id_ in [*(id_ for id_ in first if id_ in facts.facts), *others]:
        fact = facts.facts[id_]
        text, to_check = wording(fact, language, today)
        lines.append(HelpLine(id_, text, fact.tel, fact.url, to_check))
    return tuple(lines)


def _shares(stage: Stage, step: Step, last: Round, language: Language) -> tuple[Share, ...]:
    can = stage.course.options(step, last.part)
    options = {option.position: option for option in options_of(stage, step, language, last.part)}
    bands = len(EDGES[last.level]) + 1 if last.bands and last.level else 0
    return tuple(
        Share(options[position], last.bands[place] if last.bands else None, bands, position == last.winner)
        for place, position in enumerate(can)
    )


def _chat(stage: Stage, language: Language, audience: str) -> tuple[Bubble, ...]:
    voice, course = stage.voice(language), stage.course
    lead = next(iter(course.scenario.cast))
    told = pacing.lines_told(course, course.place.beat)
    return tuple(
        Bubble(
            name=voice.name(line.from_),
            mine=line.from_ == lead,
            text=voice.say(line.says) if line.says else None,
            time=line.time,
            deleted=line.deleted,
        )
        for line in pacing.lines_for_all(course.scene)[:told]
        if line.only in (None, audience)
    )


def _outcome(stage: Stage, language: Language) -> Outcome | None:
    course = stage.course
    choice, position = course.taken, course.step.choice
    if choice is None or position is None:
        return None
    voice, last = stage.voice(language), course.last_round(course.deciding)
    letter = next(
        (
            option.letter
            for option in options_of(stage, course.deciding, language)
            if option.position == position
        ),
        "",
    )
    return Outcome(
        option=Option(position, letter, voice.say(choice.says)),
        text=voice.say(choice.outcome) if choice.outcome else "",
        harmful=choice.harmful,
        how=course.step.how,
        against_vote=course.step.how is How.TEACHER and last is not None and last.tells,
    )


def _gap(stage: Stage, language: Language) -> Gap | None:
    step = stage.course.step
    found = gap_of(stage.course, step)
    if found is None:
        return None
    options = {option.position: option for option in options_of(stage, step, language)}
    return Gap(options[found[0]], options[found[1]])


def _voices(stage: Stage, language: Language) -> tuple[Voice, ...]:
    voice, heard = stage.voice(language), inner_voices.heard(stage.course)
    return tuple(Voice(voice.name(thought.of), voice.say(thought.says)) for thought in heard)


def _prompts(stage: Stage, language: Language) -> tuple[str, ...]:
    voice = stage.voice(language)
    prompts = stage.course.scenario.scenes[stage.course.deciding.state.scene].prompts
    if prompts is None:
        return ()
    return tuple(voice.say(text) for text in (prompts.receiver[0], prompts.consent[0]))


def _debrief(stage: Stage, language: Language) -> DebriefCard | None:
    debrief, beat = stage.course.scene.debrief, stage.course.place.beat
    if debrief is None:
        return None
    voice = stage.voice(language)
    if beat == 0:
        return DebriefCard("looking_back", (voice.say(debrief.responsible), voice.say(debrief.helped)))
    questions = pacing.questions_for(stage.course, stage.course.step)
    if beat <= len(questions):
        question = questions[beat - 1]
        return DebriefCard("six" if question is debrief.six else "question", (voice.say(question),))
    return DebriefCard("sentence", (voice.say(debrief.sentence),))
