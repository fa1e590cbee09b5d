"""Rules of language: words that make a reader look at the wrong person, and what an author may think about instead.

A pack of rules is content, one file a language. Each rule carries the sentences that it must find and those that it
must leave alone; a pack in which one of these is not so cannot be read.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache

from pydantic import Field

from classroom.languages import Language
from classroom.story.format.problems import Problem, StoryError, error, in_file
from classroom.story.format.reader import read_model
from classroom.story.model.parts import Id, Part, Phrase, Pronoun

# The same texts are looked at again as they are told in each country; twenty rules over the texts of a few stories.
REMEMBERED = 60_000


class HeardAs(StrEnum):
    """Where a text is heard: told by the story, asked of the class, said by somebody in it, or read by the teacher."""

    TOLD = "told"
    ASKED = "asked"
    SPOKEN = "spoken"
    TEACHER = "teacher"


class Mouth(StrEnum):
    """Whether somebody in the story may break a rule if that is answered later, or not at all."""

    ANSWERED = "answered"
    NEVER = "never"


class Allowed(Part):
    """Words that a rule would find, but that are meant otherwise, and why they may stand."""

    words: str
    because: str


class Rule(Part):
    """What to look for (regular expressions, capitals aside), where, and what to think about.

    A `national` rule does not hold in scenes that are for some countries only.
    """

    say: Phrase
    better: Phrase | None = None
    match: tuple[str, ...] = Field(min_length=1)
    where: tuple[HeardAs, ...] = tuple(HeardAs)
    mouth: Mouth = Mouth.ANSWERED
    national: bool = False
    allow: tuple[Allowed, ...] = ()
    bad: tuple[str, ...] = Field(min_length=1)
    good: tuple[str, ...] = Field(min_length=1)


class Forms(Part):
    """How somebody is spoken of."""

    subject: Phrase
    object: Phrase
    possessive: Phrase


class ReadingEase(Part):
    """A formula of Flesch's kind: from the highest ease of all goes so much for long sentences and for long words.

    `syllable` is what a syllable has in the spelling of the language; `least` is what a class of twelve can read.
    """

    highest: float
    long_sentences: float
    long_words: float
    syllable: str
    least: float


class Pack(Part):
    """What a story needs to know of one language, and the rules that hold for it.

    What is not there is taken from English, until somebody translates it.
    """

    language: Language
    pronouns: dict[Pronoun, Forms] = Field(default_factory=dict)
    reading_ease: ReadingEase | None = None
    rules: dict[Id, Rule] = Field(default_factory=dict)


Packs = Mapping[Language, Pack]


def read_pack(text: str) -> Pack:
    """Read a pack of rules. Raises StoryError with all problems, a sentence that its rule misjudges among them."""
    pack, lines = read_model(text, Pack)
    problems = [*_misjudged(pack)]
    if problems:
        raise StoryError(in_file(problems, lines))
    return pack


def found_by(rule: Rule, said: str) -> str | None:
    """Give the first words of a text that break this rule, or nothing."""
    return _found(rule.match, tuple(each.words for each in rule.allow), said)


@lru_cache(maxsize=REMEMBERED)
def _found(match: tuple[str, ...], allow: tuple[str, ...], said: str) -> str | None:
    for found in (found for words in match for found in _pattern(words).finditer(said)):
        if not any(_lies_within(found, each) for words in allow for each in _pattern(words).finditer(said)):
            return found[0]
    return None


def _lies_within(inner: re.Match[str], outer: re.Match[str]) -> bool:
    return outer.start() <= inner.start() and inner.end() <= outer.end()


def _misjudged(pack: Pack) -> Iterator[Problem]:
    for name, rule in pack.rules.items():
        try:
            yield from _sentences(rule, name)
        except re.error:
            yield error("no_pattern", "rules", name, "match", name=name)


def _sentences(rule: Rule, name: str) -> Iterator[Problem]:
    for place, said in enumerate(rule.bad):
        if not found_by(rule, said):
            yield error("rule_misses", "rules", name, "bad", place, name=name)
    for place, said in enumerate(rule.good):
        found = found_by(rule, said)
        if found:
            yield error("rule_finds", "rules", name, "good", place, name=name, found=found)


@cache
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)
