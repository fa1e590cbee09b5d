"""What if: another way is taken without a vote, from what the class had then, and the class comes back to its own way."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.languages import Language
from classroom.lesson.acts.dispatch import may, perform
from classroom.lesson.acts.what_if import decisions, is_aside, other_ways, own_path
from classroom.lesson.commands import Act, Command, NotNow
from classroom.lesson.screens.moment import moment_of
from classroom.lesson.screens.path_map import (
    branches_of,
    endings_of,
    first_sentence,
    path_map_of,
    seen,
    sides_of,
)
from classroom.lesson.screens.primary_action import primary_action
from classroom.lesson.state.enums import How, Moment, Phase
from classroom.lesson.state.playthrough import Playthrough
from classroom.story.model.transitions import after_choice
from tests.lesson.classes import A, B, C, begun, closed, do, onward, refusal, shown, until, with_other_ways
from tests.lesson.test_sentence_building import context_of


def turned(playthrough: Playthrough, at: int, choice: int) -> Playthrough:
    return perform(playthrough, Command(Act.WHAT_IF, choice=choice, at=at))


def reason(playthrough: Playthrough, at: int | None, choice: int | None) -> str:
    try:
        perform(playthrough, Command(Act.WHAT_IF, choice=choice, at=at))
    except NotNow as error:
        return error.reason
    return ""


def at_the_map(first: int = A, second: int = C) -> Playthrough:
    """Give a class that took these ways and looks at its map."""
    playthrough = onward(shown(begun(), {first: 24}))
    playthrough = onward(shown(playthrough, {second: 24}))
    while primary_action(playthrough) != "to_debrief":
        playthrough = (
            closed(playthrough, {A: 24}) if playthrough.place.phase is Phase.VOTING else onward(playthrough)
        )
    return playthrough


def test_another_way_leads_on_from_what_the_class_had_at_that_decision() -> None:
    playthrough = at_the_map()
    other = turned(playthrough, 0, C)
    assert (other.place.phase, other.step.how, other.step.parent) == (Phase.OUTCOME, How.WHAT_IF, 0)
    assert other.step.state == after_choice(playthrough.scenario, playthrough.steps[0].state, C)
    assert other.step.run == 1
    assert other.rounds == playthrough.rounds
    assert is_aside(other)
    assert not is_aside(playthrough)


def test_two_ways_stand_side_by_side_while_the_other_is_talked_about() -> None:
    talking = onward(turned(at_the_map(), 0, C))
    own, other = sides_of(context_of(talking), Language.NL)
    assert (own.is_own, own.option.position, own.found) == (True, A, ("Steun",))
    assert (other.is_own, other.option.position, other.found) == (False, C, ())
    assert (own.begins, other.begins) == ("Er komt hulp.", "Het blijft stil.")
    assert (own.leads_to, other.leads_to) == (None, None), (
        "both lead to the same scene: that is no difference"
    )
    assert moment_of(talking) is Moment.SIDES
    assert moment_of(onward(shown(begun()), 2)) is Moment.TALKING


def test_the_class_comes_back_to_where_it_left_its_own_way() -> None:
    for playthrough in with_other_ways():
        at, choice = other_ways(playthrough)[0]
        other = onward(turned(playthrough, at, choice))
        assert do(other, Act.RETURN).place == playthrough.place
        assert own_path(other) == playthrough.path


def further(playthrough: Playthrough) -> Playthrough:
    """Go on along the other way, with the small button where the large one leads home."""
    if playthrough.place.phase is Phase.VOTING:
        return closed(playthrough, {B: 24})
    return do(playthrough, Act.DEEPER if may(playthrough, Act.DEEPER) else Act.NEXT)


def followed(playthrough: Playthrough) -> Iterator[Playthrough]:
    """Follow another way, moment by moment, until it is back home."""
    while is_aside(playthrough):
        yield playthrough
        playthrough = further(playthrough)
    assert playthrough.place == at_the_map().place


def test_the_large_button_leads_home_from_every_other_way_without_a_vote_or_a_scene() -> None:
    for playthrough in with_other_ways():
        for at, choice in other_ways(playthrough):
            other = turned(playthrough, at, choice)
            sides = onward(until(other, "to_talk"))
            assert sides_of(context_of(sides), Language.NL)
            assert primary_action(sides) == "back_to_own"
            home = onward(sides)
            assert (home.place, home.rounds) == (playthrough.place, playthrough.rounds)


def test_another_way_can_be_followed_to_its_ending_and_then_leads_back() -> None:
    said = [primary_action(playthrough) for playthrough in followed(turned(at_the_map(), 2, B))]
    assert said[-1] == "back_to_own"
    assert "to_debrief" not in said


def test_from_every_moment_of_another_way_the_large_button_is_home_before_a_scene_or_a_vote() -> None:
    for playthrough in followed(turned(at_the_map(), 0, C)):
        if playthrough.place.phase is not Phase.VOTING:
            after = onward(playthrough)
            is_scene_or_vote = after.place.phase in (Phase.TELLING, Phase.ENDING, Phase.VOTING)
            goes_on = (after.place.step, after.place.phase) == (
                playthrough.place.step,
                playthrough.place.phase,
            )
            assert not is_aside(after) or goes_on or not is_scene_or_vote
            assert may(playthrough, Act.DEEPER) <= (primary_action(playthrough) == "back_to_own")


def test_back_from_the_other_way_is_where_the_class_came_from() -> None:
    for playthrough in with_other_ways():
        for at, choice in other_ways(playthrough):
            assert do(turned(playthrough, at, choice), Act.BACK).place == playthrough.place


def test_what_nobody_voted_for_is_not_voted_on_again() -> None:
    for playthrough in with_other_ways():
        for at, choice in other_ways(playthrough):
            other = turned(playthrough, at, choice)
            assert refusal(other, Act.VOTE_AGAIN) == "nothing_to_repeat"
            assert refusal(onward(other), Act.VOTE_AGAIN) == "nothing_to_repeat"


def test_on_its_own_way_the_class_goes_no_deeper() -> None:
    assert not any(
        may(playthrough, Act.DEEPER) for playthrough in (*with_other_ways(), begun(), at_the_map())
    )


def test_a_way_inside_another_way_still_leads_back_to_the_own_way() -> None:
    playthrough = at_the_map()
    twice = turned(onward(turned(playthrough, 0, C)), 2, B)
    assert twice.step.run == 2
    assert do(twice, Act.RETURN).place == playthrough.place


def test_the_same_way_taken_again_is_the_same_step() -> None:
    playthrough = at_the_map()
    once = do(turned(playthrough, 0, C), Act.RETURN)
    assert turned(once, 0, C).steps == once.steps


def test_ways_that_are_not_there_are_refused() -> None:
    playthrough = at_the_map()
    for at, choice in ((0, A), (1, A), (0, 3), (99, A), (None, A), (0, None)):
        assert reason(playthrough, at, choice) == "no_such_branch", (at, choice)
    assert refusal(begun(), Act.WHAT_IF) == "no_other_way"
    assert refusal(playthrough, Act.RETURN) == "not_aside"
    assert not may(onward(until(begun(), "open_vote")), Act.WHAT_IF)


def test_an_open_vote_is_closed_before_the_class_comes_back() -> None:
    voting = next(
        playthrough for playthrough in followed(turned(at_the_map(), 2, B)) if playthrough.open_round
    )
    assert refusal(voting, Act.RETURN) == "close_first"
    landed = do(voting, Act.LAND)
    assert (landed.open_rounds, is_aside(landed)) == ((), False)
    assert do(landed, Act.UNDO).place.phase is Phase.TELLING


def test_when_time_is_up_on_another_way_the_own_story_comes_down() -> None:
    playthrough = onward(shown(begun(), {A: 24}), 2)
    landed = do(turned(playthrough, 0, C), Act.LAND)
    assert landed.scene.ending is not None
    assert landed.step.how is How.LANDING
    assert not is_aside(landed)


def test_an_undo_takes_the_class_back_at_once() -> None:
    playthrough = at_the_map()
    assert do(turned(playthrough, 0, C), Act.UNDO).place == playthrough.place


def test_the_map_shows_every_switch_of_the_own_way_and_every_other_way() -> None:
    playthrough = at_the_map()
    map_ = path_map_of(context_of(playthrough), Language.NL)
    assert [switch.title for switch in map_.switches] == ["Avond", "Pauze"]
    taken = [[branch.is_taken for branch in switch.branches] for switch in map_.switches]
    assert taken == [[True, False, False], [False, False, True]]
    assert [branch.is_seen for branch in map_.switches[0].branches] == [True, False, False]
    assert (map_.endings_seen, map_.endings) == (1, 1)
    locked = path_map_of(context_of(at_the_map(C)), Language.NL).switches[1].branches[0]
    assert locked.option.locked == "Nog geen steun"


def test_a_way_that_was_looked_at_stays_lit_in_this_lesson_and_in_the_next() -> None:
    playthrough = do(turned(at_the_map(), 0, C), Act.RETURN)
    names = seen(playthrough)
    assert names == {"avond.A", "avond.C", "pauze.C", "goed"}
    from dataclasses import replace

    later = replace(at_the_map(C), earlier=names)
    first = path_map_of(context_of(later), Language.NL).switches[0]
    assert [branch.is_seen for branch in first.branches] == [True, False, True]


def test_a_landing_is_no_ending_of_the_story() -> None:
    assert endings_of(begun().scenario) == {"goed"}
    landed = do(onward(shown(begun()), 2), Act.LAND)
    assert path_map_of(context_of(landed), Language.NL).endings_seen == 0


@given(data=st.data())
def test_whatever_way_is_taken_it_is_one_of_the_story_and_leads_back(data: st.DataObject) -> None:
    playthrough = at_the_map(data.draw(st.sampled_from([A, C])), data.draw(st.sampled_from([B, C])))
    place = playthrough.place
    for _ in range(data.draw(st.integers(1, 4))):
        at, choice = data.draw(st.sampled_from(other_ways(playthrough)))
        playthrough = turned(playthrough, at, choice)
        for _ in range(data.draw(st.integers(0, 3))):
            playthrough = further(playthrough)
        if playthrough.place.phase not in (Phase.TELLING, Phase.OUTCOME, Phase.TALKING, Phase.ENDING):
            break
        assert decisions(playthrough) == decisions(at_own(playthrough))
    assert seen(playthrough) <= branches_of(playthrough.scenario)
    if is_aside(playthrough) and playthrough.place.phase is not Phase.VOTING:
        assert do(playthrough, Act.RETURN).place == place


def at_own(playthrough: Playthrough) -> Playthrough:
    return do(playthrough, Act.RETURN) if is_aside(playthrough) else playthrough


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Sem haalt hem weg. Niemand ziet dat.", "Sem haalt hem weg."),
        ("\u2018Dank je.\u2019 Meer zegt Lotte niet.", "\u2018Dank je.\u2019"),
        ("Om 21.15 uur leest ze het. Dan belt ze.", "Om 21.15 uur leest ze het."),
        ("Noor wacht… Niets.", "Noor wacht…"),
        ("\u2018Kom. We gaan.\u2019 Dan is het stil.", "\u2018Kom. We gaan.\u2019"),
        ("geen punt", "geen punt"),
    ],
)
def test_of_each_way_the_first_sentence_is_told(text: str, first: str) -> None:
    assert first_sentence(text) == first
