"""The route of a scene: what it says comes after the large button is what comes after the large button."""

from itertools import pairwise

import pytest
from hypothesis import given

from classroom.lesson.acts import what_if
from classroom.lesson.commands import Act
from classroom.lesson.screens.prompting.route import Route, Stop, route_of
from classroom.lesson.state.enums import Phase, Plan
from classroom.lesson.state.playthrough import Playthrough
from tests.lesson.classes import C, begun, closed, do, onward, places, shown, until, with_other_ways
from tests.lesson.strolls import Stroll, strolls
from tests.lesson.test_every_way import SLUGS, lesson_of
from tests.simulator.ways import ways_of

# What a stop that leads out of a scene turns out to be.
BECOMES = {
    Stop.STORY: {Stop.TELLING},
    Stop.NEXT_SCENE: {Stop.TELLING, Stop.ENDING},
    Stop.VOTE_AGAIN: {Stop.VOTE},
}


def here(route: Route) -> Stop:
    return route.stops[route.here]


def leads(before: Playthrough, after: Playthrough) -> bool:
    """Tell whether the route before led to where the class is after one press: on, or to the next beat of the same stop."""
    one, other = route_of(before), route_of(after)
    if one.then and here(other) in BECOMES.get(one.then, {one.then}):
        return True
    goes_on = before.place.step == after.place.step
    return goes_on and here(one) is here(other)


@pytest.mark.parametrize("plan", Plan)
@pytest.mark.parametrize("slug", SLUGS)
def test_the_route_leads_where_the_large_button_leads(slug: str, plan: Plan) -> None:
    ways = [some[0] for some in ways_of(slug, plan).values()]
    for way in ways:
        for before, after in pairwise(lesson_of(slug, plan, way.letters)):
            assert leads(before, after), (before.place, route_of(before), after.place, route_of(after))


def test_what_was_passed_stays_before_and_what_is_to_come_after() -> None:
    talking = places()[Phase.TALKING]
    assert route_of(talking) == Route(
        (
            Stop.TELLING,
            Stop.QUESTION,
            Stop.VOTE,
            Stop.LOOK,
            Stop.RESULT,
            Stop.OUTCOME,
            Stop.TALKING,
            Stop.NEXT_SCENE,
        ),
        6,
    )


def test_after_too_few_answers_no_result_is_to_come() -> None:
    few = closed(onward(until(begun(), "open_vote")), {C: 2})
    assert route_of(few).then is Stop.OUTCOME


def test_more_phones_than_pupils_lead_to_another_vote() -> None:
    void = closed(onward(until(begun(pupils=3), "open_vote")), {C: 12})
    assert route_of(void).then is Stop.VOTE_AGAIN


@pytest.mark.parametrize("playthrough", with_other_ways(), ids=lambda each: each.place.phase)
def test_on_another_way_the_route_ends_at_home(playthrough: Playthrough) -> None:
    number, choice = what_if.other_ways(playthrough)[0]
    aside = what_if.take_other(playthrough, number, choice)
    for _ in range(30):
        if not what_if.is_aside(aside):
            break
        assert route_of(aside).stops[-1] is Stop.HOME
        before, aside = aside, onward(aside)
        assert leads(before, aside) or route_of(before).then is Stop.HOME
    assert not what_if.is_aside(aside)


def test_beside_what_the_story_chose_itself_stands_the_way_that_the_class_looks_at() -> None:
    at_poll = until(onward(shown(begun(plan=Plan.SHORT), {C: 24})), "open_vote")
    aside = what_if.take_other(at_poll, *what_if.other_ways(at_poll)[-1])
    assert aside.takes_itself(aside.deciding)
    assert route_of(aside).then is Stop.SIDES
    assert here(route_of(onward(aside))) is Stop.SIDES


def test_a_class_that_sleeps_has_no_route() -> None:
    assert route_of(do(places()[Phase.TALKING], Act.SLEEP)) == Route()


@given(strolls())
def test_wherever_a_class_comes_it_stands_on_its_route(stroll: Stroll) -> None:
    for playthrough in stroll:
        route = route_of(playthrough)
        assert route == Route() or 0 <= route.here < len(route.stops)
        assert len(set(route.stops)) == len(route.stops)
