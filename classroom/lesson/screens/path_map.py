"""Draws the ways of a class: its own one with every way that was not taken, and two ways side by side."""

import re
from collections.abc import Sequence
from itertools import pairwise

from classroom.languages import Language
from classroom.lesson.acts import what_if
from classroom.lesson.screens.context import ScreenContext, options_of
from classroom.lesson.screens.parts import Branch, Option, PathMap, Recalled, Side, Switch
from classroom.lesson.state.enums import Phase
from classroom.lesson.state.playthrough import Playthrough, Step
from classroom.story.graph.explore import exits
from classroom.story.model.narrator import Narrator
from classroom.story.model.scenario import LETTERS, Scenario

RECALLED = 3  # decisions; more is a lesson of its own
_END = re.compile(r"[.!?…][\u2019\u201d'\"]?(?=\s|$)")
_QUOTES = (("\u2018", "\u2019"), ("\u201c", "\u201d"))


def path_map_of(context: ScreenContext, language: Language) -> PathMap:
    playthrough = context.playthrough
    endings = endings_of(playthrough.scenario)
    return PathMap(
        switches=tuple(
            _switch(context, step, taken, language) for step, taken in what_if.decisions(playthrough)
        ),
        endings_seen=len(endings & seen(playthrough)),
        endings=len(endings),
    )


def recap_of(context: ScreenContext, language: Language) -> tuple[Recalled, ...]:
    """Give what the class decided last before where it goes on, most recent last."""
    return decided_on(context, what_if.own_path(context.playthrough), language)[-RECALLED:]


def decided_on(context: ScreenContext, path: Sequence[Step], language: Language) -> tuple[Recalled, ...]:
    """Give what was decided along this path."""
    narrator = context.narrator(language)
    taken = ((before, step) for before, step in pairwise(path) if step.choice is not None)
    return tuple(_recalled(context, narrator, before, step) for before, step in taken)


def _recalled(context: ScreenContext, narrator: Narrator, before: Step, step: Step) -> Recalled:
    playthrough, held = context.playthrough, context.playthrough.held
    choice, position = playthrough.choice_to(step), step.choice or 0
    is_told = held is None or held.step != step.number or held.phase is not Phase.OUTCOME
    options = options_of(context, before, narrator.language)
    return Recalled(
        title=narrator.say(playthrough.scenario.scenes[before.state.scene].title),
        option=next(each for each in options if each.position == position),
        begins=first_sentence(narrator.say(choice.outcome)) if choice and choice.outcome and is_told else "",
    )


def seen(playthrough: Playthrough) -> frozenset[str]:
    """Name every branch and every ending that this class has taken or looked at, in this room or before: `scene.B`, `ending`."""
    steps = playthrough.steps
    branches = {
        branch_of(steps[step.parent].state.scene, step.choice)
        for step in steps
        if step.parent is not None and step.choice is not None
    }
    scenes = {step.state.scene for step in steps}
    return playthrough.earlier | branches | (endings_of(playthrough.scenario) & scenes)


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


def first_sentence(text: str) -> str:
    """Give a text up to the end of its first sentence, with all that is quoted in it; all of it without an end."""
    ends = (text[: end.end()] for end in _END.finditer(text.partition("\n")[0]))
    # An apostrophe closes nothing and looks the same, so no more can be asked than that enough is closed.
    return next(
        (part for part in ends if all(part.count(opens) <= part.count(closes) for opens, closes in _QUOTES)),
        text,
    )


def sides_of(context: ScreenContext, language: Language) -> tuple[Side, ...]:
    """Give the class's own way and the other one, side by side."""
    playthrough = context.playthrough
    own = next(
        (step for step in what_if.own_path(playthrough) if step.parent == playthrough.step.parent), None
    )
    if own is None:
        return ()
    they_part = own.state.scene != playthrough.step.state.scene
    return (
        _side(context, own, language, is_own=True, they_part=they_part),
        _side(context, playthrough.step, language, is_own=False, they_part=they_part),
    )


def _side(context: ScreenContext, step: Step, language: Language, *, is_own: bool, they_part: bool) -> Side:
    playthrough, narrator = context.playthrough, context.narrator(language)
    before = playthrough.steps[step.parent or 0]
    options = {option.position: option for option in options_of(context, before, language)}
    fresh = step.state.tray - before.state.tray
    choice = playthrough.choice_to(step)
    return Side(
        option=options[step.choice or 0],
        begins=first_sentence(narrator.say(choice.outcome)) if choice and choice.outcome else "",
        found=tuple(narrator.say(name) for id_, name in playthrough.scenario.tray.items() if id_ in fresh),
        leads_to=narrator.say(playthrough.scenario.scenes[step.state.scene].title) if they_part else None,
        is_own=is_own,
    )


def _switch(context: ScreenContext, step: Step, taken: int, language: Language) -> Switch:
    scene, narrator = context.playthrough.scenario.scenes[step.state.scene], context.narrator(language)
    known = seen(context.playthrough)
    return Switch(
        step=step.number,
        title=narrator.say(scene.title),
        branches=tuple(
            _branch(context, step, option, language, taken=taken, known=known)
            for option in options_of(context, step, language)
        ),
    )


def _branch(
    context: ScreenContext,
    step: Step,
    option: Option,
    language: Language,
    *,
    taken: int,
    known: frozenset[str],
) -> Branch:
    choice = context.playthrough.scenario.scenes[step.state.scene].choices[option.position]
    return Branch(
        option=option,
        tease=context.narrator(language).say(choice.tease) if choice.tease else option.text,
        is_taken=option.position == taken,
        is_seen=branch_of(step.state.scene, option.position) in known,
    )
