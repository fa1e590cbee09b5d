"""The stories that come with Wissel keep every rule of the house, and all they refer to exists."""

from pathlib import Path

import pytest

from classroom.cli.files import cards_in, facts_in, packs_in, stories_in
from classroom.cli.library import COVERAGE
from classroom.languages import Language
from classroom.storage import shelf
from classroom.story.checks.run import check
from classroom.story.format.reader import read_scenario
from classroom.story.graph.by_country import in_words
from classroom.story.library.coverage_list import Library, lost_quotes, quotes, read_topics
from classroom.story.library.coverage_page import coverage_page
from classroom.story.library.representation import one_sided
from classroom.story.model.parts import Character
from classroom.story.model.scenario import Scenario
from tests.story.checked_file import checked

STORIES = stories_in(shelf.FOLDER)
FACTS = facts_in(shelf.FOLDER)
IDS = {country: frozenset(facts.facts) for country, facts in FACTS.items()}
PACKS = packs_in(shelf.FOLDER)
TOPICS = read_topics((shelf.FOLDER / "coverage" / "list.yaml").read_text(encoding="utf-8"))
LIBRARY = Library(STORIES, cards_in(shelf.FOLDER).sheets, FACTS[shelf.HOME])


def story_of(slug: str) -> Scenario:
    return read_scenario((shelf.FOLDER / f"{slug}.yaml").read_text(encoding="utf-8")).scenario


def test_the_story_to_begin_from_is_one_that_can_be_played_as_it_is() -> None:
    first = COVERAGE.with_name("first-story.yaml").read_text(encoding="utf-8")
    assert checked(first, IDS).problems == ()


def test_every_file_of_the_library_can_be_read() -> None:
    def names(folder: Path) -> set[str]:
        return {path.stem for path in folder.glob("*.yaml")}

    assert set(STORIES) == names(shelf.FOLDER) - {"cards"}
    assert set(FACTS) == names(shelf.FOLDER / "facts")
    assert {str(language) for language in PACKS} == names(shelf.FOLDER / "language") == set(Language)


@pytest.mark.parametrize("slug", STORIES)
def test_a_story_keeps_every_rule_of_the_house(slug: str) -> None:
    assert check(story_of(slug), IDS, PACKS).problems == ()


@pytest.mark.parametrize("country", FACTS)
@pytest.mark.parametrize("slug", STORIES)
def test_a_story_keeps_every_rule_in_the_words_of_a_country(slug: str, country: str) -> None:
    scenario = story_of(slug)
    told = in_words(scenario, FACTS[country].words)
    found = check(told, IDS, PACKS).problems
    # What is quoted is quoted in the words of the author.
    assert [each for each in found if each.code != "quote_gone"] == []


def test_what_is_open_waits_for_no_story_that_is_there() -> None:
    there = {story.title.in_(Language.NL) for story in STORIES.values()}
    planned = {
        number for number, name in TOPICS.planned.items() if name.in_(Language.NL).partition(" ")[2] in there
    }
    assert planned == {"2", "3", "7", "9"}, "a planned story is there: name its number here"
    covered = {quote.topic for quote in quotes(TOPICS, LIBRARY) if quote.sentence}
    waiting = {
        name: topic.later
        for name, topic in TOPICS.topics.items()
        if name not in covered and not topic.left_out
    }
    assert {name: later for name, later in waiting.items() if planned.intersection(later)} == {}


def with_the_longest_names(scenario: Scenario) -> Scenario:
    def named(person: Character) -> Character:
        names = (person.name, *(each.name for each in person.swap))
        return person.model_copy(update={"name": max(names, key=len)})

    cast = {name: named(person) for name, person in scenario.cast.items()}
    return scenario.model_copy(update={"cast": cast})


@pytest.mark.parametrize("slug", STORIES)
def test_a_story_keeps_every_rule_with_the_longest_names_that_a_class_can_give(slug: str) -> None:
    scenario = story_of(slug)
    told = with_the_longest_names(scenario)
    assert check(told, IDS, PACKS).problems == ()


@pytest.mark.parametrize("slug", STORIES)
def test_readers_of_both_kinds_have_read_a_story(slug: str) -> None:
    page = COVERAGE.parent / "review" / f"{slug}.md"
    assert page.exists(), f"write docs/review/{slug}.md: what fresh readers of both kinds found in the story"
    review = page.read_text(encoding="utf-8")
    for reader in ("fresh fourteen-year-old", "fresh professional"):
        assert f"## What a {reader} found\n" in review


def test_both_languages_have_the_same_rules() -> None:
    assert list(PACKS[Language.NL].rules) == list(PACKS[Language.EN].rules)


@pytest.mark.parametrize("country", FACTS)
def test_every_country_knows_where_help_is(country: str) -> None:
    needed = {"help.image", "help.talk", "help.school", "help.danger", "help.suicidal", "help.removal_adult"}
    assert needed - IDS[country] == set()


def test_the_cards_name_only_facts_that_some_country_has() -> None:
    named = {fact for card in LIBRARY.cards.values() for step in card.steps for fact in step.facts}
    assert named <= IDS[shelf.HOME]


@pytest.mark.parametrize("country", FACTS)
def test_a_country_knows_no_fact_that_stories_cannot_name(country: str) -> None:
    assert FACTS[country].jurisdiction == country
    assert IDS[country] <= IDS[shelf.HOME]


def test_no_gender_has_all_forwarders_or_all_who_are_in_the_photo() -> None:
    assert one_sided(STORIES.values()) == ()


def test_the_coverage_page_is_up_to_date() -> None:
    assert coverage_page(TOPICS, LIBRARY) == COVERAGE.read_text(encoding="utf-8"), (
        "run: .venv/bin/flask --app classroom.app coverage"
    )


def test_every_sentence_of_the_coverage_list_stands_where_it_says() -> None:
    assert lost_quotes(TOPICS, LIBRARY) == ()


def test_the_coverage_list_has_every_topic_and_every_number() -> None:
    expected = [f"S{number}" for number in range(1, 65)] + [f"N{number}" for number in range(1, 21)]
    assert list(TOPICS.topics) == expected
    named = {later for topic in TOPICS.topics.values() for later in topic.later}
    assert named <= set(TOPICS.planned)


def test_the_library_names_no_topic_that_is_not_on_the_list() -> None:
    covers = [
        entry for story in STORIES.values() for scene in story.scenes.values() for entry in scene.covers
    ]
    assert {entry.split()[0] for entry in covers} <= set(TOPICS.topics)
