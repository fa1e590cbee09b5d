"""A text behind a language means what its author typed, whatever YAML would make of it."""

import re

import pytest
import yaml

from classroom.languages import Language
from classroom.story.checks.run import check
from classroom.story.format.problems import Severity, StoryError
from classroom.story.format.quoting import forgive
from classroom.story.format.reader import read_scenario
from classroom.story.format.yaml_source import load
from classroom.story.format.yaml_writer import write_scenario
from classroom.story.model.parts import Text

NASTY = [
    "'s Avonds gaat de groepsapp",
    "'k Weet niet",
    "'t is 'n foto van 'n ander",
    "Sem: kijk",
    "haha kijk Lotte #oeps",
    "#nietoke",
    "@sem haal weg",
    '"Hoi" zei Noor: "kom je?"',
    "12:30",
    "[foto]",
    "[foto] van Lotte",
    "{hart}",
    "!",
    "- nee",
    "* zucht *",
    "&dan",
    "null",
    "no",
    "ja",
    "012",
    "2026-11-22",
    "% weet ik veel",
    "`kijk`",
    "? wat",
    "> dus",
    "| dus",
    "tekst: met: colons:",
    "een \\ achteruit",
    "ik zei 'haal weg'",
    "😬 oké…",
]


@pytest.mark.parametrize("said", NASTY)
def test_a_line_of_chat_is_read_as_it_was_typed(said: str) -> None:
    tree, _, problems = load(f"title:\n  nl: {said}\n  en: x\n")
    assert tree == {"title": {"nl": said, "en": "x"}}
    assert problems == []


@pytest.mark.parametrize("said", NASTY)
def test_a_line_of_chat_is_read_as_it_was_typed_inside_a_list(said: str) -> None:
    tree, lines, _ = load(f"goals:\n  - nl: {said}\n    en: {said}\n  - all: {said}\n")
    assert tree == {"goals": [{"nl": said, "en": said}, {"all": said}]}
    assert lines.at("goals", 1, "all") == 4


def test_most_of_these_lines_would_break_plain_yaml() -> None:
    changed = 0
    for said in NASTY:
        try:
            changed += yaml.safe_load(f"nl: {said}") != {"nl": said}
        except yaml.YAMLError:
            changed += 1
    assert changed >= 19


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('"al tussen aanhalingstekens: #ja"', "al tussen aanhalingstekens: #ja"),
        ("'zo ook: ''s avonds'", "zo ook: 's avonds"),
        ('"met een \\"woord\\" erin"', 'met een "woord" erin'),
        ('"klaar"   # een opmerking', "klaar"),
    ],
)
def test_a_text_in_quotes_stays_as_it_is(written: str, said: str) -> None:
    assert load(f"title:\n  nl: {written}\n")[0] == {"title": {"nl": said}}


def test_texts_of_several_lines_are_left_alone() -> None:
    text = "story:\n  nl: |\n    Noor leest:\n    en: dit hoort erbij\n\n    klaar\n  en: Noor reads\n    on and on\n"
    assert forgive(text).split("\n")[:6] == text.split("\n")[:6]
    assert load(text)[0]["story"] == {
        "nl": "Noor leest:\nen: dit hoort erbij\n\nklaar\n",
        "en": "Noor reads on and on",
    }


def test_keys_that_are_no_language_keep_their_meaning() -> None:
    text = "if: { has: [stop] }\nto: samen\nname: [a]\n"
    assert forgive(text) == text


def test_forgiving_twice_changes_nothing_more(example: str) -> None:
    once = forgive(example)
    assert forgive(once) == once
    assert once.count("\n") == example.count("\n")


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_files_from_other_machines_read_the_same(example: str, newline: str) -> None:
    assert read_scenario("\ufeff" + example.replace("\n", newline)) == read_scenario(example)


def test_a_separator_pasted_from_a_word_processor_is_a_space() -> None:
    assert load("title:\n  nl: een\u2028twee\n  en: x\n")[0] == {"title": {"nl": "een twee", "en": "x"}}


def test_every_leaf_is_a_text() -> None:
    assert load("a: no\nb: 012\nc: 1:30\nd:\ne: ~\nf: [1, yes]\n")[0] == {
        "a": "no",
        "b": "012",
        "c": "1:30",
        "d": "",
        "e": "~",
        "f": ["1", "yes"],
    }


def test_remarks_above_the_first_key_are_kept_and_those_below_are_not(example: str) -> None:
    assert read_scenario(example).heading == "# yaml-language-server: $schema=./scenario.schema.json"
    assert read_scenario("# een\n\n# twee\n" + example).heading.startswith("# een\n\n# twee\n# yaml")


def test_a_problem_inside_a_part_is_told_at_the_nearest_line(example: str) -> None:
    lines = read_scenario(example).lines
    assert lines.at("scenes", "avond", "chat", 1, "says", "nl") == 59
    assert lines.at("scenes", "avond", "landing") == 43
    assert lines.at("nowhere") == 1


def test_all_problems_of_shape_are_told_at_once(example: str) -> None:
    broken = example.replace("minutes: 45", "minutes: lang").replace("predict:", "predikt:")
    with pytest.raises(StoryError) as refused:
        read_scenario(broken.replace("  steun:\n", "  stop:\n", 1))
    assert [(each.line, each.code) for each in refused.value.problems] == [
        (11, "not_a_number"),
        (30, "double_key"),
        (71, "no_key_guess"),
    ]


def of_one_language(text: str) -> str:
    """Give a story in Dutch alone, its texts without a language in front of them."""
    dutch = re.sub(r"\n\s+en: [^\n]*", "", text).replace("languages: [nl, en]", "languages: [nl]")
    return re.sub(r":\s*(?:#[^\n]*)?\n\s+nl: ", ": ", dutch).replace("- nl: ", "- ")


def test_in_a_story_of_one_language_a_text_needs_no_language_in_front_of_it(example: str) -> None:
    dutch = of_one_language(example)
    assert "nl:" not in dutch
    assert "    story: 's Avonds gaat de groepsapp." in dutch
    reading = read_scenario(dutch)
    assert reading.scenario.title.in_(Language.NL) == "De foto in de groepsapp"
    assert reading.scenario.scenes["avond"].story == Text(nl="'s Avonds gaat de groepsapp.")
    assert read_scenario(write_scenario(reading.scenario)).scenario == reading.scenario
    assert not [each for each in check(reading.scenario).problems if each.severity is Severity.ERROR]


@pytest.mark.parametrize("said", [*NASTY, "{noor} ziet: niets", "{noor.Subject}'s telefoon #uit"])
def test_such_a_text_is_read_as_it_was_typed(said: str) -> None:
    assert load(f"title: {said}\nchat:\n  - says: {said}\n")[0] == {"title": said, "chat": [{"says": said}]}


def test_an_item_of_a_list_may_begin_with_a_name_in_braces() -> None:
    items = "questions:\n  - {noor} ziet: 't niet\n  - {noor.Subject} gaat\n  - { nl: a, en: b }\n  - { name: Tom }\n"
    assert load(items)[0] == {
        "questions": ["{noor} ziet: 't niet", "{noor.Subject} gaat", {"nl": "a", "en": "b"}, {"name": "Tom"}]
    }


def test_an_empty_text_is_told_by_the_name_of_its_part(example: str) -> None:
    with pytest.raises(StoryError) as refused:
        read_scenario(of_one_language(example).replace("title: De foto in de groepsapp", "title:"))
    assert [(each.code, each.params["field"]) for each in refused.value.problems] == [("empty", "title")]
