"""What a story on Wissel's own shelf owes a class beyond being playable."""

from collections.abc import Iterator, Mapping

from classroom.languages import OURS, Language
from classroom.story.checks.reachability import Explored, described, one_a_scene
from classroom.story.checks.readability import formula_of
from classroom.story.format.problems import Problem, error, warning
from classroom.story.graph.durations import predictions
from classroom.story.library.coverage_list import quote_problems
from classroom.story.model.notes import Notes
from classroom.story.model.parts import Plays
from classroom.story.model.scenario import LETTERS, Scenario, Scene
from classroom.story.model.transitions import State

DEFENSIBLE = 2
FEWEST_SCENES, MOST_SCENES = 6, 12


def standard_problems(scenario: Scenario, ease: Mapping[Language, float]) -> Iterator[Problem]:
    yield from _languages(scenario, ease)
    for name, person in scenario.cast.items():
        if person.plays is None:
            yield warning("no_plays", "cast", name, name=person.name)
    yield from _size(scenario)
    for name, scene in scenario.scenes.items():
        yield from _what_the_desk_needs(scenario, name, scene)
        yield from _choices(scenario, name, scene)
    yield from quote_problems(scenario)


def _languages(scenario: Scenario, reading_ease: Mapping[Language, float]) -> Iterator[Problem]:
    lacking = [language for language in OURS if language not in scenario.languages]
    if lacking:
        yield error("one_language", "languages", names=", ".join(lacking))
    others = [language for language in Language if language not in (*scenario.languages, *OURS)]
    if others:
        yield warning("to_translate", "languages", names=", ".join(others))
    for language, ease in reading_ease.items():
        formula = formula_of(language)
        if formula and ease < formula.least:
            limit = round(formula.least)
            yield warning("hard_to_read", "scenes", number=round(ease), limit=limit, language=language)


def way_standards(explored: Explored) -> Iterator[Problem]:
    """Give where a way through the story has too little to choose from, or not exactly one guess."""
    asked = [state for state in explored.graph if explored.scene(state).choices]
    few = [state for state in asked if _defensible(explored, state) < DEFENSIBLE]
    for state in one_a_scene(few):
        number = _defensible(explored, state)
        where = ("scenes", state.scene, "choices")
        yield error("few_defensible", *where, number=number, state=described(state))
    spans = predictions(explored.scenario, explored.graph)
    least, most = min(span[0] for span in spans), max(span[1] for span in spans)
    if (least, most) != (1, 1):
        yield error("predictions", "scenes", least=round(least), most=round(most))


def _size(scenario: Scenario) -> Iterator[Problem]:
    number = len(scenario.scenes)
    if not FEWEST_SCENES <= number <= MOST_SCENES:
        yield error("scene_count", "scenes", number=number, least=FEWEST_SCENES, most=MOST_SCENES)
    if all(person.plays is not Plays.ADULT for person in scenario.cast.values()):
        yield error("no_adult", "cast")


def _what_the_desk_needs(scenario: Scenario, name: str, scene: Scene) -> Iterator[Problem]:
    if scene.prompts is None and not scene.choices:  # with choices, any story is told so
        yield error("unprompted", "scenes", name)
    if scene.debrief and scene.debrief.six is None:
        yield error("no_six", "scenes", name, "debrief")
    notes = scene.teacher or Notes()
    told = {"before": notes.before, "hear": notes.hear, "never": notes.never}
    lacking = [part for part, said in told.items() if not said]
    if lacking:
        yield error("note_lacks", "scenes", name, "teacher", names=", ".join(lacking))


def _choices(scenario: Scenario, name: str, scene: Scene) -> Iterator[Problem]:
    for place, choice in enumerate(scene.choices):
        where = ("scenes", name, "choices", place)
        if choice.tease is None:
            yield error("no_tease", *where, name=LETTERS[place])
        if choice.outcome is None and not choice.then:
            yield error("no_outcome", *where, name=LETTERS[place])


def _defensible(explored: Explored, state: State) -> int:
    choices = explored.scene(state).choices
    return sum(not choices[move.choice or 0].harmful for move in explored.graph[state])
