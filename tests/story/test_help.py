"""Nothing that a story, a card or a line of help promises is missing, in any country and in either language."""

import re
from datetime import date

import pytest

from classroom.languages import Language
from classroom.storage import shelf
from classroom.story.format.text_walk import carried, texts
from classroom.story.graph.by_country import for_country, in_words, with_facts
from classroom.story.library.facts import Fact, Status, wording
from classroom.story.model.narrator import Narrator, placeholders

TODAY = date(2026, 11, 29)
COUNTRIES = shelf.countries()
CRISIS = ("help.danger", "help.suicidal")
SENT_AWAY = re.compile(r"\b(zoek|look (it|them|up)|look up|vraag ernaar|ask helpwanted)\b", re.IGNORECASE)


def help_in(country: str) -> dict[str, Fact]:
    return {id_: fact for id_, fact in shelf.facts(country).facts.items() if id_.startswith("help.")}


@pytest.mark.parametrize("slug", shelf.slugs())
@pytest.mark.parametrize("country", COUNTRIES)
def test_a_story_names_nothing_that_is_not_there(slug: str, country: str) -> None:
    assert country in shelf.entry(slug).countries
    facts = shelf.facts(country)
    told = with_facts(in_words(for_country(shelf.story(slug), country), facts.words), facts)
    for language in told.languages:
        narrator = Narrator(told.cast, {}, language)
        left = {path: placeholders(narrator.say(text)) for path, text in texts(told)}
        assert {path: names for path, names in left.items() if names} == {}
    assert [path for path, text in texts(told) if carried(text)] == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_has_somebody_to_call_and_a_site_to_go_to(country: str) -> None:
    lines = help_in(country)
    if country not in shelf.WIDER:  # there the gate asks the teacher
        assert all(lines[id_].tel for id_ in CRISIS)
        assert lines["help.talk"].tel
    assert lines["help.image"].url
    assert set(CRISIS) <= set(lines)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", Language)
def test_a_line_of_help_sends_nobody_away_to_look_for_it(country: str, language: Language) -> None:
    for id_, fact in help_in(country).items():
        for words in (fact.text, fact.softer):
            assert words is None or not SENT_AWAY.search(words.in_(language)), id_


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_line_of_help_has_a_name_and_help_at_school_needs_no_source(country: str) -> None:
    for id_, fact in help_in(country).items():
        assert fact.name is not None, id_
    assert shelf.facts(country).facts["help.school"].status is Status.OWN_RULE


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", Language)
def test_a_card_names_no_help_that_a_country_lacks(country: str, language: Language) -> None:
    """A step that says which kinds of help there are shows one line at least, and no softened line says to look it up."""
    known = shelf.facts(country).facts
    for sheet in shelf.teacher_cards().values():
        for step in sheet.steps:
            shown = [known[id_] for id_ in step.facts if id_ in known]
            assert shown or not any(id_.startswith(("help.", "fact.")) for id_ in step.facts), step.text.in_(
                Language.NL
            )
            for fact in shown:
                assert not SENT_AWAY.search(wording(fact, language, date(2099, 1, 1))[0])


@pytest.mark.parametrize("slug", shelf.slugs())
@pytest.mark.parametrize("country", COUNTRIES)
def test_a_note_that_sends_the_teacher_to_the_facts_finds_them(slug: str, country: str) -> None:
    known = shelf.facts(country).facts
    for name, scene in for_country(shelf.story(slug), country).scenes.items():
        notes = " ".join(text.in_(Language.NL) for _, text in texts(scene.teacher))
        sends = re.search(r"de feiten|the facts", notes)
        said = [id_ for id_ in scene.facts if id_.startswith(("law.", "fact."))]
        assert not sends or (said and [id_ for id_ in said if id_ not in known] == []), name
