"""What law and help say in one country: the only place for numbers, addresses and articles."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from classroom.story.parts import FactId, Id, Language, Part, Text
from classroom.story.reader import read_model
from classroom.story.texts import refuse_missing_languages


class Status(StrEnum):
    """How far a fact was checked. Nobody has read a source live yet, so no status claims more."""

    SEEN_IN_COPY = "seen_in_copy"
    TO_CHECK = "to_check"


class Fact(Part):
    """One thing that is so in a country, where it was read, and until when it may be said so firmly."""

    text: Text
    softer: Text
    tel: Annotated[str, Field(pattern=r"^[0-9+ -]{3,20}$")] | None = None
    url: Annotated[str, Field(pattern=r"^https://\S+$", max_length=300)] | None = None
    source_title: str
    source_url: Annotated[str, Field(pattern=r"^https://\S+$", max_length=300)]
    source_date: str
    checked_on: date
    check_by: date
    status: Status


class Facts(Part):
    """The facts of one country, by the names that stories use in every country.

    `words` tells for a language what this country calls things that stories name: {nl: {mentor: klastitularis}}. Small
    letters; they stand in for whole words wherever a story is told there.
    """

    jurisdiction: Id
    name: Text
    words: dict[Language, dict[str, str]] = Field(default_factory=dict)
    facts: dict[FactId, Fact] = Field(min_length=1)


def read_facts(text: str) -> Facts:
    """Read a facts file. Raises StoryError with all problems found, a missing language among them."""
    found, lines = read_model(text, Facts)
    refuse_missing_languages(found, lines)
    return found


def wording(fact: Fact, language: Language, today: date) -> tuple[str, bool]:
    """Give the words for a fact today, and whether somebody should look it up first.

    Past its date, or while it is only `to_check`, a fact is said in its softer words.
    """
    unsure = today > fact.check_by or fact.status is Status.TO_CHECK
    return (fact.softer if unsure else fact.text).in_(language), unsure
