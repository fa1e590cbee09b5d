"""A story is told with the names that a class uses."""

import pytest

from classroom.languages import Language
from classroom.story.model.narrator import Narrator, placeholders
from classroom.story.model.parts import Character, Text

CAST = {
    "noor": Character.model_validate(
        {"name": "Noor", "pronoun": "she", "swap": [{"name": "Elif"}, {"name": "Tom", "pronoun": "he"}]}
    ),
    "sam": Character.model_validate({"name": "Sam", "pronoun": "they"}),
}
FORMS = "{noor} {noor.subject} {noor.object} {noor.possessive} {noor.Subject} {noor.Possessive}"


@pytest.mark.parametrize(
    ("language", "swap", "said"),
    [
        ("nl", 0, "Noor ze haar haar Ze Haar"),
        ("nl", 1, "Elif ze haar haar Ze Haar"),
        ("nl", 2, "Tom hij hem zijn Hij Zijn"),
        ("en", 0, "Noor she her her She Her"),
        ("en", 2, "Tom he him his He His"),
        ("en", 9, "Noor she her her She Her"),
    ],
)
def test_a_swap_changes_the_name_and_how_the_person_is_spoken_of(language: str, swap: int, said: str) -> None:
    assert Narrator(CAST, {"noor": swap}, Language(language)).say(Text(all=FORMS)) == said


@pytest.mark.parametrize(("language", "said"), [("nl", "Sam die hen hun"), ("en", "Sam they them their")])
def test_somebody_may_be_neither_she_nor_he(language: str, said: str) -> None:
    text = Text(all="{sam} {sam.subject} {sam.object} {sam.possessive}")
    assert Narrator(CAST, {}, Language(language)).say(text) == said


def test_each_language_says_its_own_text() -> None:
    text = Text(nl="Dag {noor}", en="Hello {noor}")
    assert [Narrator(CAST, {}, language).say(text) for language in Language] == ["Dag Noor", "Hello Noor"]


def test_an_unknown_placeholder_stays_as_it_is() -> None:
    text = Text(all="{jay} {noor.shoe} {}")
    assert Narrator(CAST, {}, Language.NL).say(text) == "{jay} {noor.shoe} {}"


def test_a_name_can_be_asked_for_alone() -> None:
    assert Narrator(CAST, {"noor": 1}, Language.NL).name("noor") == "Elif"


def test_placeholders_are_listed_in_order() -> None:
    assert placeholders("{noor} en {sam.object}, {noor}") == ("noor", "sam.object", "noor")
