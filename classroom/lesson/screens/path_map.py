"""Draws the ways of a class: its own one with every door that stayed closed, and two ways side by side."""

from classroom.lesson.acts import what_if
from classroom.lesson.screens.context import Stage, options_of
from classroom.lesson.screens.parts import Branch, Option, Side, Switch, WayMap
from classroom.lesson.state.enums import How, Phase
from classroom.lesson.state.playthrough import Course, Step
from classroom.story.graph.explore import exits
from classroom.story.model.parts import Language
from classroom.story.model.scenario import LETTERS, Scenario


def map_of_way(stage: Stage, language: Language) -> WayMap:
    """Give the class's own way as the switches that it came by, and how many of the endings it has seen."""
    course = stage.course
    endings = endings_of(course.scenario)
    return WayMap(
        switches=tuple(_switch(stage, step, taken, language) for step, taken in what_if.decisions(course)),
        seen=len(endings & opened(course)),
        endings=len(endings),
    )


def opened(course: Course) -> frozenset[str]:
    """Name every branch and every ending that this class has opened, in this room or before: `scene.B`, `ending`."""
    steps = course.steps
    branches = {
        branch_of(steps[step.parent].state.scene, step.choice)
        for step in steps
        if step.parent is not None and step.choice is not None
    }
    scenes = {step.state.scene for step in steps}
    return course.earlier | branches | (endings_of(course.scenario) & scenes)


def branches_of(scenario: Scenario) -> frozenset[str]:
    """Name every branch and every ending that a story has."""
    choices = {
        branch_of(name, position)
        for name, scene in scenario.scenes.items()
        for position in range(len(scene.choices))
    }
    return endings_of(scenario) | choices


def branch_of(scene: str, position: int) -> str:
    """Name one way on from a scene."""
    return f"{scene}.{LETTERS[position]}"


def endings_of(scenario: Scenario) -> frozenset[str]:
    """Give the endings that choices lead to; one that only a landing leads to is not among them."""
    waiting, found = [scenario.start], {scenario.start}
    while waiting:
        fresh = set(exits(scenario.scenes[waiting.pop()])) - found
        found |= fresh
        waiting += fresh
    return frozenset(name for name in found if scenario.scenes[name].ending)


def sides_of(stage: Stage, language: Language) -> tuple[Side, ...]:
    """Give the class's own way and the other one, side by side, while what came of the other is talked about."""
    course = stage.course
    is_other = course.step.how is How.WHAT_IF and course.place.phase is Phase.TALKING
    own = next((step for step in what_if.own_path(course) if step.parent == course.step.parent), None)
    if not is_other or own is None:
        return ()
    return (_side(stage, own, language, is_own=True), _side(stage, course.step, language, is_own=False))


def _side(stage: Stage, step: Step, language: Language, *, is_own: bool) -> Side:
    course, voice = stage.course, stage.voice(language)
    before = course.steps[step.parent or 0]
    options = {option.position: option for option in options_of(stage, before, language)}
    fresh = step.state.tray - before.state.tray
    return Side(
        option=options[step.choice or 0],
        found=tuple(voice.say(name) for id_, name in course.scenario.tray.items() if id_ in fresh),
        leads_to=voice.say(course.scenario.scenes[step.state.scene].title),
        is_own=is_own,
    )


def _switch(stage: Stage, step: Step, taken: int, language: Language) -> Switch:
    scene, voice = stage.course.scenario.scenes[step.state.scene], stage.voice(language)
    known = opened(stage.course)
    return Switch(
        step=step.number,
        title=voice.say(scene.title),
        branches=tuple(
            _branch(stage, step, option, language, taken=taken, known=known)
            for option in options_of(stage, step, language)
        ),
    )


def _branch(
    stage: Stage, step: Step, option: Option, language: Language, *, taken: int, known: frozenset[str]
) -> Branch:
    choice = stage.course.scenario.scenes[step.state.scene].choices[option.position]
    return Branch(
        option=option,
        tease=stage.voice(language).say(choice.tease) if choice.tease else option.text,
        is_taken=option.position == taken,
        is_open=branch_of(step.state.scene, option.position) in known,
    )
