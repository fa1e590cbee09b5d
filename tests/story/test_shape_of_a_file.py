"""Values that do not fit are explained in our own words, with the line to change."""

from collections.abc import Callable

import pytest

from classroom.story.format.messages import MESSAGES
from classroom.story.format.problems import Problem

Plant = Callable[[str, str], tuple[Problem, ...]]

MISFITS = [
    ("landing: verder_weg\n", "", 1, "missing", "'landing' is missing here."),
    ("ages: 12-14", "ages:", 10, "empty", "Nothing stands behind 'ages'. Fill it in, or delete the line."),
    ("predict:", "predikt:", 71, "no_key_guess",
     "'predikt' is not something this part knows. Did you mean 'predict'?"),
    ("    predict:", "    xyzzy:", 71, "no_key", "'xyzzy' is not something this part knows."),
    ("minutes: 45", "minutes: 4,5", 11, "not_a_number", "'minutes' is a number, such as 2. '4,5' is not."),
    ("minutes: 45", "minutes: 5", 11, "at_least", "'minutes' must be 20 or more. It is 5."),
    ("bereik: +1", "bereik: 9", 76, "at_most", "'bereik' must be 3 or less. It is 9."),
    ("predict: true", "predict: ja", 71, "not_yes_or_no", "'predict' is either true or false. 'ja' is neither."),
    ("ending: repaired", "ending: repared", 134, "not_one_of_guess",
     "'ending' cannot be 'repared'. Did you mean 'repaired'? It is one of: repaired, partly, open."),
    ("ending: repaired", "ending: gewonnen", 134, "not_one_of",
     "'ending' cannot be 'gewonnen'. It is one of: repaired, partly, open."),
    ("format: 1", "format: 2", 2, "format_other",
     "This Wissel reads 'format: 1'. A story in another format is for a newer Wissel."),
    ("format: 1", "format: een", 2, "format_other", MESSAGES["format_other"]),
    ("format: 1\n", "", 1, "format_missing",
     "'format' is missing here. Write 'format: 1' at the top: it tells how to read the file."),
    ("  nl: De foto in de groepsapp\n  en: The photo in the group chat\n", "  De foto in de groepsapp\n", 4,
     "needs_languages", MESSAGES["needs_languages"].format(field="title")),
    ("finds: [stop]", "finds: stop", 81, "needs_list",
     "'finds' is a list: put each part on a line of its own that starts with '- '."),
    ("ages: 12-14", "ages: [12, 14]", 10, "needs_one_text", "'ages' is one text, without parts of its own."),
    ("    nl: Het stopt\n    en: It stops\n", "    - x\n", 27, "needs_parts",
     "'stop' has parts of its own, each on a line below it: nl, en, all, redo, answers, allow, because."),
    ("        - nl: Wie kon het stoppen, en wanneer?\n          en: Who could have stopped it, and when?\n", "        []\n",
     148, "too_few", "'questions' needs 1 or more. It has 0."),
    ("name: Sem,", "name: SemSemSemSemSemSemSemSem,", 24, "too_long", "'name' may have 20 signs at most."),
    ("  steun:\n", "  Steun:\n", 30, "name_shape",
     "'Steun' cannot be a name here. Use small letters, digits and _, and start with a letter."),
    ("help: [help.image,", "help: [113,", 151, "fact_shape",
     "'113' is not the name of a fact. Write help., law. or fact. and a name: help.image."),
    ("ages: 12-14", "ages: twaalf", 10, "ages_shape", "'twaalf' are not ages. Write them as 12-14."),
    ("        photo: hidden", "        photo: hidden\n        time: half tien", 57, "time_shape",
     "'half tien' is not a time. Write it as 21:30."),
    ("    predict: true", "    covers: [12]", 71, "covers_shape",
     "'12' is not on the coverage list. Write S or N and a number, and the sentence that carries it."),
    ("    predict: true", ("    build: { by: sem, answered_by: noor, parts: [[{ all: a }, { all: b }], [{ all: c }, { all: d }]],"
     "\n      replies: [{ parts: AX, says: { all: hm } }] }"), 72, "parts_shape",
     "'AX' does not name parts. Write one letter for each part: AB or ABC."),
    ("        changes: { bereik: +1 }", "        changes: [bereik]", 76, "needs_names",
     "'changes' has lines of its own below it, each with a name and a colon."),
    ("        to: opgeruimd\n", "", 121, "to_or_go",
     "Say in one way where this leads: with 'to' or with 'go', not both and not neither."),
    ("    ending: repaired\n", "    ending: repaired\n    to: avond\n", 130, "one_way_on",
     "This scene goes on in two ways. Keep one: choices, or to / go, or ending."),
    ("    ending: repaired\n", "", 130, "dead_end", "The story stops here. Add choices, 'to', or 'ending'."),
    ("    ask:\n      nl: Wat helpt Lotte nu?\n      en: What helps Lotte now?\n", "", 90, "choices_need_ask",
     MESSAGES["choices_need_ask"]),
    ("    chat:\n", "    place: home\n    chat:\n", 43, "place_hour", MESSAGES["place_hour"]),
    ("    chat:\n", "    hour: night\n    chat:\n", 43, "place_hour", MESSAGES["place_hour"]),
    ("    predict: true", "    poll: { ask: { all: hm }, options: [{ all: a }, { all: b }] }", 43, "poll_goes_on",
     MESSAGES["poll_goes_on"]),
    ("    predict: true", ("    build: { by: sem, answered_by: noor, parts: [[{ all: a }, { all: b }], [{ all: c }, { all: d }]],"
     " replies: [] }"), 43, "build_goes_on", MESSAGES["build_goes_on"]),
    ("      before:\n", "      nl: Lees voor.\n      before:\n", 47, "notes_in_parts", MESSAGES["notes_in_parts"]),
    ("    teacher:\n      before:\n        nl: Er is niets te zien. Lees rustig voor: eerst Sem, dan stilte.\n        en: Nothing is shown. Read calmly: first Sem, then silence.\n",
     "    teacher: Lees voor.\n", 47, "notes_in_parts", MESSAGES["notes_in_parts"]),
    ("        photo: hidden\n", "", 55, "says_or_photo", MESSAGES["says_or_photo"]),
    ("    ending: repaired\n", "    to: verder_weg\n", 130, "ending_needs_debrief", MESSAGES["ending_needs_debrief"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "words"), MISFITS, ids=[f"{m[3]} {m[1]!r:.20}" for m in MISFITS]
)
def test_a_misfit_is_told_with_line_code_and_plain_words(
    plant: Plant, old: str, new: str, line: int, code: str, words: str
) -> None:
    found = plant(old, new)
    assert [(each.line, each.code) for each in found] == [(line, code)]
    msgid, params = found[0].message
    assert msgid.format(**params) == words
