"""After all of a text was edited, what it still has is found again, and nothing of the text is changed by that."""

from itertools import count
from typing import Any

import pytest
from hypothesis import given

from classroom.story.format.paths import Tree
from classroom.story.format.problems import StoryError
from classroom.story.format.yaml_writer import write_tree
from classroom.story.writing.loose import loosen, tighten
from classroom.story.writing.manuscript import taken_in
from classroom.story.writing.naming import last_names
from classroom.story.writing.nodes import Loose
from classroom.story.writing.uids import found_again, uids_from
from tests.story.conftest import EXAMPLE
from tests.story.trees import SOUND, damaged, trees
from tests.story.writing.stories import counted, loose_of, rows_of, text_of, tight, uid_of

BEFORE = loose_of(SOUND)
AVOND = ("scenes", uid_of(BEFORE, "scenes", "avond"))


def edited(old: str, new: str, text: str = EXAMPLE) -> Loose:
    assert old in text
    return taken_in(text.replace(old, new), BEFORE, counted("x")).loose


@given(damaged(most=3), trees)
def test_an_edit_of_the_whole_text_is_taken_as_it_stands_whatever_was_there_before(
    before: dict[str, Tree], tree: dict[str, Tree]
) -> None:
    was = loose_of(before)
    loose = loosen(tree, found_again(was, counted("x")), last_names(was))
    found = tighten(loose)
    assert found.tree == tight(tree)
    assert len({*found.uids}) == len(found.uids), "no two rows are the same one"


@given(trees)
def test_all_of_a_text_that_nobody_changed_is_found_again(tree: dict[str, Tree]) -> None:
    was = loose_of(tree)
    assert loosen(tree, found_again(was, lambda: pytest.fail("no row is new"))) == was


def test_a_text_that_was_written_out_by_hand_is_found_again_too() -> None:
    assert tighten(taken_in(EXAMPLE, BEFORE, counted("x")).loose).uids == tighten(BEFORE).uids


def test_a_scene_that_got_another_name_is_still_the_same_scene() -> None:
    assert rows_of(edited("volgende_dag", "later"), "scenes") == rows_of(BEFORE, "scenes")


def test_somebody_who_got_another_name_is_the_same_and_texts_that_were_left_stay_as_they_were_typed() -> None:
    loose = edited("  noor: {", "  nora: {")
    assert rows_of(loose, "cast") == rows_of(BEFORE, "cast")
    assert "{noor}" in text_of(loose)


def test_a_line_that_moved_and_one_that_was_changed_are_still_the_same_lines() -> None:
    choices = rows_of(BEFORE, *AVOND, "choices")
    tree: Any = tighten(BEFORE).tree
    first, *others = tree["scenes"]["avond"]["choices"]
    tree["scenes"]["avond"]["choices"] = [*others, first]
    moved = taken_in(write_tree(tree), BEFORE, counted("x")).loose
    assert rows_of(moved, *AVOND, "choices") == [*choices[1:], choices[0]]
    assert rows_of(edited("De app wegleggen", "Niets"), *AVOND, "choices") == choices


def test_a_line_put_in_before_others_is_new_and_they_are_not() -> None:
    lines = rows_of(BEFORE, *AVOND, "chat")
    loose = edited("    chat:\n", "    chat:\n      - from: noor\n        says:\n          nl: nieuw\n")
    assert rows_of(loose, *AVOND, "chat") == ["x0000001", *lines]


def test_a_key_that_stands_twice_is_not_taken_in_since_one_would_be_lost() -> None:
    with pytest.raises(StoryError):
        taken_in(EXAMPLE + "start: avond\n", BEFORE, counted("x"))


def test_remarks_become_notes_of_their_scenes_or_stay_above_the_story() -> None:
    text = EXAMPLE.replace(
        "  volgende_dag:\n    title", "  # Deze is zwaar\n  volgende_dag:\n    # en lang\n    title"
    )
    taken = taken_in(text.replace("    title:", "    note: Let op\n    title:", 1), None, counted())
    tree: Any = tighten(taken.loose).tree
    scenes = tree["scenes"]
    assert scenes["volgende_dag"]["note"].split("\n")[:2] == ["Deze is zwaar", "en lang"]
    assert scenes["avond"]["note"] == "Let op\nphones also guess what most of the class will say"
    assert "# what the class can find for Lotte; once found, it stays found" in taken.loose.heading
    assert taken.loose.heading.startswith("# yaml-language-server")
    assert (taken.in_notes, taken.in_heading) == (4, 3)
    assert "#oeps" in write_tree(tree), "a sign in a text is no remark"


def test_uids_are_eight_small_signs_made_of_what_is_random() -> None:
    numbers = count()
    new = uids_from(lambda size: next(numbers).to_bytes(size, "big"))
    made = [new() for _ in range(40)]
    assert len({*made}) == len(made)
    assert all(len(uid) == 8 and uid.isalnum() and uid.islower() for uid in made)
