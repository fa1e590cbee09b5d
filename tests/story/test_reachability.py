"""No class is ever left without a choice, without hope, or without time."""

from collections.abc import Callable
from textwrap import indent

import pytest

from classroom.story.checks.run import Report
from classroom.story.format.problems import Problem
from classroom.story.format.reader import read_scenario
from classroom.story.graph.explore import TooManyStates, explore
from classroom.story.model.scenario import Scenario
from classroom.story.model.transitions import after_choice, available, opening
from tests.story.checked_file import checked

Plant = Callable[[str, str], tuple[Problem, ...]]

TEXTS = ("title", "subject", "content_note")
DEBRIEF = """\
  debrief:
    responsible: { all: r }
    helped: { all: h }
    sentence: { all: s }
    questions: [{ all: q }]
    help: [help.image]
"""
TALK = "prompts: { consent: [{ all: c }], receiver: [{ all: r }] }\n  predict: true\n  ask: { all: a }"


def story(scenes: str, tray: str = "", gauges: str = "") -> str:
    """Give a story file with these scenes before its three endings: good, half, open."""
    endings = "".join(
        f"{name}:\n  title: {{ all: t }}\n  ending: {kind}\n{DEBRIEF}"
        for name, kind in (("good", "repaired"), ("half", "partly"), ("sad", "open"))
    )
    texts = "".join(f"{key}: {{ all: x }}\n" for key in TEXTS)
    return (
        f"format: 1\nlanguages: [nl, en]\n{texts}ages: 12-14\nminutes: 45\nroles: [friend]\n"
        f"goals: [{{ all: g }}]\nstart: s1\nlanding: sad\ncast: {{ noor: {{ name: Noor, pronoun: she }} }}\n"
        f"tray: {{ {tray} }}\ngauges: {{ {gauges} }}\nscenes:\n" + indent(scenes + endings, "  ")
    )


def scene(name: str, *choices: str, more: str = "") -> str:
    """Give a scene in which each choice is written as the inside of { }."""
    lines = "".join(f"  - {{ says: {{ all: c }}, {choice} }}\n" for choice in choices)
    return f"{name}:\n  title: {{ all: t }}\n  {TALK}\n{more}  choices:\n{indent(lines, '  ')}"


def report(text: str) -> Report:
    return checked(text)


def codes(text: str) -> list[tuple[str, str]]:
    """Give each problem with the text of the line it stands on."""
    lines = text.split("\n")
    return [(each.code, lines[each.line - 1].strip()) for each in report(text).problems]


GOOD = ("to: good", "to: half", "to: sad")


def test_a_short_sound_story_has_no_problems() -> None:
    assert codes(story(scene("s1", *GOOD))) == []


def test_fewer_than_two_choices_in_some_situation_is_told_with_that_situation() -> None:
    text = story(
        scene("s1", "to: s2, finds: [key]", "to: s2")
        + scene(
            "s2",
            "to: good, if: { has: [key] }",
            "to: half, if: { lacks: [key] }",
            "to: sad, if: { has: [key] }",
        ),
        tray="key: { all: k }",
    )
    few = next(each for each in report(text).problems if each.code == "few_choices")
    assert few.params == {"number": 1, "state": "-"}
    assert ("few_choices", "choices:") in codes(text)


def test_a_situation_without_a_good_ending_ahead_is_told() -> None:
    text = story(
        scene("s1", "to: s2, finds: [key]", "to: s2")
        + scene("s2", "to: good, if: { has: [key] }", "to: half, if: { has: [key] }", "to: sad", "to: sad"),
        tray="key: { all: k }",
    )
    assert ("stuck", "s2:") in codes(text)
    assert codes(text.replace("to: half, if: { has: [key] }", "to: half")) == []


def test_a_good_ending_that_only_landing_reaches_gives_no_hope() -> None:
    text = story(scene("s1", "to: sad", "to: sad")).replace("landing: sad", "landing: good")
    assert ("stuck", "s1:") in codes(text)


def test_an_ending_that_only_landing_reaches_is_reached() -> None:
    text = story(scene("s1", "to: half", "to: sad", more="  landing: good\n"))
    assert codes(text) == []
    assert report(text).endings == {"good": 0, "half": 1, "sad": 1}


def test_harm_straight_before_an_ending_has_no_way_back() -> None:
    text = story(scene("s1", *GOOD, "to: half, harmful: true"))
    assert codes(text) == [("no_way_back", "- { says: { all: c }, to: half, harmful: true }")]


def test_harm_has_a_way_back_at_the_next_vote_even_behind_a_scene_without_one() -> None:
    between = "mid:\n  title: { all: t }\n  to: s2\n"
    text = story(scene("s1", "to: mid, harmful: true", "to: s2") + between + scene("s2", *GOOD))
    assert codes(text) == []


def test_a_way_back_that_does_harm_itself_is_none() -> None:
    last = scene("s3", *GOOD)
    text = story(
        scene("s1", "to: s2, harmful: true", "to: s3")
        + scene("s2", "to: s3, harmful: true", "to: sad")
        + last
    )
    assert codes(text) == [("no_way_back", "- { says: { all: c }, to: s2, harmful: true }")]
    mended = text.replace("to: sad }", "to: half }", 1)
    assert codes(mended) == []


def test_a_way_back_that_is_locked_after_the_harm_is_none() -> None:
    text = story(
        scene("s1", "to: s2, harmful: true", "to: s2, finds: [key]")
        + scene(
            "s2",
            "to: good, if: { has: [key] }",
            "to: half, if: { has: [key] }",
            "to: sad",
            "to: s3, harmful: true",
        )
        + scene("s3", *GOOD),
        tray="key: { all: k }",
    )
    assert codes(text) == [("no_way_back", "- { says: { all: c }, to: s2, harmful: true }")]


