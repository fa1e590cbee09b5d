"""The stories that come with Wissel are sound, and all they refer to exists."""

from pathlib import Path

import pytest

import classroom.scenarios
from classroom.story.checks import check
from classroom.story.facts import read_facts
from classroom.story.reader import read_scenario
from classroom.story.sheets import read_sheets

LIBRARY = Path(classroom.scenarios.__path__[0])
STORIES = sorted(path for path in LIBRARY.glob("*.yaml") if path.name != "cards.yaml")
COUNTRIES = sorted((LIBRARY / "facts").glob("*.yaml"))


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_a_story_has_no_problem_in_any_country(story: Path, country: Path) -> None:
    facts = read_facts(country.read_text(encoding="utf-8")).facts
    assert check(read_scenario(story.read_text(encoding="utf-8")), facts).problems == ()


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda path: path.stem)
def test_the_cards_name_only_facts_that_a_country_has(country: Path) -> None:
    facts = read_facts(country.read_text(encoding="utf-8")).facts
    cards = read_sheets((LIBRARY / "cards.yaml").read_text(encoding="utf-8")).sheets.values()
    assert {fact for card in cards for step in card.steps for fact in step.facts} <= set(facts)


def test_the_library_has_a_story_and_a_country() -> None:
    assert STORIES
    assert COUNTRIES
