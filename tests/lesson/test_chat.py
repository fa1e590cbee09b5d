"""A chat on the wall: in turns, under the name of a group or of who else is in it, and no further than it is told."""

from dataclasses import replace

import pytest

from classroom.languages import Language
from classroom.lesson.screens.chat import TINTS, chat_of, tint_of
from classroom.lesson.screens.parts import Bubble, Chat
from classroom.lesson.state.playthrough import Playthrough
from classroom.story.model.narrator import Narrator
from classroom.story.model.parts import Character, Message, Pronoun, Readers, Text
from tests.lesson.classes import begun, onward, until
from tests.lesson.test_screens import context, wall

NL = Language.NL


def line(sender: str, said: str | None = None, time: str | None = None, **other: object) -> Message:
    says = {"photo": "hidden"} if said is None else {"says": Text(nl=said)}
    return Message.model_validate({"from": sender, "time": time, **says, **other})


def told(*lines: Message, chat_name: str | None = None, audience: str = "projector") -> Chat | None:
    """Give the chat of a scene that has these lines, all of them told."""
    playthrough = scene_with(lines, chat_name)
    for _ in lines:
        playthrough = onward(playthrough)
    return chat_of(context(playthrough), NL, audience)


def scene_with(lines: tuple[Message, ...], chat_name: str | None = None) -> Playthrough:
    """Give a class that hears the beginning of a scene that has these lines."""
    playthrough = until(begun(), "tell_next")
    name = Text(nl=chat_name) if chat_name else None
    scene = playthrough.scene.model_copy(update={"chat": lines, "chat_name": name})
    scenes = dict(playthrough.scenario.scenes) | {playthrough.step.state.scene: scene}
    return replace(playthrough, scenario=playthrough.scenario.model_copy(update={"scenes": scenes}))


def in_turns(chat: Chat | None) -> list[tuple[str, str | None, list[str | None]]]:
    assert chat
    return [(turn.name, turn.time, [bubble.text for bubble in turn.bubbles]) for turn in chat.turns]


def test_before_the_first_line_there_is_no_chat() -> None:
    assert chat_of(context(until(begun(), "tell_next")), NL, "projector") is None


def test_lines_in_a_row_are_one_turn_until_somebody_else_speaks_or_it_is_another_time() -> None:
    chat = told(
        line("sem", time="22:14"),
        line("sem", "haha"),
        line("sem", "kijk dan", "22:14"),
        line("sem", "hallo?", "22:31"),
        line("noor", "ik zie het"),
        line("sem", "oke"),
    )
    assert in_turns(chat) == [
        ("Sem", "22:14", [None, "haha", "kijk dan"]),
        ("Sem", "22:31", ["hallo?"]),
        ("Noor", None, ["ik zie het"]),
        ("Sem", None, ["oke"]),
    ]


def test_a_deleted_line_keeps_its_place() -> None:
    chat = told(line("sem", "weg ermee", deleted=True))
    assert chat
    assert chat.turns[0].bubbles == (Bubble("weg ermee", deleted=True),)


@pytest.mark.parametrize(("audience", "seen"), [("projector", ["groot"]), ("phones", ["klein"])])
def test_a_line_for_one_audience_is_in_no_other_ones_chat(audience: str, seen: list[str]) -> None:
    lines = (line("sem", "groot", only="projector"), line("sem", "klein", only="phones"))
    assert in_turns(told(*lines, audience=audience)) == [("Sem", None, seen)]


def test_who_is_typing_stands_there_for_a_beat_before_the_line_and_then_no_more() -> None:
    lines = (line("sem", "hoi"), line("sem", "kijk", typing=["sem", "noor"]), line("noor", "nee"))
    playthrough, seen = scene_with(lines), []
    while not wall(playthrough).options:
        chat = chat_of(context(playthrough), NL, "projector")
        seen.append([(turn.name, len(turn.bubbles)) for turn in chat.turns] if chat else [])
        playthrough = onward(playthrough)
    assert seen == [
        [],
        [("Sem", 1)],
        [("Sem", 1), ("Sem", 0), ("Noor", 0)],
        [("Sem", 2)],
        [("Sem", 2), ("Noor", 1)],
    ]


def test_what_is_below_a_line_comes_with_it() -> None:
    chat = told(line("sem", "hoi", read_by="everybody", thumbs=3))
    assert chat
    assert chat.turns[0].bubbles == (Bubble("hoi", read_by=Readers.EVERYBODY, thumbs=3),)


@pytest.mark.parametrize(("given", "name"), [(None, "Sem"), ("klassenapp", "klassenapp")])
def test_a_chat_of_two_has_the_name_of_the_other_and_a_group_its_own(given: str | None, name: str) -> None:
    chat = told(line("sem", "hoi"), line("noor", "hee"), chat_name=given)
    assert chat
    assert chat.name == name


def test_somebody_keeps_a_tint_through_the_story_and_the_leading_character_has_none() -> None:
    people = {f"p{number}": Character(name="X", pronoun=Pronoun.THEY) for number in range(TINTS + 3)}
    narrator = Narrator(people, {}, NL)
    assert [tint_of(narrator, person) for person in people] == [0, 1, 2, 3, 4, 5, 1, 2]
