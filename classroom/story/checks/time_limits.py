"""A story asks for no more votes and minutes than a lesson has."""

from collections.abc import Iterator

from classroom.story.format.problems import Problem, error, warning
from classroom.story.graph.durations import Timing
from classroom.story.model.scenario import Scenario

SHORT_LESSON = 45
SLACK = 10
MOST_VOTES = 5
MOST_SHORT_VOTES = 3


def timing_problems(scenario: Scenario, taken: Timing) -> Iterator[Problem]:
    most, shortest = taken.votes[1], taken.short_votes[1]
    longest, short_longest = round(taken.minutes[1]), round(taken.short_minutes[1])
    if most > MOST_VOTES:
        yield error("too_many_votes", "start", number=most, limit=MOST_VOTES)
    if shortest > MOST_SHORT_VOTES:
        yield error("short_too_long", "start", number=shortest)
    if longest > scenario.minutes + SLACK:
        yield warning("too_slow", "minutes", number=longest, limit=scenario.minutes)
    if short_longest > SHORT_LESSON:
        yield warning("short_too_slow", "minutes", number=short_longest, limit=SHORT_LESSON)
