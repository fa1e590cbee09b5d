"""Whether there is time is a function of where the class stands and of its plan alone."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given

from classroom.lesson.acts import what_if
from classroom.lesson.screens.prompting.schedule import due_by, minutes_in
from classroom.lesson.state.enums import Door, Phase, Plan
from tests.lesson.classes import begun, places, with_other_ways
from tests.lesson.strolls import Stroll, strolls
from tests.lesson.test_every_way import SLUGS, lesson_of
from tests.simulator.ways import ways_of


def test_the_minutes_of_a_lesson_end_when_its_bell_rings() -> None:
    assert {plan: minutes_in(plan) for plan in Plan} == {
        Plan.SHORT: (12, 33, 45),
        Plan.FULL: (12, 48, 60),
        Plan.DOUBLE: (12, 40, 45),
    }


@pytest.mark.parametrize("plan", [Plan.SHORT, Plan.FULL])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_class_that_votes_once_each_time_is_due_later_and_later(slug: str, plan: Plan) -> None:
    for some in ways_of(slug, plan).values():
        lesson = list(lesson_of(slug, plan, some[0].letters))
        for before, after in pairwise(lesson):
            one, other = due_by(before), due_by(after)
            if one is not None and other is not None and after.place.phase is not Phase.VOTING:
                assert one <= other + 1e-6, (before.place, after.place)
        story = [each for each in lesson if due_by(each) and not each.scene.ending]
        assert all((due_by(each) or 0) <= minutes_in(plan).debrief for each in story)


def test_on_another_way_after_the_end_and_in_two_lessons_nothing_is_due() -> None:
    looking_back = with_other_ways()[0]
    number, choice = what_if.other_ways(looking_back)[0]
    assert due_by(what_if.take_other(looking_back, number, choice)) is None
    assert due_by(places()[Phase.ENDED]) is None
    assert due_by(begun(plan=Plan.DOUBLE)) is None
    assert due_by(replace(begun(), door=Door.ASLEEP)) is None, (
        "the clock of a class that sleeps goes on until next week"
    )


@given(strolls())
def test_wherever_a_class_comes_the_schedule_is_known(stroll: Stroll) -> None:
    for playthrough in stroll:
        due = due_by(playthrough)
        assert due is None or 0 < due <= 60