CHAIN = "".join(scene(f"s{n}", f"to: s{n + 1}", f"to: s{n + 1}") for n in range(1, 5))


def test_five_votes_are_too_many_without_a_short_form_and_six_in_any_form() -> None:
    five = story(CHAIN + scene("s5", *GOOD))
    assert codes(five) == [("short_too_slow", "minutes: 45"), ("short_too_long", "start: s1")]
    assert report(five).votes == (5, 5)
    six = story(CHAIN + scene("s5", "to: s6", "to: s6") + scene("s6", *GOOD))
    assert ("too_many_votes", "start: s1") in codes(six)


def test_short_takes_its_choice_without_a_vote() -> None:
    shortened = "".join(
        scene(f"s{n}", f"to: s{n + 1}", f"to: s{n + 1}", more="  short: B\n" if n < 3 else "")
        for n in range(1, 5)
    )
    found = report(story(shortened + scene("s5", *GOOD)))
    assert found.sound
    assert (found.votes, found.short_votes) == ((5, 5), (3, 3))


def test_short_may_not_take_a_choice_that_is_locked_or_does_harm() -> None:
    text = story(
        scene("s1", "to: s2, finds: [key]", "to: s2", "to: s2, harmful: true", more="  short: C\n")
        + scene("s2", "to: good, if: { has: [key] }", "to: half", "to: sad", more="  short: A\n"),
        tray="key: { all: k }",
    )
    assert codes(text) == [("short_harmful", "short: C"), ("short_locked", "short: A")]


def test_votes_and_ways_are_counted_on_every_way() -> None:
    text = story(scene("s1", "to: s2", "to: good", "to: sad") + scene("s2", *GOOD))
    found = report(text)
    assert found.votes == (1, 2)
    assert found.endings == {"good": 2, "half": 1, "sad": 2}


def test_minutes_add_words_votes_predictions_talk_arrival_and_debrief() -> None:
    text = story(scene("s1", *GOOD, more="  minutes: 4\n  story: { all: " + "woord " * 236 + "}\n"))
    words = (236 + 1 + 3) / 120  # the story, the question, three choices
    assert report(text).minutes == pytest.approx((12 + words + 2 + 1.5 + 4 + 12,) * 2)
    played = text.replace("to: good", "to: good, then: [{ from: noor, says: { all: " + "woord " * 24 + "} }]")
    assert report(played).minutes[1] == pytest.approx(12 + words + 0.2 + 2 + 1.5 + 4 + 12)
    calm = text.replace("    predict: true\n", "").replace(
        "minutes: 4\n", "teacher: { before: { all: t } }\n"
    )
    assert report(calm).minutes == pytest.approx((12 + words + 2 + 1.5 + 12,) * 2)


def test_a_story_that_outlasts_its_promise_or_a_lesson_is_told() -> None:
    long = "  minutes: 15\n"
    text = story(scene("s1", "to: s2", "to: s2", more=long) + scene("s2", *GOOD, more=long))
    assert codes(text) == [("short_too_slow", "minutes: 45"), ("too_slow", "minutes: 45")]
    assert codes(text.replace("minutes: 45", "minutes: 60")) == [("short_too_slow", "minutes: 60")]


def test_the_best_choice_always_in_one_place_is_told() -> None:
    text = story(
        scene("s1", "to: s2", "to: sad")
        + scene("s2", "to: s3", "to: sad")
        + scene("s3", "to: good", "to: half")
    )
    assert codes(text) == [("same_place", "scenes:")]
    turned = (
        text.replace("to: good }", "to: x }")
        .replace("to: half }", "to: good }")
        .replace("to: x }", "to: half }")
    )
    assert codes(turned) == []


def test_harm_always_in_one_place_is_told() -> None:
    turns = [
        scene(f"s{n}", f"to: s{n + 1}, harmful: true", f"to: s{n + 1}", f"to: s{n + 1}") for n in (1, 2, 3)
    ]
    text = story("".join(turns) + scene("s4", *GOOD, more="  short: A\n"))
    assert codes(text) == [("same_harm", "scenes:")]


def test_too_many_situations_are_told_instead_of_counted(example: str) -> None:
    found = checked(example, budget=9)
    assert [(each.line, each.code, each.params) for each in found.problems] == [
        (19, "too_many_states", {"limit": 9})
    ]
    assert checked(example, budget=10).sound


def test_the_walk_visits_exactly_what_playing_every_choice_visits(example: str) -> None:
    scenario = read_scenario(example).scenario
    graph = explore(scenario)
    assert {state.scene for state in graph} == _played(scenario)
    assert len({(state.scene, state.tray, state.gauges) for state in graph}) == len(graph) == 10


def test_the_walk_stops_at_its_budget(example: str) -> None:
    scenario = read_scenario(example).scenario
    assert len(explore(scenario, budget=10)) == 10
    with pytest.raises(TooManyStates):
        explore(scenario, budget=9)


def test_finds_and_gauges_that_no_condition_tests_do_not_multiply_situations(example: str) -> None:
    untested = example.replace("if: { has: [stop] }", "if: {}").replace(
        "at_most: { bereik: 1 }", "has: [stop]"
    )
    graph = explore(read_scenario(untested).scenario)
    assert {name for state in graph for name in state.tray} == {"stop"}
    assert {state.gauges for state in graph} == {()}


def _played(scenario: Scenario) -> set[str]:
    """Play every way by hand, without leaving anything out of the states."""
    seen, waiting = set(), [opening(scenario)]
    while waiting:
        state = waiting.pop()
        seen.add(state.scene)
        turn = scenario.scenes[state.scene]
        waiting += [after_choice(scenario, state, place) for place in available(turn, state)]
    return seen
