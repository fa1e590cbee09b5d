"""A story as it is played in one country: without the scenes of other countries, in the country's words, with its facts."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from classroom.languages import Language
from classroom.story.format.text_walk import carried, texts
from classroom.story.graph.explore import linked
from classroom.story.library.facts import Facts, called
from classroom.story.model.parts import FactId, Fork, Id, Text
from classroom.story.model.scenario import Choice, Scenario, Scene

NOWHERE = ""  # a country that no scene names
Words = Mapping[Language, Mapping[str, str]]
Kind = TypeVar("Kind", bound=BaseModel)


def variants(scenario: Scenario) -> tuple[str, ...]:
    """Give the countries in which a story differs, and first of all NOWHERE, which stands for all others."""
    named = {country for scene in scenario.scenes.values() for country in scene.countries}
    return (NOWHERE, *sorted(named))


def for_country(scenario: Scenario, country: str) -> Scenario:
    """Give the story as it is played in this country.

    Every way to a scene of other countries leads to its `elsewhere` instead. Scenes that nothing leads to then are
    left out. A story without scenes of some countries stays what it is.
    """
    if not any(scene.countries for scene in scenario.scenes.values()):
        return scenario
    instead = {
        name: scene.elsewhere or name
        for name, scene in scenario.scenes.items()
        if scene.countries and country not in scene.countries
    }
    turned = _turned(scenario, instead)
    kept = linked(turned)
    return turned.model_copy(
        update={"scenes": {name: scene for name, scene in turned.scenes.items() if name in kept}}
    )


def in_words(part: Kind, words: Words) -> Kind:
    """Give a story or a card with whole words replaced: `words` tells for each language what a country calls them.

    A capital stays a capital. Names of people, rules and scenes are no texts, and stay as they are.
    """
    if not any(words.values()):
        return part
    return _with_texts(part, lambda text: _reworded(text, words))


def with_facts(scenario: Scenario, facts: Facts) -> Scenario:
    """Give the story with the facts that its notes carry: {help.suicidal} becomes a name, a site and a number."""

    def told(text: Text) -> Text:
        known = {name: facts.facts[name] for name in carried(text) if name in facts.facts}
        said = {each: text.in_(each) for each in Language if text.has(each)}
        for name, fact in known.items():
            said = {each: words.replace(f"{{{name}}}", called(fact, each)) for each, words in said.items()}
        return text.model_copy(update={"by_language": said}) if known else text

    return _with_texts(scenario, told)


def lacking(scenario: Scenario, facts: Facts) -> tuple[FactId, ...]:
    """Give the facts without which this story cannot be told in a country: what its notes carry, and its endings' help.

    `scenario` is the story as it is played there.
    """
    named = list(carried(scenario.teacher)) if scenario.teacher else []
    for scene in scenario.scenes.values():
        named += (fact for _, text in texts(scene.teacher) for fact in carried(text))
        named += scene.debrief.help if scene.debrief else ()
    return tuple(name for name in dict.fromkeys(named) if name not in facts.facts)


def _turned(scenario: Scenario, instead: Mapping[Id, Id]) -> Scenario:
    def to(name: Id | None) -> Id | None:
        return instead.get(name, name) if name else None

    def go(forks: tuple[Fork, ...]) -> tuple[Fork, ...]:
        return tuple(fork.model_copy(update={"to": to(fork.to)}) for fork in forks)

    def choice(part: Choice) -> Choice:
        return part.model_copy(update={"to": to(part.to), "go": go(part.go)})

    def scene(part: Scene) -> Scene:
        choices = tuple(choice(each) for each in part.choices)
        ways = {"to": to(part.to), "go": go(part.go), "landing": to(part.landing), "choices": choices}
        return part.model_copy(update={**ways, "countries": (), "elsewhere": None})

    scenes = {name: scene(part) for name, part in scenario.scenes.items() if name not in instead}
    ends = {"start": to(scenario.start), "landing": to(scenario.landing)}
    return scenario.model_copy(update={**ends, "scenes": scenes})


def _with_texts(part: Kind, change: Callable[[Text], Text]) -> Kind:
    def changed(value: Any) -> Any:
        if isinstance(value, Text):
            return change(value)
        if isinstance(value, BaseModel):
            return _with_texts(value, change)
        if isinstance(value, tuple):
            return tuple(changed(each) for each in value)
        return {key: changed(each) for key, each in value.items()} if isinstance(value, dict) else value

    return part.model_copy(update={name: changed(getattr(part, name)) for name in type(part).model_fields})


def _reworded(text: Text, words: Words) -> Text:
    said = {
        language: _replaced(told, known) if (known := words.get(language)) else told
        for language, told in text.by_language.items()
    }
    return text.model_copy(update={"by_language": said})


def _replaced(said: str, known: Mapping[str, str]) -> str:
    whole = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))

    def other(found: re.Match[str]) -> str:
        word = known[found[0].lower()]
        return word[0].upper() + word[1:] if found[0][0].isupper() else word

    return re.sub(rf"(?<![\w{{])(?:{whole})(?!\w)", other, said, flags=re.IGNORECASE)
