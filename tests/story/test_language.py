"""Words that blame are found where the story says them, and answered where somebody in it does."""

from collections.abc import Mapping

import pytest

from classroom.languages import Language
from classroom.story.format.problems import StoryError
from classroom.story.format.reader import read_scenario
from classroom.story.library.language_rules import Pack, read_pack
from tests.story.checked_file import checked
from tests.story.test_reachability import scene, story

PACK = """\
language: nl
rules:
  blame:
    say: Denk aan wie deelde.
    match: ['\\beigen schuld\\b']
    allow: [{ words: 'geen eigen schuld', because: het tegendeel }]
    bad: [Eigen schuld.]
    good: [Het is geen eigen schuld.]
  never:
    say: Dit hoort hier niet.
    better: iets anders
    mouth: never
    match: [vies]
    bad: [vies]
    good: [schoon]
  asked_only:
    say: Vraag het anders.
    where: [asked]
    match: [waarom]
    bad: [waarom]
    good: [wie]
  local:
    say: Dit is er niet overal.
    national: true
    mouth: never
    match: [bureau]
    bad: [bureau]
    good: [iemand]
"""
PACKS: Mapping[Language, Pack] = {Language.NL: read_pack(PACK)}
ENDS = ("to: good", "to: half", "to: sad")
LANGUAGE = {"language", "unanswered", "allow_idle", "no_rule", "no_rule_guess"}


def found_in(text: str) -> list[tuple[str, str]]:
    """Give each problem of language with the rule, or the ending, that it names."""
    problems = checked(text, packs=PACKS).problems
    named = [(each.code, each.params) for each in problems if each.code in LANGUAGE]
    return [(code, str(params["rule" if code == "language" else "name"])) for code, params in named]


def told(more: str, *choices: str) -> str:
    return story(scene("s1", *(choices or ENDS), more=more))


BLAME = "'eigen schuld'"
IN_CHAT = f"  chat: [{{ from: noor, says: {{ all: {BLAME} }} }}]\n"
ANSWERED_AT_ENDS = "responsible: { all: r, answers: [blame] }"


def test_the_story_itself_may_not_say_it() -> None:
    assert found_in(told("  story: { all: 'Het is haar eigen schuld.' }\n")) == [("language", "blame")]
    assert found_in(told("  story: { all: 'Het is geen eigen schuld.' }\n")) == []


def test_a_message_tells_what_to_think_about_and_a_better_word() -> None:
    found = checked(told("  story: { all: 'vies' }\n"), packs=PACKS).problems
    problem = next(each for each in found if each.code == "language")
    assert problem.params["say"] == "Dit hoort hier niet. → iets anders"


def test_a_rule_holds_only_where_it_says() -> None:
    assert found_in(told("  story: { all: 'waarom' }\n")) == []
    assert found_in(told("").replace("ask: { all: a }", "ask: { all: waarom }")) == [
        ("language", "asked_only")
    ]


def test_somebody_may_say_it_if_every_way_answers_it() -> None:
    assert found_in(told(IN_CHAT)) == [("unanswered", "sad")]
    assert found_in(told(IN_CHAT).replace("responsible: { all: r }", ANSWERED_AT_ENDS)) == []


def test_one_way_without_an_answer_is_told_with_its_end() -> None:
    text = told(IN_CHAT).replace("responsible: { all: r }", ANSWERED_AT_ENDS)
    assert text.count(ANSWERED_AT_ENDS) == 3
    before, half, after = text.rpartition("half:")
    forgotten = before + half + after.replace(ANSWERED_AT_ENDS, "responsible: { all: r }", 1)
    assert found_in(forgotten) == [("unanswered", "half")]


def test_coming_down_early_is_a_way_too() -> None:
    """The next scene answers, but the desk may land before it."""
    answer = "  story: { all: nee, answers: [blame] }\n"
    text = story(scene("s1", "to: s2", "to: s2", more=IN_CHAT) + scene("s2", *ENDS, more=answer))
    assert found_in(text) == [("unanswered", "sad")]
    before, sad, after = text.rpartition("sad:")
    assert found_in(before + sad + after.replace("responsible: { all: r }", ANSWERED_AT_ENDS)) == []


