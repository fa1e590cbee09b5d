"""A topic is covered by a sentence that stands somewhere, and by nothing else."""

from dataclasses import replace

import pytest

from classroom.story.format.problems import StoryError
from classroom.story.format.reader import read_scenario
from classroom.story.library.coverage_list import (
    Library,
    Quote,
    Topics,
    lost_quotes,
    quote_problems,
    quotes,
    read_topics,
)
from classroom.story.library.coverage_page import coverage_page
from classroom.story.library.facts import read_facts
from classroom.story.library.teacher_cards import read_teacher_cards
from tests.story.test_facts_and_cards import FACTS, SHEETS
from tests.story.test_reachability import scene, story

TOPICS = """\
planned:
  "2": { nl: verhaal 2, en: story 2 }
topics:
  S1:
    text: { nl: een, en: one }
  S2:
    text: { nl: twee, en: two }
    cards: { incident: We doen dit een andere dag. }
  S3:
    text: { nl: drie, en: three }
    facts: { help.image: 'Bel gratis' }
    later: ["2"]
  S4:
    text: { nl: vier, en: four }
    later: ["2"]
  N1:
    text: { nl: getal, en: number }
    left_out: { nl: oud, en: dated }
"""
TOLD = "  story: { nl: '{noor} zwijgt. Dan belt {noor}.', en: x }\n"


def with_covers(*entries: str) -> str:
    covers = "".join(f"    - '{entry}'\n" for entry in entries)
    more = f"{TOLD}  covers:\n{covers}" if entries else TOLD
    return story(scene("s1", "to: good", "to: half", "to: sad", more=more))


def library(*entries: str) -> Library:
    scenario = read_scenario(with_covers(*entries)).scenario
    return Library({"a_story": scenario}, read_teacher_cards(SHEETS).sheets, read_facts(FACTS))


def topics() -> Topics:
    return read_topics(TOPICS)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("S1 Dan belt {noor}.", []),
        ("S1 zwijgt.  Dan belt", []),
        ("S1", ["no_quote"]),
        ("S1 Dan belt Noor.", ["quote_gone"]),
        ("S1 Dan belt niemand.", ["quote_gone"]),
    ],
)
def test_a_sentence_stands_in_its_scene_as_it_is_written(entry: str, expected: list[str]) -> None:
    assert [each.code for each in quote_problems(read_scenario(with_covers(entry)).scenario)] == expected


def test_a_sentence_of_another_scene_does_not_count() -> None:
    text = with_covers("S1 Dan belt {noor}.").replace("start: s1", "start: s0")
    elsewhere = text.replace(
        "scenes:\n",
        "scenes:\n  s0:\n    title: { all: t }\n    covers: ['S1 Dan belt {noor}.']\n    to: s1\n",
    )
    assert [each.code for each in quote_problems(read_scenario(elsewhere).scenario)] == ["quote_gone"]


def test_the_whole_story_can_carry_something_too() -> None:
    text = with_covers("S1").replace("start: s1", "covers: ['S2 g']\nstart: s1")
    assert [each.code for each in quote_problems(read_scenario(text).scenario)] == ["no_quote"]


def test_what_is_not_a_topic_is_refused() -> None:
    with pytest.raises(StoryError) as refused:
        read_scenario(with_covers("12 Dan belt"))
    assert [each.code for each in refused.value.problems] == ["covers_shape"]


def test_quotes_of_cards_and_facts_stand_in_them() -> None:
    shelf = library()
    assert [(each.topic, each.sentence) for each in quotes(topics(), shelf)] == [
        ("S2", "We doen dit een andere dag."),
        ("S3", "Bel gratis"),
    ]
    assert lost_quotes(topics(), shelf) == ()
    moved = read_topics(TOPICS.replace("Bel gratis", "Bel duur").replace("incident:", "nergens:"))
    assert [each.topic for each in lost_quotes(moved, shelf)] == ["S2", "S3"]


def test_the_page_tells_what_is_covered_open_and_left_out() -> None:
    page = coverage_page(topics(), library("S1 Dan belt {noor}.", "S4"))
    covered, rest = page.split("## Open")
    opened, left_out = rest.split("## Left out on purpose")
    assert "4 things to teach: 3 covered, 1 open, 0 left out on purpose." in covered
    assert "| S1 | one | [x](../classroom/scenarios/a_story.yaml) · `s1`, t | Dan belt Noor. |" in covered
    assert (
        "| S3 | three | [facts](../classroom/scenarios/facts/nl.yaml) · `help.image` | Bel gratis |"
        in covered
    )
    assert (
        "| S4 | four | [x](../classroom/scenarios/a_story.yaml) · `s1`, t (names it, quotes no sentence yet); story 2 |"
        in opened
    )
    assert "| N1 | number | dated |" in left_out


def test_a_fact_that_nobody_has_looked_up_is_marked() -> None:
    unsure = read_facts(FACTS.replace("seen_in_copy", "to_check"))
    found = quotes(topics(), replace(library(), facts=unsure))
    assert found[-1] == Quote(
        "S3", "[facts](../classroom/scenarios/facts/nl.yaml) · `help.image` (to check)", "Bel gratis"
    )


def test_the_list_is_there_in_every_language() -> None:
    with pytest.raises(StoryError) as refused:
        read_topics(TOPICS.replace("{ nl: een, en: one }", "{ nl: een }"))
    assert [each.code for each in refused.value.problems] == ["no_language"]
