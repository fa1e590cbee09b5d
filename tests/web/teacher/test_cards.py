"""A card calls people and things what the country calls them."""

import re
from datetime import date

import pytest

from classroom.languages import Language
from classroom.storage import shelf
from classroom.web.teacher.view_models import card_shown

SPOKEN = [(country, language) for country in shelf.countries() for language in Language]


@pytest.mark.parametrize(("country", "language"), SPOKEN)
def test_a_card_calls_people_what_the_country_calls_them(country: str, language: Language) -> None:
    facts = shelf.facts(country)
    for sheet in shelf.teacher_cards().values():
        shown = card_shown(sheet, facts, language, date(2026, 11, 29))
        told = " ".join(step["text"] for step in shown["steps"])  # type: ignore[attr-defined]
        for word in facts.words.get(language, {}):
            assert not re.search(rf"\b{re.escape(word)}\b", told, re.IGNORECASE), word


def test_a_card_in_the_united_kingdom_names_who_is_there_for_safety() -> None:
    shown = card_shown(shelf.teacher_cards()["incident"], shelf.facts("gb"), Language.EN, date(2026, 11, 29))
    assert "the designated safeguarding lead and the head of year" in str(shown["steps"])
