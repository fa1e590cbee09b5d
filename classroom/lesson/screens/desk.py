"""Draws the desk: the next act, what may be done besides, and the teacher's notes."""

from dataclasses import replace
from datetime import date
from functools import cache

from classroom.lesson.acts import what_if
from classroom.lesson.acts.dispatch import may
from classroom.lesson.acts.go_on import leads_away, must_talk
from classroom.lesson.commands import Act
from classroom.lesson.screens.class_work import cards_of
from classroom.lesson.screens.context import Stage, options_of
from classroom.lesson.screens.parts import Option, Voice
from classroom.lesson.screens.path_map import map_of_way, opened
from classroom.lesson.screens.types import DeskScreen, Fact
from classroom.lesson.screens.wall import result_of, wall_screen
from classroom.lesson.state import pacing, sentence_building
from classroom.lesson.state.enums import Door, How, Phase
from classroom.lesson.state.playthrough import Course, Step
from classroom.lesson.state.prediction import should_leave
from classroom.lesson.votes import on_paper
from classroom.lesson.votes.closing import Withheld, withheld
from classroom.lesson.votes.opening import may_vote
from classroom.lesson.votes.turnout import MOST_PUPILS
from classroom.story.library.facts import wording
from classroom.story.model.parts import Language
from classroom.story.model.scenario import Scene

OPENED_IN = (Phase.ENDING, Phase.DEBRIEF, Phase.HELP)
PRIMARY = {
    Phase.LOBBY: "begin",
    Phase.AGREEMENTS: "agreements_next",
    Phase.VOTING: "close_vote",
    Phase.CLOSED: "show_result",
    Phase.REVEALED: "to_outcome",
    Phase.OUTCOME: "to_talk",
    Phase.TALKING: "next_scene",
    Phase.DEBRIEF: "debrief_next",
    Phase.HELP: "end",
    Phase.ENDED: "ended",
}


def desk_screen(stage: Stage, language: Language, today: date) -> DeskScreen:
    """Draw the desk of this room, in this language; `today` decides which facts are marked as past their date."""
    scene = _scene_at_hand(stage.course)
    prompts, voice = scene.prompts, stage.voice(language)
    about = stage.course.scenario.teacher
    return replace(
        _controls(stage, language, today),
        notes=voice.say(scene.teacher) if scene.teacher else None,
        story_notes=voice.say(about) if about else None,
        consent=tuple(voice.say(text) for text in prompts.consent) if prompts else (),
        receiver=tuple(voice.say(text) for text in prompts.receiver) if prompts else (),
        facts=_facts(stage, scene, language, today),
        thoughts=tuple(Voice(voice.name(each.of), voice.say(each.says)) for each in scene.thoughts),
        cards=cards_of(stage, language),
        ways=map_of_way(stage, language) if may(stage.course, Act.WHAT_IF) else None,
        is_aside=what_if.is_aside(stage.course),
        opened=tuple(sorted(opened(stage.course))) if _is_remembered(stage) else (),
    )


def _is_remembered(stage: Stage) -> bool:
    """Tell whether the browser is to remember what was opened; nothing is kept of a rehearsal."""
    return stage.course.place.phase in OPENED_IN and not stage.rehearsal


def _controls(stage: Stage, language: Language, today: date) -> DeskScreen:
    """Draw the desk without what is written for the teacher."""
    course = stage.course
    return DeskScreen(
        wall=wall_screen(stage, language, today),
        version=stage.version,
        country=stage.facts.jurisdiction,
        plan=course.plan,
        pupils=course.pupils,
        acts=frozenset(act for act in Act if may(course, act)),
        primary=primary(course),
        withheld=withheld(course),
        all_now=_all_now(course),
        closed_result=result_of(stage, language) if course.place.phase is Phase.CLOSED else None,
        leave_guess=course.place.phase in (Phase.CLOSED, Phase.REVEALED)
        and should_leave(course, course.step),
        alternatives=_alternatives(stage, language) if may(course, Act.CHOOSE) else (),
        next_title=_next_title(stage, language),
        progress=(len(course.path), longest_way(course)),
        kept=stage.kept,
        beat_of=(course.place.beat + 1, pacing.beats_of(course, course.place.phase, course.step)),
    )


def primary(course: Course) -> str:
    """Give the id of the words on the one large button."""
    place = course.place
    if course.door is Door.ASLEEP:
        return "wake"
    if place.paused:
        return "resume"
    if leads_away(course):
        return "back_to_own"
    is_tale = place.phase in (Phase.TELLING, Phase.ENDING)
    return _primary_of_tale(course) if is_tale else _primary_elsewhere(course)


