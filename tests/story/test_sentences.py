"""The rules of language, tried on sentences that nobody wrote for them."""

from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from classroom.languages import Language
from classroom.story.library.language_rules import found_by
from tests.story.test_library import PACKS

Sentence = TypedDict("Sentence", {"says": str, "finds": str, "from": str}, total=False)
SENTENCES: list[Sentence] = yaml.safe_load(
    Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8")
)


def test_there_are_twenty() -> None:
    assert len(SENTENCES) == 20


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["says"][:40])
def test_a_real_sentence_is_found_by_its_rule_and_no_other(sentence: Sentence) -> None:
    rules = PACKS[Language.NL].rules
    found = [name for name, rule in rules.items() if found_by(rule, sentence["says"])]
    assert found == ([sentence["finds"]] if "finds" in sentence else [])
