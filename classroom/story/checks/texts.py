"""Every text of a story must be there in each language, fit its screen, and keep its distance."""

import re
from collections.abc import Callable, Iterator

from classroom.languages import Language
from classroom.story.format.paths import FieldPath
from classroom.story.format.problems import Problem, error, unknown_name, warning
from classroom.story.format.text_walk import QUOTED, texts
from classroom.story.model.names import is_fact
from classroom.story.model.narrator import Narrator, placeholders
from classroom.story.model.parts import Text
from classroom.story.model.scenario import Scenario

_SPOKEN_TO = re.compile(
    r"\b(jij|je|jou|jouw|jullie|jezelf|you|your|yours|yourself|yourselves)\b", re.IGNORECASE
)
# What is asked or told about people in the story; what the teacher reads, and what somebody says, may say "you".
_AT_A_DISTANCE = {
    "ask",
    "questions",
    "consent",
    "receiver",
    "options",
    "story",
    "outcome",
    "tease",
    "locked",
    "cards",
}
_AT_A_DISTANCE |= {"piles", "reflect", "responsible", "helped", "six", "goals"}
_FORMS = ("", ".subject", ".object", ".possessive", ".Subject", ".Object", ".Possessive")


def text_problems(scenario: Scenario) -> Iterator[Problem]:
    """Check every text of a story, in every language."""
    for path, text in texts(scenario):
        yield from _languages(scenario, path, text)
        for language, said in text.wordings():
            where = (*path, language)
            yield from _placeholders(scenario, where, said)
            yield from _distance(scenario, where, said)
            if path[0] == "scenes":
                yield from _nameswordings(scenario, where, said)
    yield from _lengths(scenario)


def _languages(scenario: Scenario, path: FieldPath, text: Text) -> Iterator[Problem]:
    declared = scenario.languages
    for language in declared:
        if not text.has(language):
            yield error("no_language", *path, language=language)
    for language in text.by_language:
        if language not in declared:
            yield warning("extra_language", *path, str(language), language=language)
    for language in text.redo:
        yield warning("redo", *path, "redo", language=language)


def _placeholders(scenario: Scenario, path: FieldPath, said: str) -> Iterator[Problem]:
    known = [name + form for name in scenario.cast for form in _FORMS]
    line = path
    found = placeholders(said)
    # Facts stand in what the teacher reads. The class sees help at the end, and never law or numbers inside a story.
    may_carry = "teacher" in path
    for name in found:
        if name not in known and not (may_carry and is_fact(name)):
            yield unknown_name("placeholder", name, known, line)
    if said.count("{") != len(found) or said.count("}") != len(found):
        yield Problem(line, "loose_brace")


def _distance(scenario: Scenario, path: FieldPath, said: str) -> Iterator[Problem]:
    names = [step for step in path[:-1] if isinstance(step, str)]
    if _is_told_or_asked(names):
        found = _SPOKEN_TO.search(QUOTED.sub("", said))  # what a character says may say "you"
        if found:
            yield error("distance", *path, name=found[0])


def _is_told_or_asked(names: list[str]) -> bool:
    a_choice = names[-2:] == ["choices", "says"]
    a_scene = names[0] == "scenes" and names[-1] == "title"
    return names[-1] in _AT_A_DISTANCE or a_choice or a_scene


def _nameswordings(scenario: Scenario, path: FieldPath, said: str) -> Iterator[Problem]:
    for person, character in scenario.cast.items():
        if character.swap and re.search(rf"\b{re.escape(character.name)}\b", said):
            yield warning("name_written", *path, name=character.name, guess=person)


def _signs(said: str) -> int:
    return len(said)


def _words(said: str) -> int:
    return len(said.split())


def _words_of_a_paragraph(said: str) -> int:
    return max(_words(paragraph) for paragraph in re.split(r"\n\s*\n", said))


_LIMITS: dict[str, tuple[str, int, Callable[[str], int]]] = {
    "choices.says": ("long_choice", 80, _signs),
    "chat.says": ("long_message", 90, _signs),
    "then.says": ("long_message", 90, _signs),
    "choices.outcome": ("long_outcome", 60, _words),
    "choices.tease": ("long_tease", 34, _signs),
    "chat_name": ("long_chat_name", 24, _signs),
    "ask": ("long_ask", 80, _signs),
    "story": ("long_paragraph", 60, _words_of_a_paragraph),
}


# What the narrator says below what was played.
_AFTER_LINES: tuple[str, int, Callable[[str], int]] = ("long_card", 36, _words)


def _lengths(scenario: Scenario) -> Iterator[Problem]:
    for path, text in texts(scenario.scenes, ("scenes",)):
        names = [step for step in path[2:] if isinstance(step, str)]  # after the name of the scene
        rule = _LIMITS.get(".".join(names[-2:])) or _LIMITS.get(names[-1])
        if names == ["choices", "outcome"] and scenario.scenes[str(path[1])].choices[int(path[3])].then:
            rule = _AFTER_LINES
        if rule:
            yield from _too_long(scenario, path, text, rule)


def _too_long(
    scenario: Scenario, path: FieldPath, text: Text, rule: tuple[str, int, Callable[[str], int]]
) -> Iterator[Problem]:
    code, limit, measure = rule
    for key, language in _tellings(scenario, text):
        number = measure(Narrator(scenario.cast, {}, language).say(text))
        if number > limit:
            yield warning(code, *path, key, number=number, limit=limit)


def _tellings(scenario: Scenario, text: Text) -> list[tuple[str, Language]]:
    """Give the key of each way in which a text is written, with a language that it is told in."""
    own = [(str(language), language) for language in scenario.languages if language in text.by_language]
    return own or [("all", scenario.languages[0])]
