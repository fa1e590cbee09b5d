"""A repair does away with its problem; it is offered only where it is certain what is meant."""

import copy as copies
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given

from classroom.story.checks.run import check
from classroom.story.format.draft import Draft, validate
from classroom.story.format.paths import Tree
from classroom.story.format.problems import Problem
from classroom.story.writing.loose import tighten
from classroom.story.writing.manuscript import closed
from classroom.story.writing.merging import merge
from classroom.story.writing.nodes import NAME, Loose
from classroom.story.writing.repairing import repaired
from classroom.story.writing.repairs import Remedy, Repair, repairs
from classroom.story.writing.setting import put
from tests.story.trees import SOUND, damaged
from tests.story.writing.stories import counted, loose_of, settled, uid_of


def problems_in(tree: Mapping[str, Tree]) -> tuple[Problem, ...]:
    scenario, problems = validate(Draft(tree))
    return problems if scenario is None else check(scenario, {"nl": {"help.image", "help.school"}}).problems


def codes_in(loose: Loose) -> Counter[str]:
    return Counter(each.code.removesuffix("_guess") for each in problems_in(tighten(loose).tree))


def scene(change: Callable[[Any], object], name: str = "avond") -> Any:
    tree: Any = copies.deepcopy(SOUND)
    change(tree["scenes"][name])
    return tree


WHOLE: Any = SOUND
NEVER: Any = {"has": ["stop"], "lacks": ["stop"]}
LONG = "Een zin van " + "heel veel " * 15 + "woorden. Nog een zin van " + "heel veel " * 15 + "woorden."
# What is wrong, what is offered for it, in order.
PLANTED: list[tuple[str, Any, list[Remedy]]] = [
    ("no_scene_guess", scene(lambda it: it["choices"][0].update(to="volgende_dagg")), [Remedy.NEAR, Remedy.MAKE, Remedy.OUT]),
    ("no_scene", scene(lambda it: it["choices"][0].update(to="xyz")), [Remedy.MAKE, Remedy.OUT]),
    ("no_person_guess", scene(lambda it: it["chat"][0].update({"from": "semm"})), [Remedy.NEAR, Remedy.MAKE, Remedy.OUT]),
    ("no_find_guess", scene(lambda it: it["choices"][1].update(finds=["stopp"])), [Remedy.NEAR, Remedy.MAKE, Remedy.OUT]),
    ("no_gauge_guess", scene(lambda it: it["choices"][0].update(changes={"bereikt": "+1"})), [Remedy.NEAR, Remedy.MAKE, Remedy.OUT]),
    ("no_placeholder_guess", scene(lambda it: it["ask"].update(nl="{norr.subject}?")), [Remedy.NEAR, Remedy.MAKE, Remedy.PLAIN]),
    ("no_placeholder", scene(lambda it: it["ask"].update(nl="{A!}?")), [Remedy.PLAIN]),
    ("no_key_guess", scene(lambda it: it.update(storry="x")), [Remedy.OUT]),
    ("dead_end", scene(lambda it: [it.pop("choices"), it.pop("ask")]), [Remedy.ON, Remedy.END]),
    ("one_way_on", scene(lambda it: it.update(to="samen")), [Remedy.KEEP] * 2),
    ("to_or_go", scene(lambda it: it["choices"][0].update(go=[{"to": "samen"}])), [Remedy.KEEP] * 2),
    ("choices_need_ask", scene(lambda it: it.update(ask={"nl": "x"}), "samen"), [Remedy.OUT]),
    ("ending_needs_debrief", scene(lambda it: it.update(debrief=WHOLE["scenes"]["samen"]["debrief"])), [Remedy.OUT]),
    ("ending_needs_debrief", scene(lambda it: it.pop("debrief"), "samen"), [Remedy.NO_END]),
    ("else_too_early", scene(lambda it: it["choices"][1]["go"].reverse(), "volgende_dag"), [Remedy.LAST]),
    ("no_else", scene(lambda it: it["choices"][1]["go"].pop(), "volgende_dag"), [Remedy.FOR_ALL]),
    ("says_or_photo", scene(lambda it: it["chat"][1].update(photo="hidden")), [Remedy.KEEP] * 2),
    ("short_no_choice", scene(lambda it: it.update(short="D")), [Remedy.OUT]),
    ("place_hour", scene(lambda it: it.update(place="home")), [Remedy.OUT]),
    ("not_one_of_guess", scene(lambda it: it.update(place="hom", hour="day")), [Remedy.NEAR]),
    ("empty", scene(lambda it: it.update(seconds="")), [Remedy.OUT]),
    ("name_written", scene(lambda it: it["ask"].update(nl="Wat doet Noor?")), [Remedy.BRACES]),
    ("long_paragraph", scene(lambda it: it["story"].update(nl=LONG)), [Remedy.HALVE]),
    ("short_harmful", scene(lambda it: [it.update(short="A"), it["choices"][0].update(harmful="true")]), [Remedy.OUT]),
    ("short_locked", scene(lambda it: it.update(short="C"), "volgende_dag"), [Remedy.OUT]),
    ("choice_never", scene(lambda it: it["choices"][2].update({"if": NEVER}), "volgende_dag"), [Remedy.OUT]),
    ("line_never", scene(lambda it: it["choices"][1]["go"][0].update({"if": NEVER}), "volgende_dag"), [Remedy.OUT]),
    ("landing_not_ending", {**SOUND, "landing": "avond"}, [Remedy.NEAR] * 3),
    ("landing_not_ending", scene(lambda it: it.update(landing="avond")), [Remedy.NEAR] * 3 + [Remedy.OUT]),
    ("unreachable", scene(lambda it: it["choices"].pop(), "volgende_dag"), [Remedy.OUT]),
    ("gauge_from", {**SOUND, "gauges": {"bereik": {"name": {"nl": "x", "en": "x"}, "from": "4", "max": "3"}}}, [Remedy.NEAR]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "tree", "remedies"), PLANTED, ids=[f"{each[0]}-{'-'.join(each[2])}" for each in PLANTED]
)
def test_a_problem_is_gone_after_any_of_its_repairs_and_can_come_back(
    code: str, tree: Any, remedies: list[Remedy]
) -> None:
    loose = loose_of(tree)
    problem = next(each for each in problems_in(tree) if each.code == code)
    offered = repairs(problem, loose)
    assert [each.remedy for each in offered] == remedies
    for repair in offered:
        after = settled(repaired(loose, repair, counted("n")))
        gone = code.removesuffix("_guess")
        assert codes_in(after)[gone] < codes_in(loose)[gone]
        assert closed(merge(after, loose, after).loose) == closed(loose)
        msgid, params = repair.message
        assert msgid.format(**params)


