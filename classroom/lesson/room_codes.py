"""Room codes that can be read aloud: no letter that looks or sounds like another, no vowel that makes a word."""

import unicodedata
from collections.abc import Callable
from enum import StrEnum

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 6
SIGNS = 2


class CodeProblem(StrEnum):
    """What is wrong with a typed code."""

    EMPTY = "empty"
    LENGTH = "length"
    SIGN = "sign"
    UNKNOWN = "unknown"
    OVER = "over"
    TOO_MANY = "too_many"


def new_code(below: Callable[[int], int]) -> str:
    """Make a code; `below(n)` gives a random number from 0 up to, not including, n."""
    return "".join(ALPHABET[below(len(ALPHABET))] for _ in range(LENGTH))


def signs_of(admission: bytes) -> str:
    """Give the two signs by which a phone that knocks is told from others, from what a room knows it by."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in admission[:SIGNS])


def normalise(typed: str) -> str:
    """Give a typed code as it is stored: full-width signs, small letters, spaces and dashes are all forgiven."""
    wide = unicodedata.normalize("NFKC", typed).upper()
    return "".join(
        sign for sign in wide if not sign.isspace() and unicodedata.category(sign) not in ("Pd", "Po", "Pc")
    )


def problem_with(code: str) -> CodeProblem | None:
    """Tell what is wrong with the shape of a normalised code, if anything."""
    if not code:
        return CodeProblem.EMPTY
    if any(sign not in ALPHABET for sign in code):
        return CodeProblem.SIGN
    return CodeProblem.LENGTH if len(code) != LENGTH else None
