"""All static checks of a story: what an author must change, and what a teacher may expect."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import TypeVar

from classroom.languages import Language
from classroom.story.checks.answered import answer_problems
from classroom.story.checks.language import language_problems
from classroom.story.checks.lesson_needs import lesson_problems, pattern_problems
from classroom.story.checks.reachability import Explored, round_problems, unled_problems, way_problems
from classroom.story.checks.readability import reading_ease
from classroom.story.checks.references import country_problems, fact_problems, landing_problems, link_problems
from classroom.story.checks.shelf_standards import standard_problems, way_standards
from classroom.story.checks.texts import text_problems
from classroom.story.checks.time_limits import timing_problems
from classroom.story.format.problems import MOST, Problem, Severity, error, first_of
from classroom.story.graph.by_country import for_country, variants
from classroom.story.graph.durations import Timing, timing
from classroom.story.graph.explore import BUDGET, TooManyStates, explore
from classroom.story.library.language_rules import Packs
from classroom.story.model.scenario import Scenario

Span = tuple[float, float]
Number = TypeVar("Number", int, float)
# What is said about people in a story matters on whatever shelf it stands.
ABOUT_PEOPLE = ("language", "unanswered")


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found. The numbers are 0 while names or a round keep the story from being walked through.

    They are the least and the most over all countries. `ease` is the reading ease of the scene texts, in languages that have a formula for it.
    """

    problems: tuple[Problem, ...]
    states: int = 0
    votes: tuple[int, int] = (0, 0)
    short_votes: tuple[int, int] = (0, 0)
    minutes: Span = (0, 0)
    short_minutes: Span = (0, 0)
    endings: Mapping[str, int] = field(default_factory=dict)
    ease: Mapping[Language, float] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Tell whether the story may be played: warnings are allowed, errors are not."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)


def check(
    scenario: Scenario,
    facts: Mapping[str, Collection[str]] | None = None,
    packs: Packs | None = None,
    budget: int = BUDGET,
) -> Report:
    """Check a story that was read, as it is played in each country.

    `facts` has for each country the ids that its facts file knows; without them, facts are not looked up. `packs` are
    the rules of language; with them the story is held to all that one on Wissel's own shelf owes a class, without them
    to what any story needs to be played. A story in which a class can be in more than `budget` situations, those of all
    countries together, is told to be too large. `endings` of the report counts the ways to each ending (one that is reached by landing alone has none).
    """
    broken = [*islice(link_problems(scenario), MOST)]
    if not broken:
        return check_linked(scenario, facts, packs, budget)
    ease = reading_ease(scenario)
    return Report(first_of(chain(broken, _without_walking(scenario, facts, packs, ease))), ease=ease)


def check_linked(
    scenario: Scenario,
    facts: Mapping[str, Collection[str]] | None = None,
    packs: Packs | None = None,
    budget: int = BUDGET,
) -> Report:
    """Check a story of which all names are known to name something."""
    ease = reading_ease(scenario)
    problems = [*islice(_without_walking(scenario, facts, packs, ease), MOST)]
    played = [*_played_everywhere(scenario, packs, budget)]
    return _together(first_of(chain(problems, unled_problems(scenario), _told_once(played))), played, ease)


def _without_walking(
    scenario: Scenario,
    facts: Mapping[str, Collection[str]] | None,
    packs: Packs | None,
    ease: Mapping[Language, float],
) -> Iterator[Problem]:
    """Give what a look at each part shows: first what few can have, and last what every text can."""
    yield from lesson_problems(scenario)
    yield from landing_problems(scenario)
    yield from country_problems(scenario, facts)
    if facts is not None:
        yield from fact_problems(scenario, facts)
    if packs is not None:
        yield from standard_problems(scenario, ease)
        yield from language_problems(scenario, packs)
    yield from text_problems(scenario)


@dataclass(frozen=True, slots=True)
class _Played:
    """What was found in a story as it is played in one country."""

    problems: tuple[Problem, ...]
    states: int = 0
    taken: Timing | None = None


def _played_everywhere(scenario: Scenario, packs: Packs | None, budget: int) -> Iterator[_Played]:
    """Give what was found in each country, for as long as the budget lasts."""
    left = budget
    for country in variants(scenario):
        played = _played(for_country(scenario, country), packs, left)
        left -= played.states
        told = [replace(problem, country=country) for problem in islice(played.problems, MOST)]
        if not played.states:
            told.append(error("too_many_states", "start", limit=budget))
        yield replace(played, problems=tuple(told))
        if not played.states:
            return


def _played(scenario: Scenario, packs: Packs | None, left: int) -> _Played:
    rounds = (*round_problems(scenario),)
    try:
        graph = explore(scenario, left)
    except TooManyStates:
        return _Played(rounds)
    explored = Explored(scenario, graph)
    problems = (*rounds, *way_problems(explored))
    if rounds:
        return _Played(problems, len(graph))
    taken = timing(scenario, graph)
    problems += (*timing_problems(scenario, taken), *pattern_problems(scenario, graph))
    if packs is not None:
        problems += (*way_standards(explored), *answer_problems(explored, packs))
    return _Played(problems, len(graph), taken)


def _told_once(played: Iterable[_Played]) -> Iterator[Problem]:
    """Give what was found, each problem for the first country that has it: all the others, where they have it too."""
    told: list[Problem] = []
    for problem in (problem for each in played for problem in each.problems):
        anywhere = replace(problem, country="")
        if anywhere not in told:
            told.append(anywhere)
            yield problem


def _together(problems: tuple[Problem, ...], played: list[_Played], ease: Mapping[Language, float]) -> Report:
    states = max(each.states for each in played)
    times = [each.taken for each in played if each.taken]
    if len(times) < len(played):
        return Report(problems, states, ease=ease)
    return Report(
        problems,
        states,
        _span(times, lambda each: each.votes),
        _span(times, lambda each: each.short_votes),
        _span(times, lambda each: each.minutes),
        _span(times, lambda each: each.short_minutes),
        {name: ways for each in reversed(times) for name, ways in each.endings.items()},
        ease,
    )


def _span(times: Iterable[Timing], part: Callable[[Timing], tuple[Number, Number]]) -> tuple[Number, Number]:
    spans = [part(each) for each in times]
    return min(least for least, _ in spans), max(most for _, most in spans)
