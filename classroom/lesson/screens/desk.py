"""Draws the desk: the next act, what may be done besides, and the teacher's notes."""

from dataclasses import replace
from datetime import date

from classroom.languages import Language
from classroom.lesson.acts import what_if
from classroom.lesson.acts.dispatch import may
from classroom.lesson.acts.go_on import leads_away
from classroom.lesson.commands import Act
from classroom.lesson.screens.class_work import cards_of
from classroom.lesson.screens.context import ScreenContext, options_of
from classroom.lesson.screens.moment import moment_beneath
from classroom.lesson.screens.parts import InnerVoice, Option
from classroom.lesson.screens.path_map import path_map_of, seen
from classroom.lesson.screens.primary_action import primary_action
from classroom.lesson.screens.prompting.guidance import hint_of, late_action, undo_of
from classroom.lesson.screens.prompting.notes import notes_at
from classroom.lesson.screens.prompting.route import route_of
from classroom.lesson.screens.prompting.schedule import due_by
from classroom.lesson.screens.types import DeskScreen, Fact, WallScreen
from classroom.lesson.screens.wall import result_of, wall_screen
from classroom.lesson.state import pacing, sentence_building
from classroom.lesson.state.enums import AFTER_CHOICE, Phase
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.state.prediction import should_leave
from classroom.lesson.votes.closing import Withheld, withheld
from classroom.lesson.votes.turnout import MOST_PUPILS
from classroom.story.graph.durations import longest
from classroom.story.graph.explore import exits
from classroom.story.library.facts import wording
from classroom.story.model.scenario import Scene

OPENED_IN = (Phase.ENDING, Phase.DEBRIEF, Phase.HELP)
TOLD_IN = (
    Phase.TELLING,
    Phase.VOTING,
    Phase.CLOSED,
    Phase.REVEALED,
    Phase.OUTCOME,
    Phase.TALKING,
    Phase.ENDING,
)


def desk_screen(context: ScreenContext, language: Language, today: date) -> DeskScreen:
    """Draw the desk of this room, in this language; `today` decides which facts are marked as past their date."""
    scene = context.playthrough.scene_at_hand
    prompts, narrator = scene.prompts, context.narrator(language)
    about = context.playthrough.scenario.teacher
    return replace(
        _without_notes(context, language, today),
        notes=notes_at(moment_beneath(context.playthrough), scene.teacher, narrator),
        story_notes=narrator.say(about) if about else None,
        consent=tuple(narrator.say(text) for text in prompts.consent) if prompts else (),
        receiver=tuple(narrator.say(text) for text in prompts.receiver) if prompts else (),
        facts=_facts(context, scene, language, today),
        thoughts=tuple(
            InnerVoice(narrator.name(each.of), narrator.say(each.says)) for each in scene.thoughts
        ),
        cards=cards_of(context, language),
        route=route_of(context.playthrough),
        due_by=due_by(context.playthrough),
        ways=path_map_of(context, language) if may(context.playthrough, Act.WHAT_IF) else None,
        is_aside=what_if.is_aside(context.playthrough),
        seen=tuple(sorted(seen(context.playthrough))) if _is_remembered(context) else (),
    )


def _is_remembered(context: ScreenContext) -> bool:
    """Tell whether the browser is to remember what was looked at; nothing is kept of a rehearsal."""
    return context.playthrough.place.phase in OPENED_IN and not context.rehearsal


def _without_notes(context: ScreenContext, language: Language, today: date) -> DeskScreen:
    """Draw the desk without what is written for the teacher."""
    playthrough, wall = context.playthrough, wall_screen(context, language, today)
    return DeskScreen(
        wall=wall,
        version=context.version,
        country=context.facts.jurisdiction,
        plan=playthrough.plan,
        pupils=playthrough.pupils,
        acts=frozenset(act for act in Act if may(playthrough, act)),
        primary_action=primary_action(playthrough),
        late_action=late_action(playthrough),
        hint=hint_of(playthrough),
        title=_title(wall),
        withheld=withheld(playthrough),
        all_now=_all_now(playthrough),
        closed_result=result_of(context, language) if playthrough.place.phase is Phase.CLOSED else None,
        leave_guess=playthrough.place.phase in (Phase.CLOSED, Phase.REVEALED)
        and should_leave(playthrough, playthrough.step),
        alternatives=alternatives_of(context, language),
        next_title=_next_title(context, language),
        progress=_progress(playthrough),
        kept=context.kept,
        beat_of=beat_of(playthrough),
        undo=undo_of(playthrough),
    )


def beat_of(playthrough: Playthrough) -> tuple[int, int]:
    """Give which beat of its phase this is, from 1, and of how many."""
    place = playthrough.place
    return place.beat + 1, pacing.beats_of(playthrough, place.phase, playthrough.step)


def _title(wall: WallScreen) -> str:
    if wall.outcome:
        return wall.outcome.option.text
    return wall.title if wall.phase in TOLD_IN else wall.story_title


def _progress(playthrough: Playthrough) -> tuple[int, int] | None:
    if playthrough.place.phase not in TOLD_IN:
        return None
    # After a choice the next scene is the step already, and not told yet.
    told = len(playthrough.path) - (playthrough.place.phase in AFTER_CHOICE)
    story = playthrough.scenario
    return told, int(longest(story, story.start, lambda _scene: 1))


def _all_now(playthrough: Playthrough) -> int | None:
    """Give how many take part, if every phone of a void round is a pupil's; nothing where no class is so large."""
    last = playthrough.last_round(playthrough.step) if withheld(playthrough) is Withheld.VOID else None
    return last.phones if last and last.phones <= MOST_PUPILS else None


def alternatives_of(context: ScreenContext, language: Language) -> tuple[Option, ...]:
    """Give the ways that the teacher may take now, openly."""
    if not may(context.playthrough, Act.CHOOSE):
        return ()
    step = context.playthrough.step
    part = sentence_building.next_part(context.playthrough, step)
    can = context.playthrough.options(step, part)
    return tuple(option for option in options_of(context, step, language, part) if option.position in can)


def _facts(context: ScreenContext, scene: Scene, language: Language, today: date) -> tuple[Fact, ...]:
    known = [(id_, context.facts.facts[id_]) for id_ in scene.facts if id_ in context.facts.facts]
    return tuple(Fact(id_, *wording(fact, language, today)) for id_, fact in known)


def _next_title(context: ScreenContext, language: Language) -> str | None:
    """Give the next scene's title where only one can follow, and the large button leads to it."""
    playthrough = context.playthrough
    if leads_away(playthrough):
        return None
    titles = {playthrough.scenario.scenes[scene].title for scene in _onward(playthrough)}
    return context.narrator(language).say(titles.pop()) if len(titles) == 1 else None


def _onward(playthrough: Playthrough) -> tuple[str, ...]:
    is_there = playthrough.place.phase in AFTER_CHOICE
    return (playthrough.step.state.scene,) if is_there else exits(playthrough.scene)
