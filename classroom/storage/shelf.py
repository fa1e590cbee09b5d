"""The stories, facts and sheets that come with Wissel, read from classroom/scenarios/."""

import logging
from functools import cache
from pathlib import Path

from classroom.story.countries import for_country, lacking
from classroom.story.facts import Facts, read_facts
from classroom.story.models import Scenario
from classroom.story.problems import StoryError
from classroom.story.reader import read_scenario
from classroom.story.sheets import Sheet, read_sheets

_log = logging.getLogger(__name__)
FOLDER = Path(__file__).parent.parent / "scenarios"
SHEETS = "cards.yaml"
HOME = "nl"  # meant when nobody says; every fact that a story may name is in its file
WIDER = ("eu", "other")  # for countries without a file of their own; there the teacher tells where help is


@cache
def slugs() -> tuple[str, ...]:
    """Give the names of the stories on the shelf. One that cannot be read stays off it, and the log says so."""
    named = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.name != SHEETS)
    return tuple(slug for slug in named if _can_be_read(slug))


def countries() -> tuple[str, ...]:
    """Give the countries that have a facts file: first the one that is meant when nobody says, last all others."""
    named = (path.stem for path in (FOLDER / "facts").glob("*.yaml"))
    return tuple(sorted(named, key=lambda country: (country != HOME, country in WIDER, country)))


def story_text(slug: str) -> str:
    """Give a story as its author wrote it. `slug` must be one of `slugs()`."""
    return (FOLDER / f"{slug}.yaml").read_text(encoding="utf-8")


def facts_text(country: str) -> str:
    """Give a facts file as it was written. `country` must be one of `countries()`."""
    return (FOLDER / "facts" / f"{country}.yaml").read_text(encoding="utf-8")


@cache
def story(slug: str) -> Scenario:
    """Give a story of the shelf."""
    return read_scenario(story_text(slug)).scenario


@cache
def facts(country: str) -> Facts:
    """Give the facts of a country."""
    return read_facts(facts_text(country))


@cache
def countries_for(slug: str) -> tuple[str, ...]:
    """Give the countries in which a story of the shelf can be told: those that have the facts which it says by name."""
    whole = story(slug)
    return tuple(
        country for country in countries() if not lacking(for_country(whole, country), facts(country))
    )


@cache
def sheets() -> dict[str, Sheet]:
    """Give the teacher's sheets by id."""
    return dict(read_sheets((FOLDER / SHEETS).read_text(encoding="utf-8")).sheets)


def _can_be_read(slug: str) -> bool:
    try:
        story(slug)
    except (StoryError, UnicodeDecodeError):
        _log.warning("%s.yaml cannot be read; 'flask check-scenarios' says why", slug)
        return False
    return True
