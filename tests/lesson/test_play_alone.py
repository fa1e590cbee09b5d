"""A story played alone is a string of moves, and goes as the lesson's own rules have it."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.lesson.acts.moves_by_sign import MOST_MOVES, NEXT, VOICE, NoWay
from classroom.lesson.acts.play_alone import begun, moved, moves_from, play_alone
from classroom.lesson.screens.moment import moment_of
from classroom.lesson.state.enums import How, Moment, Phase, Plan
from classroom.lesson.state.playthrough import Playthrough
from classroom.storage import shelf
from classroom.story.graph.by_country import for_country
from classroom.story.model.scenario import LETTERS, Scenario
from classroom.story.model.transitions import State, after_choice, after_scene, opening
from tests.lesson.classes import STORY
from tests.simulator.ways import Way, tour_of, ways_of

SLUGS = shelf.slugs()
A_CLASS_ALONE = {Phase.AGREEMENTS, Phase.VOTING, Phase.CLOSED, Phase.ENDED}


def story_of(slug: str) -> Scenario:
    return for_country(shelf.story(slug), shelf.HOME)


def alone(story: Scenario, letters: str = "", voices: int = 0) -> Iterator[tuple[str, Playthrough]]:
    """Give each moment of somebody who takes these ways, the first wherever nothing is said, and hears so many voices."""
    moves, left, playthrough = "", iter(letters), begun(story)
    yield moves, playthrough
    while can := moves_from(playthrough):
        sign = can[0]
        if VOICE in can and voices:
            sign, voices = VOICE, voices - 1
        elif sign in LETTERS and playthrough.scene.choices:
            sign = next(left, sign)
        moves, playthrough = moves + sign, moved(playthrough, sign)
        yield moves, playthrough
    assert next(left, None) is None, "every letter was asked for"


@pytest.mark.parametrize("slug", SLUGS)
def test_who_plays_alone_comes_to_each_ending_by_the_ways_that_the_story_has(slug: str) -> None:
    story, endings = story_of(slug), set()
    for way in tour_of(slug):
        *_, (moves, last) = alone(story, "".join(letter for _, letter in way.through))
        assert [step.state.scene for step in last.path] == [scene for scene, _ in way.through]
        assert last.path[-1].state == _state_after(story, way)
        assert moment_of(last) is Moment.HELP
        assert len(moves) < MOST_MOVES
        assert play_alone(story, moves).playthrough == last
        endings.add(last.step.state.scene)
    assert endings == set(ways_of(slug, Plan.FULL))


def _state_after(story: Scenario, way: Way) -> State:
    """Give where the story itself says that a way leads."""
    state = opening(story)
    for _, letter in way.through[:-1]:
        state = after_choice(story, state, LETTERS.index(letter)) if letter else after_scene(story, state)
    return state


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_is_asked_that_only_a_class_can_do(slug: str) -> None:
    for _, playthrough in alone(story_of(slug)):
        assert playthrough.place.phase not in A_CLASS_ALONE
        assert playthrough.open_rounds == ()
        assert all(step.how in (How.START, How.ALONE, How.STORY) for step in playthrough.steps)


def test_a_harmful_way_is_not_asked_twice_and_a_poll_of_nobody() -> None:
    lesson = [playthrough for _, playthrough in alone(STORY, "BB")]
    assert Moment.PAIRS not in map(moment_of, lesson)
    poll = next(each for each in lesson if each.scene.poll and moment_of(each) is Moment.QUESTION)
    assert moves_from(poll) == (NEXT,)


def test_a_way_that_is_locked_cannot_be_taken() -> None:
    at_pause = next(moves for moves, each in alone(STORY, "BB") if moves_from(each) == ("B", "C"))
    with pytest.raises(NoWay) as lost:
        play_alone(STORY, at_pause + "A" + NEXT)
    assert lost.value.fits == len(at_pause)


@pytest.mark.parametrize("slug", SLUGS)
def test_from_the_end_every_other_way_of_every_fork_can_be_taken(slug: str) -> None:
    story = story_of(slug)
    *_, (moves, _) = alone(story)
    last = play_alone(story, moves)
    decided = [step.parent for step in last.playthrough.path if step.choice is not None]
    assert list(last.led_to) == decided
    for before in last.led_to.values():
        for sign in play_alone(story, before).can:
            assert _fitting(story, before + sign) == len(before) + 1


@pytest.mark.parametrize("slug", SLUGS)
def test_voices_are_heard_where_they_are_offered_and_change_nothing(slug: str) -> None:
    story = story_of(slug)
    loud, silent = list(alone(story, voices=3)), list(alone(story))
    assert [moment_of(playthrough) for _, playthrough in loud].count(Moment.VOICES) == 3
    assert loud[-1][0].replace(VOICE, "") == silent[-1][0]
    assert loud[-1][1].steps == silent[-1][1].steps


@given(st.text(max_size=20) | st.text(alphabet="nnnnABCDv", max_size=20), st.sampled_from(SLUGS))
def test_any_string_plays_or_says_how_much_of_it_fits(asked: str, slug: str) -> None:
    story = story_of(slug)
    fits = _fitting(story, asked)
    assert _fitting(story, asked[:fits]) == fits
    assert fits == len(asked) or asked[fits] not in play_alone(story, asked[:fits]).can


def _fitting(story: Scenario, asked: str) -> int:
    """Count the moves that can be made."""
    try:
        play_alone(story, asked)
    except NoWay as lost:
        return lost.fits
    return len(asked)


@given(st.data())
def test_whatever_is_offered_can_be_done_until_the_help(data: st.DataObject) -> None:
    playthrough, moves = begun(story_of(data.draw(st.sampled_from(SLUGS)))), ""
    while (can := moves_from(playthrough)) and len(moves) < MOST_MOVES:
        sign = data.draw(st.sampled_from([each for each in can if each != VOICE] or can))
        playthrough, moves = moved(playthrough, sign), moves + sign
    assert moment_of(playthrough) is Moment.HELP
    assert play_alone(playthrough.scenario, moves).playthrough == playthrough


def test_an_address_that_is_too_long_is_not_even_played() -> None:
    with pytest.raises(NoWay) as lost:
        play_alone(STORY, NEXT * (MOST_MOVES + 1))
    assert lost.value.fits == 0
