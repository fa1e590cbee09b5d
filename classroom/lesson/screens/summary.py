"""A lesson looked back on: the way the class went, and the rough shares that were kept."""

from dataclasses import dataclass

from classroom.languages import Language
from classroom.lesson.acts.what_if import own_path
from classroom.lesson.screens.class_work import own_words_of, words_of_sentence
from classroom.lesson.screens.context import ScreenContext, options_of
from classroom.lesson.screens.parts import Option, Recalled, Result
from classroom.lesson.screens.path_map import decided_on
from classroom.lesson.screens.wall import result_at
from classroom.lesson.state.enums import How
from classroom.lesson.state.playthrough import Step


@dataclass(frozen=True, slots=True)
class PlayedScene:
    """One scene on the way, what was asked there, what was taken and why; nothing was taken where nothing was asked.

    `sentence` is what the class built there, if it did.
    """

    title: str
    ask: str | None
    taken: Option | None
    how: How
    result: Result | None
    sentence: str | None


@dataclass(frozen=True, slots=True)
class ClassSheet:
    """What a class may hang up: its way, what it said in the story itself, if it did, and the sentence to take home."""

    story: str
    way: tuple[Recalled, ...]
    own_words: str | None
    sentence: str


def class_sheet_of(context: ScreenContext, language: Language) -> ClassSheet | None:
    """Give the sheet of a class whose own way has come to an ending; it is told by that way alone."""
    playthrough, narrator = context.playthrough, context.narrator(language)
    debrief = playthrough.scenario.scenes[own_path(playthrough)[-1].state.scene].debrief
    if debrief is None:
        return None
    return ClassSheet(
        story=narrator.say(playthrough.scenario.title),
        way=decided_on(context, own_path(playthrough), language),
        own_words=own_words_of(context, language),
        sentence=narrator.say(debrief.sentence),
    )


def retell(context: ScreenContext, language: Language) -> tuple[PlayedScene, ...]:
    path = context.playthrough.path
    after = (*path[1:], None)
    return tuple(_played_scene(context, step, then, language) for step, then in zip(path, after, strict=True))


def _played_scene(context: ScreenContext, step: Step, then: Step | None, language: Language) -> PlayedScene:
    narrator, scene = context.narrator(language), context.playthrough.scenario.scenes[step.state.scene]
    taken = None if then is None or then.choice is None else then.choice
    options = {option.position: option for option in options_of(context, step, language)}
    return PlayedScene(
        title=narrator.say(scene.title),
        ask=narrator.say(scene.ask) if scene.ask else None,
        taken=options.get(taken) if taken is not None else None,
        how=then.how if then else step.how,
        result=result_at(context, step, language) if not scene.build else None,
        sentence=words_of_sentence(context, step.number, language),
    )
