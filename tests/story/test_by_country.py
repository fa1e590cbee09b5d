"""A story is played with the scenes of its country, in its words, and is sound in each."""

import pytest

from classroom.languages import Language
from classroom.storage.story_versions import told_in
from classroom.story.format.problems import StoryError
from classroom.story.format.reader import read_scenario
from classroom.story.graph.by_country import NOWHERE, for_country, in_words, lacking, variants
from classroom.story.library.facts import read_facts
from classroom.story.model.parts import Text
from tests.story.checked_file import checked
from tests.story.test_reachability import codes, scene, story

GOOD = ("to: good", "to: half", "to: sad")
HALT = "halt:\n  title: { all: t }\n  countries: [nl]\n  elsewhere: talk\n  to: good\n"
TALK = "talk:\n  title: { all: t }\n  to: half\n"
NATIONAL = story(scene("s1", "to: halt", "to: half", "to: sad") + HALT + TALK)


def scenes_in(country: str, text: str = NATIONAL) -> list[str]:
    return list(for_country(read_scenario(text).scenario, country).scenes)


def test_a_national_scene_is_played_in_its_country_alone() -> None:
    assert scenes_in("nl") == ["s1", "halt", "good", "half", "sad"]
    assert scenes_in("be") == ["s1", "talk", "half", "sad"]


def test_every_way_to_a_national_scene_leads_elsewhere_in_other_countries() -> None:
    first = for_country(read_scenario(NATIONAL).scenario, "be").scenes["s1"]
    assert [choice.to for choice in first.choices] == ["talk", "half", "sad"]
    forked = NATIONAL.replace("to: halt }", "go: [{ to: halt }] }")
    first = for_country(read_scenario(forked).scenario, NOWHERE).scenes["s1"]
    assert [fork.to for fork in first.choices[0].go] == ["talk"]


def test_what_is_played_knows_nothing_of_countries() -> None:
    for country in ("nl", "be"):
        played = for_country(read_scenario(NATIONAL).scenario, country).scenes.values()
        assert [(each.countries, each.elsewhere) for each in played] == [((), None)] * len(played)


def test_a_story_that_is_the_same_everywhere_stays_what_it_is() -> None:
    same = read_scenario(story(scene("s1", *GOOD))).scenario
    assert for_country(same, "be") is same
    assert variants(same) == (NOWHERE,)


def test_start_and_landing_can_be_national_too() -> None:
    text = NATIONAL.replace("start: s1", "start: intro")
    intro = "  intro:\n    title: { all: t }\n    countries: [nl]\n    elsewhere: s1\n    to: s1\n"
    text = text.replace("scenes:\n", "scenes:\n" + intro)
    assert for_country(read_scenario(text).scenario, "be").start == "s1"
    assert for_country(read_scenario(text).scenario, "nl").start == "intro"


def test_a_story_is_checked_as_it_is_played_in_each_country() -> None:
    assert codes(NATIONAL.replace("to: sad }", "to: good }")) == []
    lonely = NATIONAL.replace(
        "talk:\n    title: { all: t }\n    to: half", "talk:\n    title: { all: t }\n    to: sad"
    )
    # With s1 leading nowhere but to sad, a class outside the Netherlands has no good ending left.
    lonely = lonely.replace("to: half }", "to: sad }")
    found = {(each.code, each.country) for each in checked(lonely).problems}
    assert ("stuck", "") in found
    swapped = lonely.replace("countries: [nl]", "countries: [be]").replace(
        "to: sad\n  good:", "to: good\n  good:"
    )
    swapped = swapped.replace("elsewhere: talk\n    to: good", "elsewhere: talk\n    to: sad")
    found = {(each.code, each.country) for each in checked(swapped).problems}
    assert ("stuck", "be") in found


def test_numbers_are_those_of_all_countries_together() -> None:
    report = checked(NATIONAL.replace("to: sad }", "to: good }"))
    assert report.endings == {"good": 1, "half": 2, "sad": 0}
    assert report.votes == (1, 1)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("elsewhere: talk", "elsewhere: talc", "no_scene_guess"),
        ("countries: [nl]", "countries: [nk]", "no_country"),
        ("talk:\n    title: { all: t }\n", "talk:\n    title: { all: t }\n    countries: [nl]\n    elsewhere: half\n",
         "elsewhere_national"),
    ],
)  # fmt: skip
def test_a_scene_gives_way_to_one_that_every_country_has(old: str, new: str, code: str) -> None:
    assert old in NATIONAL
    found = checked(NATIONAL.replace(old, new), {"nl": {"help.image"}, "be": {"help.image"}}).problems
    assert code in {each.code for each in found}


@pytest.mark.parametrize("line", ["    countries: [nl]\n", "    elsewhere: talk\n"])
def test_countries_and_elsewhere_stand_together(line: str) -> None:
    with pytest.raises(StoryError) as refused:
        read_scenario(NATIONAL.replace(line, ""))
    assert [each.code for each in refused.value.problems] == ["countries_elsewhere"]


def facts_told(facts: str, where: str, known: dict[str, set[str]]) -> list[tuple[str, object]]:
    text = NATIONAL.replace(where, f"{where}\n    facts: [{facts}]")
    found = checked(text, known).problems
    return [(each.code, each.params.get("countries")) for each in found if "fact" in each.code]


