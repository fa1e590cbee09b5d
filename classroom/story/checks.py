"""All static checks of a story: what an author must change, and what a teacher may expect."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from classroom.story.lessons import lesson_problems, pattern_problems
from classroom.story.links import fact_problems, landing_problems, link_problems
from classroom.story.problems import Problem, Severity
from classroom.story.reader import Reading
from classroom.story.texts import text_problems
from classroom.story.timing import Timing, timing, timing_problems
from classroom.story.walk import BUDGET, TooManyStates, walk
from classroom.story.ways import Walked, shape_problems, way_problems


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found. The numbers are 0 while names or a round keep the story from being walked through."""

    problems: tuple[Problem, ...]
    states: int = 0
    votes: tuple[int, int] = (0, 0)
    short_votes: tuple[int, int] = (0, 0)
    minutes: tuple[float, float] = (0, 0)
    short_minutes: tuple[float, float] = (0, 0)
    endings: Mapping[str, int] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Tell whether the story may be played: warnings are allowed, errors are not."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)


def check(reading: Reading, facts: Collection[str] | None = None, budget: int = BUDGET) -> Report:
    """Check a story that was read.

    `facts` are the ids that the facts files know; without them, facts are not looked up.
    A story in which a class can be in more than `budget` situations is told to be too large. `endings` of the report
    counts the ways to each ending (an ending that is reached by landing alone has none); minutes are minutes.
    """
    problems = [*text_problems(reading), *lesson_problems(reading), *landing_problems(reading)]
    if facts is not None:
        problems += fact_problems(reading, facts)
    loose = [*link_problems(reading)]
    if loose:
        return _report([*problems, *loose])
    problems += shape_problems(reading)
    try:
        graph = walk(reading.scenario, budget)
    except TooManyStates:
        return _report([*problems, reading.error("too_many_states", "start", limit=budget)])
    problems += way_problems(Walked(reading, graph))
    if any(problem.code == "cycle" for problem in problems):
        return _report(problems, states=len(graph))
    taken = timing(reading.scenario, graph)
    problems += [*timing_problems(reading, taken), *pattern_problems(reading, graph)]
    return _report(problems, taken, states=len(graph))


def _report(problems: list[Problem], taken: Timing | None = None, states: int = 0) -> Report:
    ordered = tuple(sorted(problems, key=lambda problem: (problem.line, problem.severity, problem.code)))
    if taken is None:
        return Report(ordered, states)
    return Report(
        ordered, states, taken.votes, taken.short_votes, taken.minutes, taken.short_minutes, taken.endings
    )
