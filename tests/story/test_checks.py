"""Each fault that an author can make is found, alone, at its line."""

from collections.abc import Callable

import pytest

from classroom.story.format.problems import Problem, Severity
from tests.story.checked_file import checked

Plant = Callable[[str, str], tuple[Problem, ...]]
E, W = Severity.ERROR, Severity.WARNING

LONG_STORY = "nl: " + "woord " * 61
TWO_PARAGRAPHS = "nl: |\n        " + "woord " * 60 + "\n\n        " + "woord " * 60

FAULTS = [
    # names
    ("start: avond", "start: avnd", 19, "no_scene_guess", E),
    ("start: avond", "start: qqq", 19, "no_scene", E),
    ("landing: verder_weg", "landing: verder", 20, "no_scene_guess", E),
    ("        finds: [stop]\n        to: volgende_dag", "        finds: [stop]\n        to: morgen", 82, "no_scene", E),
    ("          - to: verder_weg", "          - to: verderweg", 120, "no_scene_guess", E),
    ("    predict: true", "    predict: true\n    landing: qqq", 72, "no_scene", E),
    ("      - from: sem", "      - from: sam", 55, "no_person_guess", E),
    ("    predict: true", "    thoughts: [{ of: jay, says: { all: Hm } }]\n    predict: true", 71, "no_person", E),
    ("finds: [stop]", "finds: [stap]", 81, "no_find_guess", E),
    ("        changes: { bereik: +1 }", "        changes: { bereik: 1 }\n        then: [{ from: jay, says: { all: Hm } }]", 77, "no_person", E),
    ("        changes: { bereik: +1 }", "        changes: { bereik: 1 }\n        then: [{ typing: [sem, nor], from: sem, says: { all: Hm } }]", 77, "no_person_guess", E),
    ("has: [stop]", "has: [hulp]", 124, "no_find", E),
    ("has: [stop]", "lacks: [hulp]", 124, "no_find", E),
    ("changes: { bereik: +1 }", "changes: { berijk: +1 }", 76, "no_gauge_guess", E),
    ("at_most: { bereik: 1 }", "at_least: { qqq: 1 }", 118, "no_gauge", E),
    ("help: [help.image,", "help: [help.imaeg,", 151, "no_fact_guess", E),
    ("    predict: true", "    facts: [law.qqq]\n    predict: true", 71, "no_fact", E),
    ("zou {noor} moeten", "zou {noro} moeten", 69, "no_placeholder_guess", E),
    ("zou {noor} moeten", "zou {noor.name} moeten", 69, "no_placeholder_guess", E),
    ("zou {noor} moeten", "zou {qqq} moeten", 69, "no_placeholder", E),
    ("zou {noor} moeten", "zou {noor moeten", 69, "loose_brace", E),
    ("    from: 1", "    from: 4", 39, "gauge_from", E),
    # go, landing, short
    ("          - to: verder_weg", "          - if: { has: [stop] }\n            to: verder_weg", 120, "no_else", E),
    ("          - if: { at_most: { bereik: 1 } }\n            to: samen", "          - to: samen", 118, "else_too_early", E),
    ("landing: verder_weg", "landing: volgende_dag", 20, "landing_not_ending", E),
    ("    predict: true", "    predict: true\n    landing: volgende_dag", 72, "landing_not_ending", E),
    ("    predict: true", "    predict: true\n    short: D", 72, "short_no_choice", E),
    # the shape of the story
    ("        to: opgeruimd", "        to: samen", 176, "unreachable", E),
    ("at_most: { bereik: 1 }", "at_most: { bereik: 3 }", 120, "line_never", W),
    # every situation a class can be in
    ("          - if: { at_most: { bereik: 1 } }\n", "          - if: { at_least: { bereik: 4 } }\n", 118, "line_never", W),
    # texts
    ("      en: What should {noor} do?\n", "", 68, "no_language", E),
    ("      en: Sunday evening", "      en: Sunday evening\n      redo: [en]", 47, "redo", W),
    ("nl: Wat zou {noor} moeten doen", "nl: Wat zou jij doen", 69, "distance", E),
    ("en: What should {noor} do", "en: What should you do", 70, "distance", E),
    ("nl: Wie kon het stoppen", "nl: Wie van Jullie kon het stoppen", 149, "distance", E),
    ("nl: Wie beslist over", "nl: Wat doe je met", 63, "distance", E),
    ("nl: De volgende dag", "nl: Noor, de volgende dag", 92, "name_written", W),
    ("nl: De app wegleggen", "nl: " + "x" * 81, 74, "long_choice", W),
    ("nl: Wat zou {noor} moeten doen?", "nl: Wat zou " + "x" * 81, 69, "long_ask", W),
    ("nl: haha kijk Lotte #oeps", "nl: " + "h" * 91, 59, "long_message", W),
    ("        changes: { bereik: +1 }", "        changes: { bereik: 1 }\n        outcome: { all: " + "ja " * 61 + "}", 77, "long_outcome", W),
    ("        changes: { bereik: +1 }", "        changes: { bereik: 1 }\n        then: [{ from: sem, says: { all: " + "h" * 91 + "} }]", 77, "long_message", W),
    ("        changes: { bereik: +1 }", "        changes: { bereik: 1 }\n        then: [{ from: sem, says: { all: Hm } }]\n        outcome: { all: " + "ja " * 37 + "}", 78, "long_card", W),
    ("        changes: { bereik: +1 }", "        changes: { bereik: 1 }\n        then: [{ from: sem, says: { nl: Hm } }]", 77, "no_language", E),
    ("        changes: { bereik: +1 }", "        changes: { bereik: 1 }\n        chat_name: { all: " + "x" * 25 + " }", 77, "long_chat_name", W),
    ("        changes: { bereik: +1 }", "        changes: { bereik: 1 }\n        tease: { all: " + "x" * 35 + "}", 77, "long_tease", W),
    ("    chat:\n", "    chat_name: { all: " + "x" * 25 + " }\n    chat:\n", 54, "long_chat_name", W),
    ("nl: 's Avonds gaat de groepsapp.", LONG_STORY, 52, "long_paragraph", W),
    # what a lesson needs
    (("    prompts:\n      consent:\n        - nl: Wie beslist over een foto?\n          en: Who decides about a photo?\n"
     "      receiver:\n        - nl: Wat kan wie hem krijgt nu doen?\n          en: What can a receiver do now?\n"), "",
     65, "no_prompts", E),
    ("    predict: true", "    predict: true\n    about_self: true", 72, "about_self_note", E),
    ("    predict: true              # phones also guess what most of the class will say\n", "", 42, "no_predict", W),
    ("help: [help.image, help.school]", "help: [law.sharing]", 151, "no_help", E),
    ("    ending: partly", "    ending: open", 42, "few_endings", W),
]  # fmt: skip


