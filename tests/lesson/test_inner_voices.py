"""Inner voices are heard one by one, and are gone with the next act."""

from dataclasses import replace

import pytest

from classroom.languages import Language
from classroom.lesson.acts import inner_voices
from classroom.lesson.commands import Act, NotNow
from classroom.lesson.state.playthrough import Playthrough
from classroom.story.model.parts import Text, Thought
from tests.lesson.classes import begun, do, onward, until


def with_voices() -> Playthrough:
    """Give a class whose first scene has two inner voices."""
    playthrough = begun()
    thoughts = tuple(Thought(of="sem", says=Text(nl=said)) for said in ("Was een grap.", "Toch niet."))
    scene = playthrough.scenario.scenes["avond"].model_copy(update={"thoughts": thoughts})
    scenes = {**playthrough.scenario.scenes, "avond": scene}
    return until(
        replace(playthrough, scenario=playthrough.scenario.model_copy(update={"scenes": scenes})), "tell_next"
    )


def test_each_press_lets_one_more_be_heard() -> None:
    playthrough = with_voices()
    assert inner_voices.left(playthrough) == 2
    one = do(playthrough, Act.VOICE)
    assert [thought.says.in_(Language.NL) for thought in inner_voices.heard(one)] == ["Was een grap."]
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
