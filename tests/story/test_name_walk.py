"""Whatever names something in a story is found, with its path, by the marks in the models."""

from typing import Any

from hypothesis import given

from classroom.story.format.name_walk import Reference, references
from classroom.story.format.paths import Tree
from classroom.story.format.reader import read_scenario
from classroom.story.format.spelling import spelled_out, tree_of
from tests.story.conftest import EXAMPLE
from tests.story.trees import SOUND, trees

TREE: dict[str, Any] = {
    "start": "a",
    "landing": "b",
    "content_note": "{noor.Subject} en {help.image}",
    "covers": ["S5 {sem} zegt", ["S6"]],
    "scenes": {
        "a": {
            "elsewhere": "c",
            "countries": ["nl"],
            "chat": [{"from": "sem", "typing": ["noor"], "says": {"nl": "{x}", "allow": ["label"]}}],
            "thoughts": [{"of": "noor"}, "?"],
            "build": {"by": "noor", "answered_by": "sem", "parts": [], "replies": [{"parts": "AB"}]},
            "choices": [{"finds": ["stop"], "changes": {"bereik": "+1"}, "if": {"at_least": {"g": "1"}, "lacks": "?"}}],
            "short": "A",
            "go": [{"if": {"has": ["steun"]}, "to": "d"}],
            "strange": {"to": "e", "says": "{noor}"},
            "debrief": {"help": ["help.school"]},
        }
    },
}  # fmt: skip


def test_every_kind_of_name_is_found_where_it_stands_and_nothing_in_what_the_models_do_not_know() -> None:
    found = {(each.kind, each.name, each.path[-2:], each.braced) for each in references(TREE)}
    assert found == {
        ("scene", "a", ("start",), False),
        ("scene", "b", ("landing",), False),
        ("person", "noor", ("content_note",), True),
        ("fact", "help.image", ("content_note",), True),
        ("person", "sem", ("covers", 0), True),
        ("scene", "c", ("a", "elsewhere"), False),
        ("country", "nl", ("countries", 0), False),
        ("person", "sem", (0, "from"), False),
        ("person", "noor", ("typing", 0), False),
        ("person", "x", ("says", "nl"), True),
        ("rule", "label", ("allow", 0), False),
        ("person", "noor", (0, "of"), False),
        ("person", "noor", ("build", "by"), False),
        ("person", "sem", ("build", "answered_by"), False),
        ("option", "AB", (0, "parts"), False),
        ("find", "stop", ("finds", 0), False),
        ("gauge", "bereik", ("changes", "bereik"), False),
        ("gauge", "g", ("at_least", "g"), False),
        ("choice", "A", ("a", "short"), False),
        ("find", "steun", ("has", 0), False),
        ("scene", "d", (0, "to"), False),
        ("fact", "help.school", ("help", 0), False),
    }


def test_a_story_as_it_was_typed_names_the_same_as_the_story_that_was_read() -> None:
    assert [*references(tree_of(read_scenario(EXAMPLE).scenario))] == [*references({**SOUND})]


@given(trees)
def test_in_any_tree_a_name_is_what_stands_at_its_path(tree: dict[str, Tree]) -> None:
    spelled = spelled_out(tree)
    for each in references(spelled):
        assert isinstance(each, Reference)
        *way, last = each.path
        at: Any = spelled
        for step in way:
            at = at[step]
        assert each.name in (str(last) if each.kind == "gauge" else at[last])


def test_texts_of_a_story_of_one_language_are_spelled_out_and_nothing_else_changes() -> None:
    tree: dict[str, Tree] = {"languages": ["nl"], "title": "x", "goals": ["a", ""], "ages": "12-14", "y": "z"}
    assert spelled_out(tree) == tree | {"title": {"nl": "x"}, "goals": [{"nl": "a"}, ""]}
    assert spelled_out(tree | {"languages": ["nl", "en"]})["title"] == "x"
    assert spelled_out(spelled_out(tree)) == spelled_out(tree)
