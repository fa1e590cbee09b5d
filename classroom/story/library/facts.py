"""What law and help say in one country: the only place for numbers, addresses and articles."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from classroom.languages import Language
from classroom.story.format.reader import read_model
from classroom.story.format.text_walk import refuse_missing_languages
from classroom.story.model.parts import FactId, Id, Part, Text


class Status(StrEnum):
    """How far a fact was checked. Nobody has read a source live yet, so no status claims more.

    `own_rule` is what Wissel itself asks of a school or a class: it has no source, and is always said as it is.
    """

    SEEN_IN_COPY = "seen_in_copy"
    TO_CHECK = "to_check"
    OWN_RULE = "own_rule"


WebAddress = Annotated[str, Field(pattern=r"^https://\S+$", max_length=300)]


class Fact(Part):
    """One thing that is so in a country, where it was read, and until when it may be said so firmly.

    `name` is what a sentence calls it: {help.suicidal} in a note becomes the name, the site and the number. Where there is
    room for one line, `line` says what it is for, in words that hold past its date too, and `reach` how it can be reached, in
    words that hold until then. Neither says anything that the whole text does not.
    """

    name: Text | None = None
    text: Text
    softer: Text | None = None
    line: Text | None = None
    reach: Text | None = None
    tel: Annotated[str, Field(pattern=r"^[0-9+ -]{3,20}$")] | None = None
    url: WebAddress | None = None
    source_title: str | None = None
    source_url: WebAddress | None = None
    source_date: str | None = None
    checked_on: date | None = None
    check_by: date | None = None
    status: Status

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        told = (
            self.softer,
            self.source_title,
            self.source_url,
            self.source_date,
            self.checked_on,
            self.check_by,
        )
        is_own = self.status is Status.OWN_RULE
        if any(told) if is_own else not all(told):
            raise ValueError("fact_source")
        return self

    def is_unsure(self, today: date) -> bool:
        """Tell whether somebody should look this up first: nobody read it at its source, or not lately."""
        return self.status is Status.TO_CHECK or (self.check_by is not None and today > self.check_by)

    @property
    def ways(self) -> tuple[str, ...]:
        """Give how to get there, as people write it: the site before the number."""
        return tuple(way for way in (self.url and typed(self.url), self.tel) if way)


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


def typed(url: str) -> str:
    """Give a web address as people type it."""
    return url.removeprefix("https://").removeprefix("www.").rstrip("/")


def wording(fact: Fact, language: Language, today: date) -> tuple[str, bool]:
    """Give the words for a fact today, and whether somebody should look it up first.

    Past its date, or while it is only `to_check`, a fact is said in its softer words. A number or a site is told all the
    same: what is softer is what is promised of it.
    """
    unsure = fact.is_unsure(today)
    return (fact.softer if unsure and fact.softer else fact.text).in_(language), unsure


def called(fact: Fact, language: Language) -> str:
    """Give what a sentence calls a fact, with the ways to get there: 113 Zelfmoordpreventie (113.nl, 0800 0113)."""
    ways = ", ".join(fact.ways)
    if fact.name is None:
        return ways or fact.text.in_(language)
    name = fact.name.in_(language)
    return f"{name} ({ways})" if ways else name
