"""Files from strangers are counted before anything is built from them."""

from time import process_time

import pytest

from classroom.story.format.problems import MOST, StoryError
from classroom.story.format.reader import read_scenario
from classroom.story.format.yaml_source import DEPTH, KIB, PARTS, SIGNS, load
from tests.story.checked_file import checked
from tests.story.test_library import IDS, PACKS

BOMB = "a: &a [x,x]\n" + "".join(
    f"{b}: &{b} [*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

REFUSED = [
    ("", 1, "empty_file"),
    ("# alleen een opmerking\n", 1, "empty_file"),
    ("- een\n- twee\n", 1, "not_parts"),
    (BOMB, 1, "anchor"),
    ("a: x\nb: *a\n", 2, "anchor"),
    ("a: x\nb:\n  <<: { c: d }\n", 3, "merge_key"),
    ("a: !!python/object/apply:os.system [ls]\n", 1, "tag"),
    ("a: x\nb: !!str x\n", 2, "tag"),
    ("a: ! x\n", 1, "tag"),
    ("a: x\n---\nb: x\n", 2, "second_document"),
    ("a: " + "[" * (DEPTH + 1) + "]" * (DEPTH + 1), 1, "too_deep"),
    ("a: " + "[" * 100_000, 1, "too_deep"),
    ("a:\n" + "- x\n" * (PARTS + 1), PARTS - 1, "too_many_parts"),
    ("a: y\nb: " + "x" * (SIGNS + 1), 2, "text_too_large"),
    ("a: " + "x " * KIB * 1024, 1, "too_large"),
    ("a: x\nb: \x00\n", 2, "unprintable"),
    ("a: x\nb: \x0b\n", 2, "unprintable"),
    ("a: x\nb: \ud800\n", 2, "unprintable"),
    ("a: x\nb: y\u200bz\n", 2, "unprintable"),
    ("a: x\nb: y\u202ez\n", 2, "unprintable"),
    ("a: x\nb: y\u200dz\n", 2, "unprintable"),
    ("a: x\nb: y\U000e0041\n", 2, "unprintable"),
    ('a: x\nb: "y\\u202ez"\n', 2, "unprintable"),
    ('a: x\nb: "y\\x00"\n', 2, "unprintable"),
    ('a: x\n"b\\u200b": y\n', 2, "unprintable"),
    ("a: x\n? [b, c]\n: y\n", 2, "odd_key"),
]


@pytest.mark.parametrize(
    ("text", "line", "code"), REFUSED, ids=[f"{code} {len(text)} {text[-9:]!r}" for text, _, code in REFUSED]
)
def test_more_yaml_than_a_story_needs_is_refused_with_its_line(text: str, line: int, code: str) -> None:
    found = _problems(text)
    assert [(each[0], each[1]) for each in found] == [(line, code)]


SYNTAX = [
    ("a: x\nb: y: z\n", 2, "colon"),
    ("a: x\n   b: y\n", 2, "colon"),
    ("a: x\n\tb: y\n", 2, "tab"),
    ("a: x\nb: 'y\nc: z\n", 2, "quote_open"),
    ('a: x\nb: "y \\q"\n', 2, "escape"),
    ("a: x\nb\nc: y\n", 2, "no_colon"),
    ("a: x\nb: [y\nc: z\n", 2, "bracket_open"),
    ("a: x\nb: @y\n", 2, "first_sign"),
    ("a:\n  b: x\n c: y\n", 3, "indent"),
]


@pytest.mark.parametrize(("text", "line", "code"), SYNTAX, ids=[repr(text) for text, _, _ in SYNTAX])
def test_a_slip_of_the_pen_is_told_in_plain_words(text: str, line: int, code: str) -> None:
    assert _problems(text) == [(line, code)]


def test_a_file_just_inside_the_limits_is_read() -> None:
    assert len(load("a:\n" + "- x\n" * (PARTS - 3))[0]["a"]) == PARTS - 3


NAMES = " ".join(f"{{q{n}}}" for n in range(300))
LANDS = ", ".join(f"c{n}" for n in range(3000))
HOSTILE = {
    "blanks before the last sign": ("  nl: De foto", "  nl: De" + " " * 250_000 + "foto"),
    "thousands of texts without blanks between": ("title:\n", "title:\n" + "  nl: x\n" * 30_000),
    "thousands of texts with blanks between": ("title:\n", "title:\n" + "  nl: x\n\n\n\n" * 9_000),
    "thousands of names that a story does not have": (
        "  volgende_dag:\n    title:\n",
        "".join(
            f"  s{n}:\n    title:\n      all: t\n    story:\n      all: '{NAMES}'\n    to: avond\n" for n in range(60)
        )
        + "  volgende_dag:\n    title:\n",
    ),
    "a cast of hundreds": (
        "cast:\n",
        "cast:\n" + "".join(f"  p{n}: {{ name: N{n}, pronoun: she }}\n" for n in range(800)),
    ),
    "thousands of countries": (
        "  volgende_dag:\n    title:\n",
        f"  land:\n    title:\n      all: t\n    countries: [{LANDS}]\n    elsewhere: avond\n    to: avond\n  volgende_dag:\n    title:\n",
    ),
    "thousands of keys that no story has": ("format: 1\n", "format: 1\n" + "".join(f"q{n}: x\n" for n in range(5000))),
    "thousands of double keys": ("format: 1\n", "format: 1\n" * 5000),
}  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_file_however_hostile_keeps_the_program_busy(example: str, hostile: str) -> None:
    before, after = HOSTILE[hostile]
    assert before in example
    since = process_time()
    try:
        problems = checked(example.replace(before, after, 1), IDS, PACKS).problems
    except StoryError as error:
        problems = error.problems
    assert 0 < len(problems) <= MOST + 1
    assert process_time() - since < 10  # half a second here; one of these took over a minute before


def test_after_two_hundred_problems_it_says_that_there_are_more() -> None:
    keys = "".join(f"q{n}: x\n" for n in range(MOST + 1))
    with pytest.raises(StoryError) as refused:
        read_scenario(keys)
    *told, last = refused.value.problems
    assert len(told) == MOST
    assert (last.code, last.params) == ("and_more", {"limit": MOST})


def test_the_joiner_inside_an_emoji_is_no_invisible_sign() -> None:
    assert load("a: 👩\u200d👧 🤷\u200d♀\ufe0f\n")[0] == {"a": "👩\u200d👧 🤷\u200d♀\ufe0f"}


def _problems(text: str) -> list[tuple[int, str]]:
    try:
        found = load(text)[2]
    except StoryError as error:
        found = list(error.problems)
    return [(each.line, each.code) for each in found]
