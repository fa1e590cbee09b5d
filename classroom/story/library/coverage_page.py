"""The page that tells what the library covers: a row a sentence, and what is still open."""

from collections.abc import Iterator, Mapping

from classroom.languages import Language
from classroom.story.library.coverage_list import Library, Quote, Topics, quotes

_HEAD = """\
# What the library covers

Written by `flask coverage`; do not change it by hand. The list stands in `classroom/scenarios/coverage/list.yaml`: S are
things to teach, N are numbers. A row counts as covered only by the sentence that is quoted, which must stand in the story,
the card or the fact still. A fact that is marked (to check) is said in softer words until somebody has looked it up.
"""


def coverage_page(topics: Topics, library: Library) -> str:
    by_topic: dict[str, list[Quote]] = {name: [] for name in topics.topics}
    for quote in quotes(topics, library):
        by_topic.setdefault(quote.topic, []).append(quote)
    return (
        "\n".join((_HEAD, *_summary(topics, by_topic), *_covered(topics, by_topic), *_rest(topics, by_topic)))
        + "\n"
    )


def _is_covered(found: list[Quote]) -> bool:
    return any(quote.sentence for quote in found)


def _summary(topics: Topics, by_topic: Mapping[str, list[Quote]]) -> Iterator[str]:
    for letter, what in (("S", "things to teach"), ("N", "numbers")):
        names = [name for name in topics.topics if name.startswith(letter)]
        covered = sum(_is_covered(by_topic[name]) for name in names)
        left_out = sum(bool(topics.topics[name].left_out) for name in names)
        rest = len(names) - covered - left_out
        yield f"{len(names)} {what}: {covered} covered, {rest} open, {left_out} left out on purpose.  "
    yield ""


def _covered(topics: Topics, by_topic: Mapping[str, list[Quote]]) -> Iterator[str]:
    yield from ("## Covered", "", "| | What | Where | The sentence |", "| --- | --- | --- | --- |")
    for name, topic in topics.topics.items():
        for number, quote in enumerate(each for each in by_topic[name] if each.sentence):
            what = "" if number else topic.text.in_(Language.EN)
            yield f"| {name} | {what} | {quote.where} | {_cell(quote.sentence)} |"
    yield ""


def _rest(topics: Topics, by_topic: Mapping[str, list[Quote]]) -> Iterator[str]:
    yield from ("## Open", "", "| | What | To be carried by |", "| --- | --- | --- |")
    for name, topic in topics.topics.items():
        if not topic.left_out and not _is_covered(by_topic[name]):
            yield f"| {name} | {topic.text.in_(Language.EN)} | {_later(topics, name, by_topic[name])} |"
    yield from ("", "## Left out on purpose", "", "| | What | Why |", "| --- | --- | --- |")
    for name, topic in topics.topics.items():
        if topic.left_out:
            yield f"| {name} | {topic.text.in_(Language.EN)} | {topic.left_out.in_(Language.EN)} |"


def _later(topics: Topics, name: str, named: list[Quote]) -> str:
    planned = [topics.planned[each].in_(Language.EN) for each in topics.topics[name].later]
    unquoted = [f"{quote.where} (names it, quotes no sentence yet)" for quote in named]
    return "; ".join([*unquoted, *planned])


def _cell(said: str) -> str:
    return said.replace("|", "\\|")