@given(damaged(most=1))
def test_in_any_story_a_repair_does_away_with_its_problem_and_makes_none_of_its_kind(
    tree: dict[str, Tree],
) -> None:
    loose = settled(loose_of(tree))
    before = codes_in(loose)
    for problem in problems_in(tighten(loose).tree)[:8]:
        for repair in repairs(problem, loose):
            code = problem.code.removesuffix("_guess")
            assert codes_in(settled(repaired(loose, repair, counted("n"))))[code] < before[code]


def repaired_by(remedy: Remedy, code: str, tree: Any, name: str = "avond") -> Any:
    """Give this scene after this repair of the problem, or nothing where it is not offered."""
    loose = loose_of(tree)
    problem = next(each for each in problems_in(tree) if each.code == code)
    repair = next((each for each in repairs(problem, loose) if each.remedy is remedy), None)
    after: Any = (
        tighten(repaired(loose, repair, counted("n"))).tree if repair else {"scenes": {"avond": None}}
    )
    return after["scenes"][name]


def test_a_condition_that_no_class_meets_is_left_where_another_country_may_have_one_that_does() -> None:
    tree: Any = scene(lambda it: it["choices"][2].update({"if": NEVER}), "volgende_dag")
    copied = copies.deepcopy(tree["scenes"]["samen"])
    tree["scenes"]["hier"] = {**copied, "countries": ["nl"], "elsewhere": "samen"}
    tree["scenes"]["volgende_dag"]["choices"][0]["to"] = "hier"
    problem = next(each for each in problems_in(tree) if each.code == "choice_never")
    assert repairs(problem, loose_of(tree)) == ()


def test_a_line_that_no_class_takes_goes_and_a_choice_that_none_gets_is_for_all() -> None:
    lines = scene(lambda it: it["choices"][1]["go"][0].update({"if": NEVER}), "volgende_dag")
    choice = repaired_by(Remedy.OUT, "line_never", lines, "volgende_dag")["choices"][1]
    assert (choice["to"], "go" in choice) == ("verder_weg", False)
    locked = scene(lambda it: it["choices"][2].update({"if": NEVER}), "volgende_dag")
    after = repaired_by(Remedy.OUT, "choice_never", locked, "volgende_dag")["choices"]
    assert (len(after), "if" in after[2]) == (3, False)


def test_the_near_name_stands_in_its_place_and_writes_nothing_over() -> None:
    finds = scene(lambda it: it["choices"][2].update(finds=["stopp", "steun"]))
    assert repaired_by(Remedy.NEAR, "no_find_guess", finds)["choices"][2]["finds"] == ["stop", "steun"]
    twice = scene(lambda it: it["choices"][2].update(finds=["steun", "stopp", "stop"]))
    assert repaired_by(Remedy.NEAR, "no_find_guess", twice)["choices"][2]["finds"] == ["steun", "stop"]
    changes = {"bereikt": "+1", "bereik": "-1"}
    both = scene(lambda it: it["choices"][0].update(changes=changes))
    assert repaired_by(Remedy.NEAR, "no_gauge_guess", both) is None
    assert repaired_by(Remedy.OUT, "no_gauge_guess", both)["choices"][0]["changes"] == {"bereik": "-1"}


def test_the_near_name_takes_the_place_of_something_that_was_taken_away() -> None:
    """A mapping has the uid of what it names as its key, also of what was taken away."""
    whole = loose_of(SOUND)
    bereik = ("gauges", uid_of(whole, "gauges", "bereik"))
    loose = put(put(whole, bereik, None), ("gauges", "other"), whole.at(bereik))
    loose = put(loose, ("gauges", "other", NAME), "bereiken")
    problem = next(each for each in problems_in(tighten(loose).tree) if each.code == "no_gauge_guess")
    near = next(each for each in repairs(problem, loose) if each.remedy is Remedy.NEAR)
    tree: Any = tighten(repaired(loose, near, counted("n"))).tree
    assert tree["scenes"]["avond"]["choices"][0]["changes"] == {"bereiken": "+1"}


def test_nothing_is_offered_for_a_place_that_is_gone_meanwhile() -> None:
    """What stands around it would be taken out instead."""
    loose = loose_of(SOUND)
    for path in (("scenes", "avond", "chat", 7), ("scenes", "weg"), ("scenes", "avond", "seconds"), ()):
        assert repairs(Problem(path, "empty"), loose) == ()
    assert repaired(loose, Repair(Remedy.OUT, ("scenes", "gone")), counted("n")) == loose
