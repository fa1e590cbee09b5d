"""Law and help stand in one file a country, with a source and a date after which they are said more softly."""

from datetime import date

import pytest

from classroom.languages import Language
from classroom.story.format.problems import StoryError
from classroom.story.library.facts import Fact, Status, called, read_facts, wording
from classroom.story.library.teacher_cards import read_teacher_cards

FACTS = """\
jurisdiction: nl
name: { nl: Nederland, en: The Netherlands }
facts:
  help.image:
    text:
      nl: Bel gratis: 0800 0000
      en: Call free: 0800 0000
    softer:
      nl: Vraag je docent wie je kunt bellen
      en: Ask your teacher whom to call
    tel: 0800 0000
    url: https://voorbeeld.example/hulp
    source_title: Voorbeeld
    source_url: https://voorbeeld.example
    source_date: 2026
    checked_on: 2026-11-22
    check_by: 2027-05-22
    status: seen_in_copy
"""

SHEETS = """\
sheets:
  incident:
    title: { nl: Er speelt iets, en: Something is going on }
    steps:
      - text:
          nl: Stop het verhaal.
          en: Stop the story.
        say:
          nl: We doen dit een andere dag.
          en: We will do this another day.
        facts: [help.image]
"""


def fact() -> Fact:
    return read_facts(FACTS).facts["help.image"]


def test_a_fact_is_read_with_its_source_and_dates() -> None:
    found = fact()
    assert found.text.in_(Language.NL) == "Bel gratis: 0800 0000"
    assert found.tel == "0800 0000"
    assert (found.checked_on, found.check_by) == (date(2026, 11, 22), date(2027, 5, 22))
    assert found.status is Status.SEEN_IN_COPY


def test_a_fact_is_said_firmly_until_its_date_and_softly_after() -> None:
    assert wording(fact(), Language.EN, date(2027, 5, 22)) == ("Call free: 0800 0000", False)
    assert wording(fact(), Language.EN, date(2027, 5, 23)) == ("Ask your teacher whom to call", True)


def test_no_fact_may_claim_to_be_verified() -> None:
    with pytest.raises(StoryError) as refused:
        read_facts(FACTS.replace("seen_in_copy", "verified"))
    assert [(each.line, each.code) for each in refused.value.problems] == [(18, "not_one_of")]


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("help.image:", "helpwanted:", 4, "fact_shape"),
        ("tel: 0800 0000", "tel: bel maar", 11, "tel_shape"),
        ("url: https://voorbeeld.example/hulp", "url: javascript:1", 12, "url_shape"),
        ("check_by: 2027-05-22", "check_by: volgend jaar", 17, "not_a_date"),
        ("      en: Ask your teacher whom to call\n", "", 8, "no_language"),
        ("jurisdiction: nl\n", "", 1, "missing"),
    ],
)
def test_a_fault_in_a_facts_file_is_told_with_its_line(old: str, new: str, line: int, code: str) -> None:
    with pytest.raises(StoryError) as refused:
        read_facts(FACTS.replace(old, new, 1))
    assert [(each.line, each.code) for each in refused.value.problems] == [(line, code)]


def test_cards_are_read_with_their_steps() -> None:
    step = read_teacher_cards(SHEETS).sheets["incident"].steps[0]
    assert step.text.in_(Language.EN) == "Stop the story."
    assert step.facts == ("help.image",)


def test_a_card_without_a_language_is_refused() -> None:
    with pytest.raises(StoryError) as refused:
        read_teacher_cards(SHEETS.replace("          en: Stop the story.\n", ""))
    assert [(each.line, each.code) for each in refused.value.problems] == [(5, "no_language")]


def test_a_fact_that_is_still_to_be_checked_is_said_in_its_softer_words() -> None:
    unchecked = fact().model_copy(update={"status": Status.TO_CHECK})
    assert wording(unchecked, Language.EN, date(2027, 5, 22)) == ("Ask your teacher whom to call", True)


OWN_RULE = """\
jurisdiction: nl
name: { nl: Nederland, en: The Netherlands }
facts:
  help.school:
    text: { nl: Vertel het op school, en: Tell it at school }
    status: own_rule
"""


def test_what_wissel_itself_asks_needs_no_source_and_is_never_softened() -> None:
    own = read_facts(OWN_RULE).facts["help.school"]
    assert wording(own, Language.EN, date(2099, 1, 1)) == ("Tell it at school", False)
    with pytest.raises(StoryError) as refused:
        read_facts(FACTS.replace("seen_in_copy", "own_rule"))
    assert [each.code for each in refused.value.problems] == ["fact_source"]
    with pytest.raises(StoryError) as refused:
        read_facts(FACTS.replace("    source_date: 2026\n", ""))
    assert [each.code for each in refused.value.problems] == ["fact_source"]


def test_a_sentence_calls_help_by_its_name_with_the_site_before_the_number() -> None:
    named = read_facts(
        FACTS.replace("    text:", "    name: { nl: de hulplijn, en: the helpline }\n    text:")
    )
    assert called(named.facts["help.image"], Language.NL) == "de hulplijn (voorbeeld.example/hulp, 0800 0000)"
    assert called(fact(), Language.EN) == "voorbeeld.example/hulp, 0800 0000"