def _primary_elsewhere(course: Course) -> str:
    place, step = course.place, course.step
    if withheld(course) is Withheld.VOID:
        return "vote_again"
    is_last = place.beat == pacing.last_beat(course, place.phase, step)
    if course.scene.build and place.phase in (Phase.CLOSED, Phase.REVEALED):
        return _primary_of_sentence(course)
    exceptions = {
        Phase.VOTING: ("count_cards", on_paper.are_counted(course)),
        Phase.CLOSED: (
            "next_scene" if course.scene.poll else "choose_together",
            withheld(course) is not None,
        ),
        Phase.REVEALED: ("to_gap", not is_last),
        Phase.OUTCOME: ("next_scene", step.how is How.SHORT),
        Phase.TALKING: ("vote_after_talk", must_talk(course)),
        Phase.DEBRIEF: ("to_help", is_last),
    }
    words, applies = exceptions.get(place.phase, ("", False))
    return words if applies else PRIMARY[place.phase]


def _primary_of_sentence(course: Course) -> str:
    if course.place.phase is Phase.REVEALED:
        return "next_scene" if course.place.beat else "show_reply"
    if withheld(course):
        return "choose_together"
    if sentence_building.is_made(course, course.step):
        return "send_sentence"
    return "next_part" if may_vote(course, course.step) else "choose_together"


def longest_way(course: Course) -> int:
    """Give the number of scenes on the longest way through the story."""

    @cache
    def length(scene: str) -> int:
        here = course.scenario.scenes[scene]
        onward = [fork.to for choice in here.choices for fork in choice.forks] + [
            fork.to for fork in here.forks
        ]
        return 1 + max((length(to) for to in onward), default=0)

    return length(course.scenario.start)


def _primary_of_tale(course: Course) -> str:
    place, step = course.place, course.step
    if place.phase is Phase.ENDING:
        return _primary_of_ending(course, place.beat + 1)
    if place.beat < pacing.last_beat(course, place.phase, step):
        return "tell_next"
    if course.votes_at(step):
        return _primary_of_question(course, step)
    return "to_outcome" if course.takes_itself(step) else "next_scene"


def _primary_of_ending(course: Course, next_beat: int) -> str:
    if pacing.shows_picture(course, next_beat):
        return "show_picture"
    if pacing.shows_map(course, next_beat):
        return "show_map"
    if next_beat < pacing.last_beat(course, Phase.ENDING, course.step):
        return "tell_next"
    return "back_to_own" if what_if.is_aside(course) else "to_debrief"


def _primary_of_question(course: Course, step: Step) -> str:
    if sentence_building.is_made(course, step):
        return "send_sentence"
    last = course.last_round(step)
    if last and last.tells and not course.scene.build:
        return "show_result"
    return "open_vote" if may_vote(course, step) else "choose_together"


def _scene_at_hand(course: Course) -> Scene:
    return course.scenario.scenes[course.deciding.state.scene]


def _all_now(course: Course) -> int | None:
    """Give how many take part, if every phone of a void round is a pupil's; nothing where no class is so large."""
    last = course.last_round(course.step) if withheld(course) is Withheld.VOID else None
    return last.phones if last and last.phones <= MOST_PUPILS else None


def _alternatives(stage: Stage, language: Language) -> tuple[Option, ...]:
    step = stage.course.step
    part = sentence_building.next_part(stage.course, step)
    can = stage.course.options(step, part)
    return tuple(option for option in options_of(stage, step, language, part) if option.position in can)


def _facts(stage: Stage, scene: Scene, language: Language, today: date) -> tuple[Fact, ...]:
    known = [(id_, stage.facts.facts[id_]) for id_ in scene.facts if id_ in stage.facts.facts]
    return tuple(Fact(id_, *wording(fact, language, today)) for id_, fact in known)


def _next_title(stage: Stage, language: Language) -> str | None:
    """Give the next scene's title where only one can follow, and the large button leads to it."""
    course = stage.course
    if leads_away(course):
        return None
    titles = {course.scenario.scenes[scene].title for scene in _onward(course, course.step)}
    return stage.voice(language).say(titles.pop()) if len(titles) == 1 else None


def _onward(course: Course, step: Step) -> set[str]:
    if course.place.phase in (Phase.OUTCOME, Phase.TALKING):
        return {step.state.scene}
    scene = course.scene
    return {fork.to for choice in scene.choices for fork in choice.forks} | {fork.to for fork in scene.forks}
