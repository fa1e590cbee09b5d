"""What a story on Wissel's own shelf owes a class beyond being playable."""

from collections.abc import Iterator

from classroom.story.coverage import quote_problems
from classroom.story.ease import LEAST, reading_ease
from classroom.story.models import LETTERS
from classroom.story.parts import Language
from classroom.story.problems import Problem
from classroom.story.reader import Reading
from classroom.story.states import State
from classroom.story.timing import predictions
from classroom.story.ways import Walked, described, one_a_scene

DEFENSIBLE = 2


def standard_problems(reading: Reading) -> Iterator[Problem]:
    """Give what a story lacks, whichever way a class goes through it."""
    scenario = reading.scenario
    lacking = [language for language in Language if language not in scenario.languages]
    if lacking:
        yield reading.error("one_language", "languages", names=", ".join(lacking))
    elif (ease := reading_ease(scenario)) < LEAST:
        yield reading.warning("hard_to_read", "scenes", number=round(ease), limit=round(LEAST))
    for name, person in scenario.cast.items():
        if person.plays is None:
            yield reading.warning("no_plays", "cast", name, name=person.name)
    yield from _teases(reading)
    yield from quote_problems(reading)


def way_standards(walked: Walked) -> Iterator[Problem]:
    """Give where a way through the story has too little to choose from, or not exactly one guess."""
    asked = [state for state in walked.graph if walked.scene(state).choices]
    few = [state for state in asked if _defensible(walked, state) < DEFENSIBLE]
    for state in one_a_scene(few):
        number = _defensible(walked, state)
        where = ("scenes", state.scene, "choices")
        yield walked.reading.error("few_defensible", *where, number=number, state=described(state))
    spans = predictions(walked.reading.scenario, walked.graph)
    least, most = min(span[0] for span in spans), max(span[1] for span in spans)
    if (least, most) != (1, 1):
        yield walked.reading.error("predictions", "scenes", least=round(least), most=round(most))


def _teases(reading: Reading) -> Iterator[Problem]:
    for name, scene in reading.scenario.scenes.items():
        for place, choice in enumerate(scene.choices):
            if choice.tease is None:
                yield reading.error("no_tease", "scenes", name, "choices", place, name=LETTERS[place])


def _defensible(walked: Walked, state: State) -> int:
    choices = walked.scene(state).choices
    return sum(not choices[move.choice or 0].harmful for move in walked.graph[state])
