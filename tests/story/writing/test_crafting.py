"""What an author does at one press does that and nothing else, and can be taken back."""

from collections.abc import Mapping
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from classroom.story.checks.run import check
from classroom.story.format.draft import Draft, validate
from classroom.story.format.name_walk import references
from classroom.story.format.paths import Tree
from classroom.story.model.grammar import grammar_of
from classroom.story.model.scenario import Scene
from classroom.story.writing.crafting import (
    AFTER_THE_TELLING,
    FIRST,
    OF_THE_PLACE,
    TELLING,
    copy,
    mentions,
    move,
    rename,
    split,
    take_away,
)
from classroom.story.writing.loose import tighten
from classroom.story.writing.manuscript import closed, opened
from classroom.story.writing.merging import merge
from classroom.story.writing.naming import HOMES, kind_in
from classroom.story.writing.nodes import Loose, LoosePath, Record
from classroom.story.writing.pasting import paste_chat
from classroom.story.writing.setting import put, words_at
from tests.story.trees import SOUND, damaged, trees
from tests.story.writing.authors import lists_in
from tests.story.writing.stories import counted, few, loose_of, rows_of, settled, text_of, uid_of

BASE = loose_of(SOUND)
AVOND = ("scenes", uid_of(BASE, "scenes", "avond"))
CHOICES = (*AVOND, "choices")


def named_paths(loose: Loose) -> list[LoosePath]:
    return [(home, uid) for home in HOMES.values() for uid in rows_of(loose, home)]


@given(damaged(), st.integers(0, 99), st.sampled_from(["zz", "noor", "samen", "Ná de les!", "x" * 60, ""]))
def test_a_name_that_is_given_and_given_back_leaves_the_same_story(
    tree: dict[str, Tree], where: int, wanted: str
) -> None:
    loose = settled(loose_of(tree))
    paths = named_paths(loose)
    assume(paths)
    path = paths[where % len(paths)]
    old = loose.at((*path, "[name]"))
    renamed = settled(rename(loose, path, wanted))
    assume(isinstance(old, str) and rename(loose, path, old) == loose)
    # What is kept whole, as it was written, goes on meaning the old name, so that nothing may take it.
    meant = {(each.kind, each.name) for each in references(tighten(renamed).tree)}
    assume((kind_in(path[0]), old) not in meant)
    assert text_of(rename(renamed, path, str(old))) == text_of(loose)


def problems_of(tree: Mapping[str, Tree]) -> list[Any]:
    scenario, problems = validate(Draft(tree))
    found = problems if scenario is None else check(scenario, {"nl": {"help.image", "help.school"}}).problems
    # A guess goes by how alike two names are.
    return sorted((each.path, each.code.removesuffix("_guess"), each.params.get("name")) for each in found)


@few
@given(damaged(most=2), st.integers(0, 99))
def test_problems_before_and_after_a_new_name_are_the_same_but_for_the_name(
    tree: dict[str, Tree], where: int
) -> None:
    loose = loose_of(tree)
    paths = named_paths(loose)
    assume(paths)
    path = paths[where % len(paths)]
    old = str(loose.at((*path, "[name]")))
    before, after = problems_of(tighten(loose).tree), problems_of(tighten(rename(loose, path, "zz")).tree)
    assume("zz" not in repr(before) and rename(loose, path, old) == loose)
    assert sorted(repr(each).replace("zz", old) for each in after) == sorted(map(repr, before))


@given(trees, st.integers(0, 999), st.sampled_from(["copy", "front", "away", "split"]))
def test_any_act_on_any_story_is_taken_back_to_the_very_bytes(
    tree: dict[str, Tree], where: int, act: str
) -> None:
    loose = settled(loose_of(tree))
    lists = lists_in(loose.root)
    assume(lists)
    path = lists[where % len(lists)]
    rows = rows_of(loose, *path)
    row = (*path, rows[where % len(rows)])
    acts: Any = {
        "copy": lambda: copy(loose, row, counted("n")),
        "front": lambda: move(loose, row, FIRST),
        "away": lambda: take_away(loose, row),
        "split": lambda: split(loose, row[1], row[-1], counted("n")),
    }
    after = settled(acts[act](), "y")
    assert closed(merge(after, loose, after).loose) == closed(loose)