def test_an_answer_before_it_or_for_the_teacher_alone_is_none() -> None:
    for more in (
        "  story: { all: nee, answers: [blame] }\n" + IN_CHAT,
        IN_CHAT.replace("} }]", "} }, { from: noor, only: teacher, says: { all: nee, answers: [blame] } }]"),
        IN_CHAT + "  thoughts: [{ of: noor, says: { all: nee, answers: [blame] } }]\n",
    ):
        assert found_in(ends_answered(told(more), "sad")) == [("unanswered", "good")], more


def ends_answered(text: str, *names: str) -> str:
    """Let the debrief of these endings answer."""
    for name in names:
        before, own, after = text.rpartition(f"{name}:\n")
        text = before + own + after.replace("responsible: { all: r }", ANSWERED_AT_ENDS, 1)
    return text


def test_a_later_message_answers() -> None:
    later = IN_CHAT.replace("} }]", "} }, { from: noor, says: { all: nee, answers: [blame] } }]")
    assert found_in(ends_answered(told(later), "sad")) == []


def test_each_outcome_has_to_answer_when_none_of_the_ends_does() -> None:
    answer = "outcome: { all: nee, answers: [blame] }"
    all_three = told(IN_CHAT, f"to: good, {answer}", f"to: half, {answer}", f"to: sad, {answer}")
    assert found_in(ends_answered(all_three, "sad")) == []
    but_one = told(IN_CHAT, f"to: good, {answer}", "to: half", f"to: sad, {answer}")
    assert found_in(ends_answered(but_one, "sad")) == [("unanswered", "half")]


def test_what_is_sent_after_a_choice_is_answered_by_a_later_line_by_the_outcome_or_on_the_ways_after_it() -> (
    None
):
    sent = "then: [{ from: noor, says: { all: eigen schuld } }]"
    text = told("", f"to: good, {sent}", "to: half", "to: sad")
    assert found_in(ends_answered(text, "sad")) == [("unanswered", "good")]
    assert found_in(ends_answered(text, "sad", "good")) == []
    later = sent.replace("} }]", "} }, { from: noor, says: { all: nee, answers: [blame] } }]")
    assert found_in(ends_answered(text.replace(sent, later), "sad")) == []
    card = f"{sent}, outcome: {{ all: nee, answers: [blame] }}"
    assert found_in(ends_answered(text.replace(sent, card), "sad")) == []


def test_a_line_before_it_or_for_the_teacher_alone_does_not_answer_what_is_sent() -> None:
    answer = "{ from: noor, says: { all: nee, answers: [blame] } }"
    sent = "{ from: noor, says: { all: eigen schuld } }"
    for lines in (f"[{answer}, {sent}]", f"[{sent}, {answer.replace('from', 'only: teacher, from')}]"):
        text = told("", f"to: good, then: {lines}", "to: half", "to: sad")
        assert found_in(ends_answered(text, "sad")) == [("unanswered", "good")], lines


def test_what_is_played_after_a_choice_answers_what_was_said_before() -> None:
    answer = "then: [{ from: noor, says: { all: nee, answers: [blame] } }]"
    text = told(IN_CHAT, f"to: good, {answer}", f"to: half, {answer}", f"to: sad, {answer}")
    assert found_in(ends_answered(text, "sad")) == []


def test_what_an_outcome_quotes_is_answered_on_the_ways_after_that_choice() -> None:
    quoting = "outcome: { all: 'Noor zegt «eigen schuld».' }"
    text = told("", f"to: good, {quoting}", "to: half", "to: sad")
    assert found_in(text) == [("unanswered", "sad")]
    assert found_in(ends_answered(text, "sad")) == [("unanswered", "good")]
    assert found_in(ends_answered(text, "sad", "good")) == []
    itself = text.replace("schuld».' }", "schuld». Maar nee.', answers: [blame] }")
    assert found_in(ends_answered(itself, "sad")) == []


