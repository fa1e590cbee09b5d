"""Inner voices are heard one by one, and are gone with the next act."""

from dataclasses import replace

import pytest

from classroom.lesson.acts import inner_voices
from classroom.lesson.commands import Act, NotNow
from classroom.lesson.state.playthrough import Course
from classroom.story.model.parts import Text, Thought
from tests.lesson.classes import begun, do, onward, until


def with_voices() -> Course:
    """Give a class whose first scene has two inner voices."""
    course = begun()
    thoughts = tuple(Thought(of="sem", says=Text(nl=said)) for said in ("Was een grap.", "Toch niet."))
    scene = course.scenario.scenes["avond"].model_copy(update={"thoughts": thoughts})
    scenes = {**course.scenario.scenes, "avond": scene}
    return until(replace(course, scenario=course.scenario.model_copy(update={"scenes": scenes})), "tell_next")


def test_each_press_lets_one_more_be_heard() -> None:
    course = with_voices()
    assert inner_voices.left(course) == 2
    one = do(course, Act.VOICE)
    assert [thought.says.nl for thought in inner_voices.heard(one)] == ["Was een grap."]
    assert inner_voices.left(do(one, Act.VOICE)) == 0
    with pytest.raises(NotNow):
        do(do(one, Act.VOICE), Act.VOICE)


def test_going_on_silences_them_and_undo_takes_one_back() -> None:
    one = do(with_voices(), Act.VOICE)
    assert inner_voices.heard(onward(one)) == ()
    assert inner_voices.heard(do(one, Act.UNDO)) == ()


def test_a_scene_without_voices_has_no_such_act() -> None:
    with pytest.raises(NotNow):
        do(begun(), Act.VOICE)
