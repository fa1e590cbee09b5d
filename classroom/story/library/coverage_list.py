"""The coverage list: what the library has to teach, and the very sentence by which a story, card or fact does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field

from classroom.languages import Language
from classroom.story.format.paths import FieldPath
from classroom.story.format.problems import Problem, error, warning
from classroom.story.format.reader import read_model
from classroom.story.format.text_walk import refuse_missing_languages, texts
from classroom.story.library.facts import Facts, Status
from classroom.story.library.teacher_cards import TeacherCard
from classroom.story.model.narrator import Narrator
from classroom.story.model.parts import FactId, Id, Part, Phrase, Text
from classroom.story.model.scenario import Scenario

TopicId = Annotated[str, Field(pattern=r"^[SN]\d{1,2}$")]


class Topic(Part):
    """One thing to teach, or (N) one number.

    `cards` and `facts` quote what the teacher's cards and the facts of some country say of it. `later` names what is
    to carry it. `left_out` says why nothing will.
    """

    text: Text
    cards: dict[Id, Phrase] = Field(default_factory=dict)
    facts: dict[FactId, Phrase] = Field(default_factory=dict)
    later: tuple[str, ...] = ()
    left_out: Text | None = None


class Topics(Part):
    """The whole list, and by their numbers the stories and sheets that were planned."""

    planned: dict[str, Text]
    topics: dict[TopicId, Topic] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Library:
    """All that can carry something of the list: stories by their file names, cards, and the facts of one country."""

    stories: Mapping[str, Scenario]
    cards: Mapping[str, TeacherCard]
    facts: Facts


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence that carries a topic, and where it stands; without a sentence, somebody still has to point it out."""

    topic: str
    where: str
    sentence: str


def read_topics(text: str) -> Topics:
    """Read the coverage list. Raises StoryError with all problems found, a missing language among them."""
    found, lines = read_model(text, Topics)
    refuse_missing_languages(found, lines)
    return found


def quote_problems(scenario: Scenario) -> Iterator[Problem]:
    """Give the topics that a story names without their sentence, and the sentences that do not stand in it any more."""
    for path, named, texts_around in _covers(scenario):
        for place, entry in enumerate(named):
            topic, quote = _parted(entry)
            if not quote:
                yield warning("no_quote", *path, "covers", place, name=topic)
            elif not _stands(quote, texts_around):
                yield error("quote_gone", *path, "covers", place, name=topic, quote=quote)


def quotes(topics: Topics, library: Library) -> tuple[Quote, ...]:
    """Give every sentence that stands for a topic, stories first."""
    return (*_of_stories(library.stories), *_of_others(topics, library))


def lost_quotes(topics: Topics, library: Library) -> tuple[Quote, ...]:
    """Give the sentences of the list that do not stand in a card or a fact any more."""
    return tuple(
        Quote(name, where, sentence)
        for name, topic in topics.topics.items()
        for where, sentence, part in _sources(topic, library)
        if part is None or not _stands(sentence, [part])
    )


def _of_stories(stories: Mapping[str, Scenario]) -> Iterator[Quote]:
    for slug, scenario in stories.items():
        language = scenario.languages[0]
        narrator = Narrator(scenario.cast, {}, language)
        title = scenario.title.in_(language)
        for path, named, _ in _covers(scenario):
            scene = (
                f"`{path[1]}`, {narrator.say(scenario.scenes[str(path[1])].title)}" if path else "the whole"
            )
            for entry in named:
                topic, quote = _parted(entry)
                yield Quote(
                    topic, f"[{title}](../classroom/scenarios/{slug}.yaml) · {scene}", _said(narrator, quote)
                )


def _of_others(topics: Topics, library: Library) -> Iterator[Quote]:
    for name, topic in topics.topics.items():
        for where, sentence, _ in _sources(topic, library):
            yield Quote(name, where, sentence)


def _sources(topic: Topic, library: Library) -> Iterator[tuple[str, str, BaseModel | None]]:
    for card, sentence in topic.cards.items():
        sheet = library.cards.get(card)
        title = sheet.title.in_(Language.NL) if sheet else card
        yield f"[card](../classroom/scenarios/cards.yaml) · {title}", sentence, sheet
    for fact, sentence in topic.facts.items():
        found = library.facts.facts.get(fact)
        unsure = " (to check)" if found and found.status is Status.TO_CHECK else ""
        where = f"[facts](../classroom/scenarios/facts/{library.facts.jurisdiction}.yaml) · `{fact}`{unsure}"
        yield where, sentence, found


def _covers(scenario: Scenario) -> Iterator[tuple[FieldPath, Sequence[str], Sequence[object]]]:
    """Give each list of topics with its path, and what its sentences have to stand in."""
    yield (), scenario.covers, (scenario.subject, scenario.goals, scenario.content_note, scenario.teacher)
    for name, scene in scenario.scenes.items():
        yield ("scenes", name), scene.covers, (scene,)


def _parted(entry: str) -> tuple[str, str]:
    topic, _, quote = entry.partition(" ")
    return topic, quote


def _stands(quote: str, parts: Sequence[object]) -> bool:
    wanted = " ".join(quote.split())
    written = (said for part in parts for _, text in texts(part) for _, said in text.wordings())
    return any(wanted in " ".join(said.split()) for said in written)


def _said(narrator: Narrator, quote: str) -> str:
    return narrator.say(Text(all=quote)) if quote else ""