BUILT = """\
  title: { all: t }
  build:
    by: noor
    answered_by: noor
    parts: [[{ all: eigen schuld }, { all: b }], [{ all: c }, { all: d }]]
    replies:
      - { parts: AA, says: { all: nee, answers: [blame] } }
      - { parts: AB, says: { all: nee, answers: [blame] } }
      - { parts: BA, says: { all: nee, answers: [blame] } }
      - { parts: BB, says: { all: nee, answers: [blame] } }
  to: s1
"""


def test_of_what_a_class_builds_every_reply_has_to_answer() -> None:
    text = ends_answered(story(f"b:\n{BUILT}" + scene("s1", *ENDS)).replace("start: s1", "start: b"), "sad")
    assert found_in(text) == []
    forgotten = text.replace("BB, says: { all: nee, answers: [blame] }", "BB, says: { all: nee }")
    assert found_in(forgotten) == [("unanswered", "good")]


def test_what_nobody_may_say_no_answer_mends() -> None:
    spoken = "  chat: [{ from: noor, says: { all: vies } }]\n"
    assert found_in(told(spoken).replace("{ all: r }", "{ all: r, answers: [never] }")) == [
        ("language", "never")
    ]


def test_a_text_is_let_through_with_a_reason_only() -> None:
    allowed = "  story: { all: 'eigen schuld', allow: [blame], because: het is de titel van een lied }\n"
    assert found_in(told(allowed)) == []
    with pytest.raises(StoryError) as refused:
        read_scenario(told(allowed.replace(", because: het is de titel van een lied", "")))
    assert "allow_because" in {each.code for each in refused.value.problems}


def test_a_rule_that_is_silenced_for_nothing_is_told() -> None:
    assert found_in(told("  story: { all: fijn, allow: [blame], because: wie weet }\n")) == [
        ("allow_idle", "blame")
    ]


def test_rules_that_are_not_there_are_told_with_a_guess() -> None:
    text = told("  story: { all: fijn, answers: [blam], allow: [qqq], because: x }\n")
    assert sorted(found_in(text)) == [("allow_idle", "qqq"), ("no_rule", "qqq"), ("no_rule_guess", "blam")]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("before: { all: 'Let op: eigen schuld.' }", [("language", "blame")]),
        ("hear: [{ when: { all: «eigen schuld» }, say: { all: «nee» } }]", []),
        ("hear: [{ when: { all: gelach }, say: { all: «eigen schuld» } }]", [("language", "blame")]),
        ("say: [{ all: «eigen schuld» }]", [("language", "blame")]),
        ("more: [{ about: { all: Wint «eigen schuld» }, text: { all: wacht } }]", []),
        ("more: [{ about: { all: wacht }, text: { all: «eigen schuld» } }]", [("language", "blame")]),
        ("never: { all: «eigen schuld» zeggen. }", []),
    ],
)
def test_notes_may_quote_what_pupils_say_but_not_give_it_to_the_teacher(
    notes: str, expected: list[tuple[str, str]]
) -> None:
    assert found_in(told(f"  teacher: {{ {notes} }}\n")) == expected


def test_what_one_country_has_is_named_in_its_scenes_alone() -> None:
    local = (
        "halt:\n  title: { all: t }\n  countries: [nl]\n  elsewhere: s1\n  story: { all: bureau }\n  to: s1\n"
    )
    text = story(local + scene("s1", *ENDS)).replace("start: s1", "start: halt")
    assert found_in(text) == []
    assert found_in(told("  story: { all: bureau }\n")) == [("language", "local")]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("bad: [Eigen schuld.]", "bad: [Jammer.]", "rule_misses", 7),
        ("good: [Het is geen eigen schuld.]", "good: [Wat een eigen schuld.]", "rule_finds", 8),
        ("match: [vies]", "match: ['(vies']", "no_pattern", 13),
        ("    good: [schoon]\n", "", "missing", 9),
    ],
)
def test_a_pack_holds_its_rules_to_their_sentences(old: str, new: str, code: str, line: int) -> None:
    with pytest.raises(StoryError) as refused:
        read_pack(PACK.replace(old, new))
    assert [(each.code, each.line) for each in refused.value.problems] == [(code, line)]
