"""A story that a room is played from may be older than this version of Wissel."""

import re

import pytest

from classroom.languages import Language
from classroom.story.format.problems import StoryError
from classroom.story.format.reader import read_played, read_scenario


def test_notes_of_one_text_are_read_where_a_room_is_played_from_them(example: str) -> None:
    old = re.sub(
        r"(?m)^    teacher:\n(?:      .*\n)+", "    teacher: {nl: Lees dit voor.}\n", example, count=1
    )
    assert old != example
    notes = [scene.teacher for scene in read_played(old).scenes.values() if scene.teacher]
    assert notes[0].before
    assert notes[0].before.in_(Language.NL) == "Lees dit voor."
    with pytest.raises(StoryError):
        read_scenario(old)
