"""The loose form holds whatever a file holds, and follows whoever is renamed or moved."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.storage import shelf
from classroom.story.format.draft import read_draft
from classroom.story.format.paths import Tree
from classroom.story.format.yaml_writer import write_tree
from classroom.story.writing.loose import loosen, tighten
from classroom.story.writing.manuscript import closed, manuscript, opened
from classroom.story.writing.nodes import NAME, Called, Loose, Odd, Ref, Series, leaves
from classroom.story.writing.places import field_path, loose_path
from classroom.story.writing.setting import put
from classroom.story.writing.uids import stored
from tests.story.trees import SOUND, damaged, paths_in, trees
from tests.story.writing.stories import counted, loose_of, rows_of, text_of, tight, uid_of

SHELF = {slug: read_draft(shelf.story_text(slug)).tree for slug in shelf.slugs()}
shelf_trees = st.sampled_from([*SHELF.values()]).flatmap(lambda tree: damaged(tree, 8))


@given(trees | shelf_trees)
def test_any_tree_is_the_same_after_it_was_loose(tree: dict[str, Tree]) -> None:
    loose = loose_of(tree)
    assert tighten(loose).tree == tight(tree)
    assert [*tighten(loose).tree.get("scenes", ())] == [*tree.get("scenes", ())]


@given(trees)
def test_what_is_stored_of_any_tree_opens_as_the_same_story(tree: dict[str, Tree]) -> None:
    kept = closed(loose_of(tree))
    again = opened(manuscript(kept.text, kept.beside), lambda: pytest.fail("no row is new"))
    assert closed(again) == kept
    assert loosen(tighten(again).tree, stored(kept.uids, counted("x")), kept.former) == replace(
        again, heading=""
    )


@pytest.mark.parametrize("slug", SHELF)
def test_a_story_of_the_shelf_comes_back_byte_for_byte(slug: str) -> None:
    text = shelf.story_text(slug)
    loose = loose_of(SHELF[slug])
    assert text_of(loose) == text
    assert not [said for _, said in leaves(loose.root) if isinstance(said, Odd)], "the forms know all of it"


def test_only_what_the_models_do_not_know_is_kept_as_it_is() -> None:
    tree: dict[str, Tree] = {
        "scenes": {"a": {"title": ["x"], "chat": {"y": "z"}, "new": "?", "to": []}},
        "b": "c",
    }
    odd = {path[2:]: said.tree for path, said in leaves(loose_of(tree).root) if isinstance(said, Odd)}
    assert {key[-1]: each for key, each in odd.items() if key} == {
        "title": ["x"], "chat": {"y": "z"}, "new": "?", "to": [],
    }  # fmt: skip


def renamed(loose: Loose, home: str, name: str, new: str) -> Loose:
    return put(loose, (home, uid_of(loose, home, name), NAME), new)


def test_a_name_is_one_leaf_and_all_that_names_it_follows() -> None:
    text = write_tree(SOUND)
    loose = renamed(renamed(loose_of(SOUND), "cast", "noor", "yara"), "scenes", "volgende_dag", "later")
    expected = text.replace("noor:", "yara:").replace("{noor}", "{yara}").replace("volgende_dag", "later")
    assert text_of(loose) == expected
    assert text_of(renamed(renamed(loose, "cast", "yara", "noor"), "scenes", "later", "volgende_dag")) == text


def test_two_scenes_of_one_name_are_two_and_each_link_goes_where_it_was_meant() -> None:
    loose = renamed(loose_of(SOUND), "scenes", "samen", "verder_weg")
    tree: Any = tighten(loose).tree
    assert [*tree["scenes"]] == ["avond", "volgende_dag", "verder_weg", "verder_weg_2", "opgeruimd"]
    second = tree["scenes"]["volgende_dag"]["choices"]
    assert (second[0]["to"], second[1]["go"][0]["to"], second[1]["go"][1]["to"]) == (
        "verder_weg", "verder_weg", "verder_weg_2",
    )  # fmt: skip
    assert tree["landing"] == "verder_weg_2"


def test_what_was_taken_away_is_known_by_its_name_when_it_comes_back() -> None:
    before = loose_of(SOUND)
    path = ("cast", uid_of(before, "cast", "noor"))
    gone = replace(put(before, path, None), former={path[1]: ("person", "noor")})
    kept = closed(gone)
    assert "{noor}" in kept.text
    again = opened(manuscript(kept.text, kept.beside), counted("x"))
    taken = put(again, ("cast", "x1"), Called("noor", Odd("somebody else")))
    assert [*tighten(taken).tree["cast"]] == ["sem", "noor_2"], (
        "nobody takes the name while somebody is called by it"
    )
    back = put(again, path, before.at(path))
    assert "nora" in text_of(renamed(back, "cast", "noor", "nora")).partition("avond:")[2]


def test_letters_follow_the_choice_and_the_option_that_they_stand_for() -> None:
    scene: Any = {
        "choices": [{"says": {"nl": "een"}}, {"says": {"nl": "twee"}}],
        "short": "B",
        "build": {
            "parts": [[{"nl": "a"}, {"nl": "b"}], [{"nl": "c"}, {"nl": "d"}]],
            "replies": [{"parts": "BA"}, {"parts": "AX"}],
        },
    }
    loose = loose_of({"scenes": {"a": scene}})
    (uid,) = rows_of(loose, "scenes")
    for path in (("choices",), ("build", "parts", rows_of(loose, "scenes", uid, "build", "parts")[0])):
        series = loose.at(("scenes", uid, *path))
        assert isinstance(series, Series)
        loose = put(loose, ("scenes", uid, *path), Series(dict([*series.rows.items()][::-1])))
    turned: Any = tighten(loose).tree["scenes"]
    assert turned["a"]["short"] == "A"
    assert [each["parts"] for each in turned["a"]["build"]["replies"]] == ["AA", "BX"]
    gone = put(loose, ("scenes", uid, "choices", rows_of(loose, "scenes", uid, "choices")[0]), None)
    assert tighten(gone).tree["scenes"]["a"]["short"] == "?"  # type: ignore[call-overload,index]


@given(trees, st.integers(0, 6))
def test_every_place_of_a_file_has_a_loose_path_and_the_other_way_round(
    tree: dict[str, Tree], start: int
) -> None:
    loose = loose_of(tree)
    for path, said in [*leaves(loose.root)][start::7]:
        if path[-1:] != (NAME,):
            assert loose_path(loose, field_path(loose, path)) == path, said
    written: Any = tighten(loose).tree
    for way in paths_in(written)[start::7]:
        found = field_path(loose, loose_path(loose, way))
        assert found == way[: len(found)]
        around = (loose.at(loose_path(loose, way[:part])) for part in range(len(way) + 1))
        if not any(isinstance(each.node if isinstance(each, Called) else each, Odd) for each in around):
            assert found == way


def test_a_way_on_that_a_file_does_not_say_by_itself_leads_to_the_part_around_it() -> None:
    lines: tuple[Tree, ...] = ([], [{"to": "b"}, {"to": "c"}], [{"if": {}, "to": "b"}])
    for go in lines:
        loose = loose_of({"scenes": {"a": {"go": go}}})
        assert loose_path(loose, ("scenes", "a", "to")) == ("scenes", *rows_of(loose, "scenes"))


def test_a_person_is_named_in_braces_and_a_fact_or_nobody_stays_as_it_is_written() -> None:
    loose = loose_of({"cast": {"noor": {}}, "title": {"nl": "{noor.Subject} {help.x} {niemand} {noor"}})
    (uid,) = rows_of(loose, "cast")
    assert loose.at(("title", "nl")) == ("{", Ref(uid), ".Subject} {help.x} {niemand} {noor")
