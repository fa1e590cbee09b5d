"""What the checks find in a file, by its lines."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from classroom.story.checks.run import Report, check
from classroom.story.format.reader import read_scenario
from classroom.story.graph.explore import BUDGET
from classroom.story.library.language_rules import Packs


def checked(
    text: str,
    facts: Mapping[str, Collection[str]] | None = None,
    packs: Packs | None = None,
    budget: int = BUDGET,
) -> Report:
    reading = read_scenario(text)
    report = check(reading.scenario, facts, packs, budget)
    return replace(report, problems=reading.in_file(report.problems))
