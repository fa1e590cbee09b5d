"""How easily a Dutch text can be read, by the formula of Flesch and Douma: about 70 can be read at twelve."""

import re
from collections.abc import Iterable, Iterator

from classroom.story.model.narrator import Narrator
from classroom.story.model.parts import Language, Text
from classroom.story.model.scenario import Scenario, Scene

LEAST = 70.0
_SENTENCE_END = re.compile(r"[.!?…]+(?=\W|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_SYLLABLE = re.compile(r"[aeiouyáàâéèêíîóôúû]+|[äëïöü][aeiouy]*")


def flesch_douma(texts: Iterable[str]) -> float:
    """Give the reading ease of texts taken together, each with one sentence or more; 206.84 for no words at all."""
    sentences = words = syllables = 0
    for text in texts:
        said = _WORD.findall(text)
        words += len(said)
        sentences += sum(bool(_WORD.search(part)) for part in _SENTENCE_END.split(text))
        syllables += sum(max(1, len(_SYLLABLE.findall(word.lower()))) for word in said)
    if not words:
        return 206.84
    return 206.84 - 0.93 * words / sentences - 77 * syllables / words


def reading_ease(scenario: Scenario) -> float:
    """Give the reading ease of what the scenes tell and ask in Dutch. Chats are left out: nobody ends a sentence there."""
    narrator = Narrator(scenario.cast, {}, Language.NL)
    told = (text for scene in scenario.scenes.values() for text in _told(scene))
    return flesch_douma(narrator.say(text) for text in told if text.has(Language.NL))


def _told(scene: Scene) -> Iterator[Text]:
    asked = (*scene.prompts.consent, *scene.prompts.receiver) if scene.prompts else ()
    yield from (text for text in (scene.story, scene.ask) if text)
    yield from asked
    for choice in scene.choices:
        yield from (text for text in (choice.says, choice.outcome) if text)
    if scene.debrief:
        yield from (scene.debrief.responsible, scene.debrief.helped, scene.debrief.sentence)
        yield from scene.debrief.questions