def told(problems: tuple[Problem, ...]) -> list[tuple[int, str, Severity]]:
    return [(each.line, each.code, each.severity) for each in problems]


def test_the_example_is_sound(example: str) -> None:
    report = checked(example)
    assert report.problems == ()
    assert report.sound


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "severity"),
    FAULTS,
    ids=[f"{f[3]} {f[1]!r:.30} {n}" for n, f in enumerate(FAULTS)],
)
def test_a_planted_fault_is_found_at_its_line(
    plant: Plant, old: str, new: str, line: int, code: str, severity: Severity
) -> None:
    assert told(plant(old, new)) == [(line, code, severity)]


BUILD = """
  bouw:
    title: { all: Bouw }
    build:
      by: sem
      answered_by: noor
      parts: [[{ all: a }, { all: b }], [{ all: c }, { all: d }]]
      replies:
        - { parts: AA, says: { all: hm } }
        - { parts: AB, says: { all: hm } }
        - { parts: BA, says: { all: hm } }
        - { parts: BB, says: { all: hm } }
    to: samen

  samen:
"""


def with_build(example: str, replies: str = "") -> list[tuple[str, object]]:
    """Give what is wrong with the example when one choice leads to a sentence that the class builds."""
    build = BUILD.replace("        - { parts: BB, says: { all: hm } }\n", replies) if replies else BUILD
    text = example.replace("\n  samen:\n", build).replace("to: samen\n      - says", "to: bouw\n      - says")
    problems = checked(text).problems
    return [(each.code, each.params.get("value")) for each in problems]


def test_every_sentence_that_can_be_built_gets_an_answer_and_no_other(example: str) -> None:
    assert with_build(example) == []
    assert with_build(example, "        - { parts: BC, says: { all: hm } }\n") == [
        ("no_reply", "BB"),
        ("reply_letters", "BC"),
    ]


def test_a_story_that_goes_round_is_told_with_its_way(plant: Plant) -> None:
    found = plant("        to: opgeruimd", "        to: avond")
    assert told(found) == [(43, "cycle", E), (176, "unreachable", E)]
    assert found[0].params["way"] == "avond → volgende_dag → avond"


def test_a_scene_behind_a_choice_that_nobody_gets_is_shut_off(plant: Plant) -> None:
    found = plant("if: { has: [stop] }", "if: { has: [steun], lacks: [stop] }")
    assert told(found) == [(121, "choice_never", W), (176, "shut_off", E)]


def test_texts_in_a_language_that_is_not_declared_are_told_each(plant: Plant, example: str) -> None:
    found = plant("languages: [nl, en]", "languages: [en]")
    assert {each.code for each in found} == {"extra_language"}
    assert len(found) == example.count(" nl: ")


def test_one_text_for_all_languages_is_complete(plant: Plant) -> None:
    assert told(plant("      nl: Zondagavond\n      en: Sunday evening\n", "      all: 21:30\n")) == []


def test_what_a_character_says_may_say_you(plant: Plant) -> None:
    assert told(plant("nl: Wat helpt Lotte nu?", 'nl: Sem vraagt: "Help je mee?" Wat nu?')) == []
    assert told(plant("nl: Er is niets te zien. Lees", "nl: Je laat niets zien. Lees")) == []


def test_the_story_itself_does_not_speak_to_the_class(plant: Plant) -> None:
    found = plant("nl: Op het plein", "nl: Je hoort het op het plein")
    assert [(each.code, each.params["name"]) for each in found] == [("distance", "Je")]


def test_facts_are_looked_up_only_when_they_are_given(example: str) -> None:
    assert checked(example, facts={"nl": ()}).problems[0].code == "no_fact"
    assert checked(example).sound


def test_broken_names_keep_the_walk_from_starting_but_not_the_other_checks(example: str) -> None:
    broken = example.replace("start: avond", "start: qqq").replace("    ending: partly", "    ending: open")
    report = checked(broken)
    assert [each.code for each in report.problems] == ["no_scene", "few_endings"]
    assert (report.states, report.votes, report.endings) == (0, (0, 0), {})
