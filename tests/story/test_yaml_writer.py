"""What is written can be read again, and is the same story."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import classroom.scenarios
from classroom.languages import Language
from classroom.storage import shelf
from classroom.story.format.draft import read_draft
from classroom.story.format.json_schema import json_schema
from classroom.story.format.paths import Tree
from classroom.story.format.reader import read_scenario
from classroom.story.format.yaml_source import INVISIBLE, heading, load
from classroom.story.format.yaml_writer import write_scenario, write_tree
from classroom.story.model.grammar import grammar_of
from classroom.story.model.notes import During, Heard, Notes, Remark
from classroom.story.model.parts import (
    Build,
    Cards,
    Character,
    Condition,
    Debrief,
    Fork,
    Gauge,
    Message,
    Name,
    Poll,
    Prompts,
    Pronoun,
    Readers,
    Reply,
    Text,
    Thought,
)
from classroom.story.model.scenario import Choice, Ending, Role, Scenario, Scene
from tests.story.trees import trees, without_defaults

NASTY = [
    "'s Avonds", "'k Weet niet", "Sem: kijk", "#nietoke", "haha #oeps", "@sem", '"Hoi" zei Noor: "ja"', "12:30",
    "[foto]", "!", "- nee", "* zucht *", "null", "no", "ja", "{noor.Subject} zegt", "een\\twee", "| dus", "> dus",
    "een\n\ntwee", "een\n  twee", "een\ntwee: #drie", "- een\n- twee", "😬 oké…", "\u2028", "a\tb",
    "a\n\tb", "---", "...", "%YAML", "? x", "&a", "*a", "a\r\nb", "👩\u200d👧", "a\xa0b",
]  # fmt: skip
# What nobody can see is no text: files with it are refused.
lines = (
    st.sampled_from(NASTY)
    | st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn"], include_characters="\n\t"), max_size=40
    )
).filter(lambda said: bool(said.strip()) and not INVISIBLE.search(said))
ids = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True) | st.sampled_from(["no", "on", "null", "y"])
facts = st.builds("{}.{}".format, st.sampled_from(["help", "law", "fact"]), ids)
letters = st.sampled_from(["A", "B", "C", "D"])
texts = st.builds(
    Text,
    nl=st.none() | lines,
    en=st.none() | lines,
    all=st.none() | lines,
    redo=st.lists(st.sampled_from(Language), max_size=2).map(tuple),
)
pronouns = st.sampled_from(Pronoun)
names = lines.map(lambda name: name[:20])


def tuples(items: st.SearchStrategy, least: int = 0, most: int = 2) -> st.SearchStrategy:
    return st.lists(items, min_size=least, max_size=most).map(tuple)


def tables(values: st.SearchStrategy, most: int = 2, least: int = 0) -> st.SearchStrategy:
    return st.dictionaries(ids, values, min_size=least, max_size=most)


numbers = tables(st.integers(-9, 9))
conditions = st.builds(Condition, has=tuples(ids), lacks=tuples(ids), at_least=numbers, at_most=numbers)
forks = st.builds(Fork, if_=st.none() | conditions, to=ids)
messages = st.builds(
    Message,
    from_=ids,
    says=texts,
    time=st.none() | st.just("21:30"),
    typing=tuples(ids),
    deleted=st.booleans(),
    read_by=st.none() | st.sampled_from(Readers),
    thumbs=st.none() | st.integers(1, 30),
    only=st.sampled_from([None, "phones", "teacher"]),
) | st.builds(Message, from_=ids, photo=st.just("hidden"))
leads = st.fixed_dictionaries({"to": ids}) | st.fixed_dictionaries({"go": tuples(forks, 1)})
choices = leads.flatmap(
    lambda lead: st.builds(
        Choice,
        says=texts,
        chat_name=st.none() | texts,
        then=tuples(messages),
        outcome=st.none() | texts,
        tease=st.none() | texts,
        harmful=st.booleans(),
        finds=tuples(ids),
        changes=tables(st.integers(-3, 3)),
        if_=st.none() | conditions,
        locked=st.none() | texts,
        **{key: st.just(value) for key, value in lead.items()},
    )
)
builds = st.builds(
    Build,
    by=ids,
    answered_by=ids,
    parts=tuples(tuples(texts, 2), 2),
    replies=tuples(st.builds(Reply, parts=st.just("AB"), says=texts)),
)
debriefs = st.builds(
    Debrief,
    responsible=texts,
    helped=texts,
    sentence=texts,
    questions=tuples(texts, 1),
    help=tuples(facts, 1),
)
notes = st.builds(
    Notes,
    before=st.none() | texts,
    say=tuples(texts),
    hear=tuples(st.builds(Heard, when=texts, say=texts)),
    after_result=st.none() | texts,
    more=tuples(st.builds(Remark, about=texts, text=texts, during=tuples(st.sampled_from(During)))),
    never=st.none() | texts,
)
polls = st.builds(Poll, kind=st.sampled_from(["choose", "scale"]), ask=texts, options=tuples(texts, 2))
ways_on = (
    st.fixed_dictionaries({"choices": tuples(choices, 1, 3), "ask": texts})
    | leads
    | st.builds(lambda way, poll: {**way, "poll": poll}, leads, polls)
    | st.builds(lambda way, build: {**way, "build": build}, leads, builds)
    | st.fixed_dictionaries({"ending": st.sampled_from(Ending), "debrief": debriefs})
)
scenes = ways_on.flatmap(
    lambda way: st.builds(
        Scene,
        title=texts,
        note=st.none() | lines,
        teacher=st.none() | notes,
        story=st.none() | texts,
        chat=tuples(messages),
        prompts=st.none() | st.builds(Prompts, consent=tuples(texts, 1), receiver=tuples(texts, 1)),
        thoughts=tuples(st.builds(Thought, of=ids, says=texts)),
        cards=st.none() | st.builds(Cards, ask=texts, piles=tuples(texts, 2), cards=tuples(texts, 2)),
        reflect=st.none() | texts,
        predict=st.booleans(),
        short=st.none() | letters,
        landing=st.none() | ids,
        facts=tuples(facts),
        sensitive=st.booleans(),
        about_self=st.booleans(),
        seconds=st.none() | st.integers(10, 600),
        minutes=st.none() | st.floats(0, 15),
        covers=tuples(st.just("S12")),
        **{key: st.just(value) for key, value in way.items()},
    )
)
characters = st.builds(
    Character,
    name=names,
    pronoun=pronouns,
    swap=tuples(st.builds(Name, name=names, pronoun=st.none() | pronouns)),
    role=st.none() | texts,
)
scenarios = st.builds(
    Scenario,
    format=st.just(1),
    languages=tuples(st.sampled_from(Language), 1),
    title=texts,
    subject=texts,
    ages=st.just("12-14"),
    minutes=st.integers(20, 120),
    roles=tuples(st.sampled_from(Role), 1),
    goals=tuples(texts, 1),
    content_note=texts,
    teacher=st.none() | texts,
    licence=st.just("CC-BY-SA-4.0") | lines,
    start=ids,
    landing=ids,
    cast=tables(characters, least=1),
    tray=tables(texts),
    gauges=tables(st.builds(Gauge, name=texts, from_=st.integers(0, 5), max=st.integers(1, 5))),
    scenes=tables(scenes, least=1, most=3),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios)
def test_reading_what_was_written_gives_the_same_story(scenario: Scenario) -> None:
    written = write_scenario(scenario)
    again = read_scenario(written).scenario
    assert again == scenario
    assert list(again.scenes) == list(scenario.scenes)
    assert write_scenario(again) == written


@settings(max_examples=200, deadline=None)
@given(lines)
def test_any_text_survives_writing_in_our_reader_and_in_plain_yaml(said: str) -> None:
    text = {"nl": Text(nl=said).in_(Language.NL), "all": "x"}
    written = write_tree({"title": {**text}})
    assert yaml.safe_load(written) == {"title": text}
    assert load(written)[0] == {"title": text}


@given(trees)
def test_any_tree_that_is_written_can_be_read_again_and_is_the_same(tree: dict[str, Tree]) -> None:
    written = write_tree(tree)
    assert load(written)[0] == without_defaults(tree, grammar_of())
    assert write_tree(load(written)[0]) == written


def test_names_that_are_too_long_or_too_odd_for_plain_yaml_can_be_read_again() -> None:
    tree: dict[str, Tree] = {"x" * 1500: {"a b": ["y" * 1500]}, "scenes": {"z" * 1100: "\n", "nl": []}}
    tree |= {"Oh: ja": "nl: x\n# y", "goals": ["een\ntwee", ["- nl: x\ny"]]}
    assert load(write_tree(tree))[0] == tree


@pytest.mark.parametrize("slug", shelf.slugs())
def test_a_story_of_the_shelf_is_written_byte_for_byte_as_it_stands_there(slug: str) -> None:
    text = shelf.story_text(slug)
    assert write_tree(read_draft(text).tree, heading(text)) == text


def test_a_story_as_typed_reads_the_same_after_it_is_written(example: str) -> None:
    reading = read_scenario(example)
    written = write_scenario(reading.scenario, reading.heading)
    assert read_scenario(written).scenario == reading.scenario
    assert written.startswith("# yaml-language-server")
    assert "        changes: { bereik: +1 }\n        to: volgende_dag\n" in written
    assert '      nl: "\'s Avonds gaat de groepsapp."\n' in written


def test_remarks_above_the_first_key_stay(example: str) -> None:
    reading = read_scenario("# Van Anne\n" + example)
    assert write_scenario(reading.scenario, reading.heading).startswith("# Van Anne\n# yaml-language-server")


def test_paragraphs_are_written_as_an_author_would() -> None:
    written = write_tree({"title": {"nl": "Een.\n\nTwee: #drie"}})
    assert written.endswith("title:\n  nl: |-\n    Een.\n\n    Twee: #drie\n")


def test_the_schema_beside_the_stories_is_that_of_the_models() -> None:
    stored = Path(classroom.scenarios.__path__[0], "scenario.schema.json")
    assert stored.read_text(encoding="utf-8") == json_schema(), (
        "run: .venv/bin/flask --app classroom.app scenario-schema"
    )
