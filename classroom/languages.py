"""The languages that Wissel speaks, and what each needs that is no message.

A language is there once it has a catalogue in translations/. What a story needs to know of it (its pronouns, how easily
it reads, its rules) stands in scenarios/language/. Whatever a language lacks is told in
English until somebody translates it; Wissel's own texts are always there in `OURS`.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
CATALOGUES = _HERE / "translations"
PACKS = _HERE / "scenarios" / "language"
CATALOGUE = Path("LC_MESSAGES") / "messages.po"


class Language(StrEnum):
    """The languages that Wissel speaks; a story is written in all of those that it declares."""

    _ignore_ = "added path tag"

    NL = "nl"
    EN = "en"

    added = vars()
    for path in sorted(CATALOGUES.glob(f"*/{CATALOGUE}")):
        tag = path.parent.parent.name
        if tag.upper() not in added:
            added[tag.upper()] = tag


TAGS = tuple(each.value for each in Language)
OURS = (Language.NL, Language.EN)


def pronouns_of(language: Language) -> Mapping[str, Mapping[str, str]]:
    """Give for each pronoun its forms: subject, object, possessive."""
    return _known(language, "pronouns")  # type: ignore[no-any-return]


def ease_of(language: Language) -> Mapping[str, Any] | None:
    """Give the formula for how easily a text reads, or nothing where there is none for this language."""
    return _pack(language).get("reading_ease")


def _known(language: Language, what: str) -> Any:
    return _pack(language).get(what) or _pack(Language.EN)[what]


@cache
def _pack(language: Language) -> dict[str, Any]:
    file = PACKS / f"{language}.yaml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