def test_a_fact_is_needed_where_it_is_said() -> None:
    known = {"nl": {"help.image", "law.halt"}, "be": {"help.image", "law.sharing"}}
    assert facts_told("law.halt", "countries: [nl]", known) == []
    assert facts_told("law.sharing", "countries: [nl]", known) == [("fact_not_there", "nl")]
    # Law differs: a scene for all may name what not all have. No country at all is another matter.
    assert facts_told("law.halt", "talk:", known) == []
    assert facts_told("law.qqq", "talk:", known) == [("no_fact", None)]


def test_help_at_an_ending_is_needed_everywhere() -> None:
    found = checked(NATIONAL, {"nl": {"help.image"}, "be": {"help.talk"}}).problems
    assert {each.params["countries"] for each in found if each.code == "fact_not_there"} == {"be"}


WORDS = {Language.NL: {"mentor": "klastitularis", "rustig aan": "kalm"}, Language.EN: {}}


def test_a_story_is_told_in_the_words_of_a_country() -> None:
    text = story(scene("s1", *GOOD)).replace(
        "title: { all: x }", 'title: { nl: "Mentor {noor}, mentors mentor. Rustig aan", en: mentor }'
    )
    title = in_words(read_scenario(text).scenario, WORDS).title
    assert title.in_(Language.NL) == "Klastitularis {noor}, mentors klastitularis. Kalm"
    assert title.in_(Language.EN) == "mentor"


def test_names_of_people_and_scenes_are_no_words_of_a_country() -> None:
    text = NATIONAL.replace("noor:", "mentor:").replace(
        "title: { all: x }", 'title: { nl: "{mentor}", en: x }'
    )
    told = in_words(read_scenario(text).scenario, WORDS)
    assert (told.title.in_(Language.NL), list(told.cast)) == ("{mentor}", ["mentor"])


def test_a_room_plays_the_story_of_its_country_in_its_words() -> None:
    facts = (
        "jurisdiction: be\nname: { all: B }\nwords: { nl: { t: iets } }\nfacts:\n  help.image:\n    text: { all: x }\n"
        "    softer: { all: x }\n    source_title: x\n    source_url: https://x.example\n    source_date: x\n"
        "    checked_on: 2026-11-22\n    check_by: 2027-11-22\n    status: to_check\n"
    )
    text = NATIONAL.replace("title: { all: t }\n    to: half", "title: { nl: t, en: t }\n    to: half")
    told = told_in("be", "proef", text, facts)
    assert list(told.scenes) == ["s1", "talk", "half", "sad"]
    assert told.scenes["talk"].title.in_(Language.NL) == "iets"


CRISIS = """\
jurisdiction: be
name: { all: B }
facts:
  help.image: { text: { all: x }, status: own_rule }
  help.suicidal:
    name: { nl: de lijn, en: the line }
    text: { all: x }
    tel: "1813"
    status: own_rule
"""
NOTE = NATIONAL.replace(
    "  s1:\n", "  s1:\n    teacher: { before: { nl: 'Bel {help.suicidal}.', en: 'Call {help.suicidal}.' } }\n"
)


def _note(story: str) -> Text:
    notes = told_in("be", "proef", story, CRISIS).scenes["s1"].teacher
    assert notes
    assert notes.before
    return notes.before


def test_a_note_says_the_number_of_the_country_itself() -> None:
    note = _note(NOTE)
    assert (note.in_(Language.NL), note.in_(Language.EN)) == ("Bel de lijn (1813).", "Call the line (1813).")
    for_all = NOTE.replace(
        "{ nl: 'Bel {help.suicidal}.', en: 'Call {help.suicidal}.' }", "{ all: '{help.suicidal}' }"
    )
    note = _note(for_all)
    assert (note.in_(Language.NL), note.in_(Language.EN)) == ("de lijn (1813)", "the line (1813)")


def test_a_note_that_names_a_fact_is_only_for_countries_that_have_it() -> None:
    known = {"nl": {"help.image", "help.suicidal"}, "be": {"help.image"}}
    found = [each for each in checked(NOTE, known).problems if each.code == "fact_not_there"]
    assert [(each.params["name"], each.params["countries"]) for each in found] == [("help.suicidal", "be")]
    about = NATIONAL.replace("start: s1", "teacher: { all: 'Bel {help.suicidal}.' }\nstart: s1")
    found = [each for each in checked(about, known).problems if each.code == "fact_not_there"]
    assert [each.params["countries"] for each in found] == ["be"]
    typo = checked(NOTE.replace("help.suicidal", "help.sucidal"), known).problems
    assert {"no_fact_guess"} <= {each.code for each in typo}


def test_a_story_can_be_told_where_nothing_that_it_names_is_lacking() -> None:
    facts = read_facts(CRISIS)
    without = facts.model_copy(update={"facts": {"help.image": facts.facts["help.image"]}})
    scenario = read_scenario(NOTE).scenario
    assert lacking(for_country(scenario, "be"), facts) == ()
    assert lacking(for_country(scenario, "be"), without) == ("help.suicidal",)


def test_a_fact_stands_in_no_text_that_the_class_reads() -> None:
    told = NATIONAL.replace("title: { all: x }", "title: { all: 'Bel {help.image}' }")
    assert "no_placeholder" in {each.code for each in checked(told).problems}
