"""An outcome that is played: line by line, then the narrator's card, and last what was found. Nothing is told before its beat."""

from dataclasses import replace

import pytest

from classroom.lesson.commands import Act
from classroom.lesson.screens.parts import Outcome
from classroom.lesson.screens.primary_action import primary_action
from classroom.lesson.state.enums import How, Phase, Plan
from classroom.lesson.state.playthrough import Playthrough
from classroom.story.model.parts import Hour, Message, Place, Readers, Text
from tests.lesson.classes import HARMFUL_WINS, STORY, A, B, begun, do, onward, shown, until
from tests.lesson.test_chat import line
from tests.lesson.test_screens import phone, wall
from tests.lesson.test_what_if import turned

THEN = (
    line("noor", "haal weg", "22:19", read_by="everybody"),
    line("sem", "alleen voor de docent", only="teacher"),
    line("sem", "straks", typing=["sem"]),
)
# What is on the wall in each beat: lines, how many type, the card, and what was found.
PLAYED = [
    (["Wat is dit?", "haal weg"], 0, "", ()),
    (["Wat is dit?", "haal weg"], 1, "", ()),
    (["Wat is dit?", "haal weg", "straks"], 0, "", ()),
    (["Wat is dit?", "haal weg", "straks"], 0, "Er komt hulp.", ()),
    (["Wat is dit?", "haal weg", "straks"], 0, "Er komt hulp.", ("Steun",)),
]


def story_with(scene: str = "avond", **choice: object) -> Playthrough:
    """Give a class in the lobby of a story in which every choice of this scene has these, and lines that are played."""
    there = STORY.scenes[scene]
    choices = tuple(each.model_copy(update={"then": THEN, **choice}) for each in there.choices)
    scenes = dict(STORY.scenes) | {
        scene: there.model_copy(update={"choices": choices, "place": Place.HOME, "hour": Hour.NIGHT})
    }
    return begun(STORY.model_copy(update={"scenes": scenes}))


def outcome(playthrough: Playthrough) -> Outcome:
    found = wall(playthrough).outcome
    assert found
    return found


def told(playthrough: Playthrough) -> tuple[list[str | None], int, str, tuple[str, ...]]:
    now = outcome(playthrough)
    turns = now.chat.turns if now.chat else ()
    lines = [bubble.text for turn in turns for bubble in turn.bubbles]
    return lines, sum(not turn.bubbles for turn in turns), now.text, now.found


def beats(playthrough: Playthrough) -> list[Playthrough]:
    """Press the large button until the class talks, and give every moment of the outcome."""
    passed = []
    while playthrough.place.phase is Phase.OUTCOME:
        passed.append(playthrough)
        playthrough = onward(playthrough)
    return passed


def test_an_outcome_is_played_line_by_line_then_comes_the_card_and_last_what_was_found() -> None:
    assert [told(each) for each in beats(onward(shown(story_with())))] == PLAYED


def test_the_large_button_says_what_comes_next() -> None:
    said = [primary_action(each) for each in beats(onward(shown(story_with())))]
    assert said == ["tell_next", "tell_next", "tell_next", "show_found", "to_talk"]


def test_below_the_lines_stand_readers_and_the_phone_is_that_of_the_chat_before() -> None:
    chat = outcome(onward(shown(story_with()))).chat
    assert chat
    assert (chat.name, chat.turns[-1].bubbles[-1].read_by) == ("Sem", Readers.EVERYBODY)


def test_lines_in_another_chat_have_its_name_and_nothing_above_them() -> None:
    last = beats(onward(shown(story_with(chat_name=Text(nl="{sem}")))))[-1]
    chat = outcome(last).chat
    assert chat
    assert chat.name == "Sem"
    assert told(last)[0] == ["haal weg", "straks"]


def test_a_photo_that_was_sent_last_before_the_choice_does_not_stand_above_the_lines() -> None:
    there = story_with()
    avond = there.scenario.scenes["avond"]
    photo = Message.model_validate({"from": "sem", "photo": "hidden"})
    scenes = dict(there.scenario.scenes) | {"avond": avond.model_copy(update={"chat": (photo,)})}
    there = replace(there, scenario=there.scenario.model_copy(update={"scenes": scenes}))
    assert told(onward(shown(there)))[0] == ["haal weg"]


def test_the_place_of_the_scene_stays_behind_what_is_played() -> None:
    playthrough = onward(shown(story_with()))
    assert wall(playthrough).scenery
    assert wall(do(playthrough, Act.NEXT)).scenery
    assert wall(until(playthrough, "next_scene")).scenery
    assert wall(onward(shown(begun()))).scenery is None


@pytest.mark.parametrize("then", [THEN, ()])
def test_harm_lights_nothing(then: tuple[Message, ...]) -> None:
    there = story_with(then=then, finds=("steun",), harmful=True)
    played = beats(onward(shown(there, HARMFUL_WINS)))
    assert [outcome(each).found for each in played] == [()] * len(played)
    assert "show_found" not in [primary_action(each) for each in played]


def test_what_was_found_is_in_no_picture_before_its_beat() -> None:
    pictures = [wall(each).picture for each in beats(onward(shown(story_with())))]
    assert [bool(picture) for picture in pictures] == [False] * 4 + [True]


def test_what_a_class_had_already_lights_no_lantern_again() -> None:
    there = until(shown(story_with("pauze", finds=("steun",)), {A: 24}), "open_vote")
    second = beats(onward(shown(there, {B: 24})))
    assert [told(each)[3] for each in second] == [()] * 4


def test_where_the_story_chooses_for_itself_all_of_it_is_there_at_once() -> None:
    there = replace(story_with("pauze"), plan=Plan.SHORT)
    playthrough = onward(until(onward(shown(there)), "to_outcome"))
    assert playthrough.step.how is How.SHORT
    assert told(playthrough) == (["haal weg", "straks"], 0, "Er gebeurt niets.", ())
    assert len(beats(playthrough)) == 1


def test_back_and_undo_go_one_beat_back_and_into_the_end_of_an_outcome() -> None:
    first, second, *_, last = beats(onward(shown(story_with())))
    assert do(second, Act.BACK).place == first.place
    assert do(second, Act.UNDO).place == first.place
    assert do(onward(last), Act.BACK).place == last.place
    assert do(first, Act.BACK).place.phase is Phase.REVEALED


def test_on_another_way_the_outcome_is_played_as_well() -> None:
    other = turned(until(onward(shown(story_with())), "next_scene"), 0, B)
    assert len(beats(other)) == 5


def test_a_phone_has_the_same_lines_and_while_the_class_talks_all_of_them() -> None:
    playthrough = onward(shown(story_with()))
    assert phone(playthrough).wall.outcome == outcome(playthrough)
    assert told(onward(playthrough, 5)) == PLAYED[-1]


def test_a_choice_without_lines_is_told_at_once() -> None:
    playthrough = onward(shown(begun()))
    assert (len(beats(playthrough)), outcome(playthrough).chat) == (1, None)
    assert told(playthrough) == ([], 0, "Er komt hulp.", ("Steun",))