def test_a_copy_stands_behind_what_it_is_a_copy_of_and_names_its_own_parts() -> None:
    loose = put(BASE, (*AVOND, "short"), "A")
    first = rows_of(loose, *CHOICES)[0]
    loose = settled(loose)
    twin = copy(loose, AVOND, counted("n"))
    tree: Any = tighten(twin).tree
    assert [*tree["scenes"]][:2] == ["avond", "avond_2"]
    assert tree["scenes"]["avond"] == tree["scenes"]["avond_2"]
    assert len({*tighten(twin).uids}) == len(tighten(twin).uids), "no two rows are the same one"
    moved = move(twin, (*CHOICES, first), rows_of(twin, *CHOICES)[-1])
    scenes: Any = tighten(moved).tree["scenes"]
    assert (scenes["avond"]["short"], scenes["avond_2"]["short"]) == ("C", "A")


def test_who_is_taken_away_is_still_named_as_before() -> None:
    noor = ("cast", uid_of(BASE, "cast", "noor"))
    text = text_of(take_away(rename(BASE, noor, "nora"), noor))
    assert "nora:" not in text
    assert "Sem komt naar {nora} toe." in text


def test_what_names_something_is_listed_before_it_is_taken_away() -> None:
    stop = uid_of(BASE, "tray", "stop")
    places = [path[2:] for path in mentions(BASE, stop)]
    assert [path[0] for path in places] == ["choices", "choices", "choices", "choices"]
    assert {path[-2] for path in places} == {"finds", "has"}
    bereik = uid_of(BASE, "gauges", "bereik")
    assert {path[-2] for path in mentions(BASE, bereik)} == {"changes", "at_most"}
    assert not [*mentions(BASE, "nobody")]


def test_a_scene_is_split_at_a_line_and_what_was_decided_in_it_is_decided_in_the_second() -> None:
    line = rows_of(BASE, *AVOND, "chat")[1]
    tree: Any = tighten(split(BASE, AVOND[1], line, counted("n"))).tree
    first, second = tree["scenes"]["avond"], tree["scenes"]["avond_2"]
    assert [*tree["scenes"]][:3] == ["avond", "avond_2", "volgende_dag"]
    assert (len(first["chat"]), len(second["chat"])) == (1, 1)
    assert first["to"] == "avond_2"
    assert "choices" not in first
    assert second["choices"] == SOUND["scenes"]["avond"]["choices"]  # type: ignore[call-overload,index]
    assert "story" in first
    assert second["title"] == first["title"]
    scenario, problems = validate(Draft(tree))
    assert scenario, problems


def test_each_key_of_a_scene_is_known_to_go_to_one_half_or_to_both() -> None:
    assert sorted(TELLING + AFTER_THE_TELLING + OF_THE_PLACE) == sorted(grammar_of(Scene).known)
    said = {"landing": "verder_weg", "about_self": "true", "note": "Waarom"}
    whole = BASE
    for key, value in said.items():
        whole = put(whole, (*AVOND, key), words_at(whole, (*AVOND, key), value))
    tree: Any = tighten(split(whole, AVOND[1], None, counted("n"))).tree
    first, second = tree["scenes"]["avond"], tree["scenes"]["avond_2"]
    assert {key for key in said if key in first} == {"landing", "note"}
    assert {key for key in said if key in second} == {*said}
    assert [each[1] for each in problems_of(tree)] == [each[1] for each in problems_of(tighten(whole).tree)]


def test_what_is_gone_is_not_renamed() -> None:
    assert rename(BASE, ("cast", "gone"), "lot") == BASE


def test_a_pasted_chat_becomes_lines_and_no_word_of_it_is_lost() -> None:
    pasted = (
        "Noor: hoi {sem}\n[12-03-2026, 21:14:05] SEM: kijk: dit\nen nog iets\n\n 21:30 - Lot te: wie?\n"
        "iemand die hier nergens staat: x"
    )
    loose = paste_chat(BASE, (*AVOND, "chat"), pasted, "nl", counted("n"))
    chat: Any = tighten(loose).tree["scenes"]["avond"]["chat"][2:]  # type: ignore[call-overload,index]
    assert chat == [
        {"from": "noor", "says": {"nl": "hoi {sem}"}},
        {"from": "sem", "says": {"nl": "kijk: dit\nen nog iets"}, "time": "21:14"},
        {"from": "lot_te", "says": {"nl": "wie?\niemand die hier nergens staat: x"}, "time": "21:30"},
    ]
    bound = loose.at((*AVOND, "chat", "n0000001", "says"))
    assert isinstance(bound, Record)
    assert isinstance(bound.fields["nl"], tuple), "names in it are bound"


@few
@given(st.text(max_size=80))
def test_any_text_can_be_pasted_and_kept_and_its_words_are_there(pasted: str) -> None:
    kept = closed(paste_chat(BASE, (*AVOND, "chat"), f"Noor: begin\n{pasted}", "nl", counted("n")))
    assert closed(opened(kept, counted("x"))) == kept
    assert [
        word for word in pasted.split() if word.isascii() and word.isalnum() and word not in kept.text
    ] == []
