"""Files from strangers are counted before anything is built from them."""

import pytest

from classroom.story.problems import StoryError
from classroom.story.source import DEPTH, KIB, PARTS, SIGNS, load

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


def _problems(text: str) -> list[tuple[int, str]]:
    try:
        found = load(text)[2]
    except StoryError as error:
        found = list(error.problems)
    return [(each.line, each.code) for each in found]
