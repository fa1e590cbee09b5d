"""How easily a text can be read, by the formula that a language has: in Dutch that of Flesch and Douma."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from classroom.languages import Language, ease_of
from classroom.story.library.language_rules import ReadingEase
from classroom.story.model.narrator import Narrator
from classroom.story.model.parts import Text
from classroom.story.model.scenario import Scenario, Scene

_SENTENCE_END = re.compile(r"[.!?…]+(?=\W|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")


@cache
def formula_of(language: Language) -> ReadingEase | None:
    known = ease_of(language)
    return ReadingEase.model_validate(known) if known else None


def ease_in(formula: ReadingEase, texts: Iterable[str]) -> float:
    """Give the reading ease of texts taken together, each with one sentence or more; the highest for no words at all."""
    syllable = re.compile(formula.syllable)
    sentences = words = syllables = 0
    for text in texts:
        said = _WORD.findall(text)
        words += len(said)
        sentences += sum(bool(_WORD.search(part)) for part in _SENTENCE_END.split(text))
        syllables += sum(max(1, len(syllable.findall(word.lower()))) for word in said)
    if not words:
        return formula.highest
    return (
        formula.highest - formula.long_sentences * words / sentences - formula.long_words * syllables / words
    )


def reading_ease(scenario: Scenario) -> dict[Language, float]:
    """Give the reading ease of what the scenes tell and ask, in each language of the story that has a formula.

    Chats are left out: nobody ends a sentence there.
    """
    formulas = {language: formula_of(language) for language in scenario.languages}
    return {
        language: ease_in(formula, _said(scenario, language))
        for language, formula in formulas.items()
        if formula
    }


def _said(scenario: Scenario, language: Language) -> Iterator[str]:
    narrator = Narrator(scenario.cast, {}, language)
    told = (text for scene in scenario.scenes.values() for text in _told(scene))
    return (narrator.say(text) for text in told if text.has(language))


def _told(scene: Scene) -> Iterator[Text]:
    asked = (*scene.prompts.consent, *scene.prompts.receiver) if scene.prompts else ()
    yield from (text for text in (scene.story, scene.ask) if text)
    yield from asked
    for choice in scene.choices:
        yield from (text for text in (choice.says, choice.outcome) if text)
    if scene.debrief:
        yield from (scene.debrief.responsible, scene.debrief.helped, scene.debrief.sentence)
        yield from scene.debrief.questions
