"""A draft is held to what a story is held to, whatever it lacks; what only comes of what it lacks is not told."""

from hypothesis import given, settings

from classroom.story.checks.run import check
from classroom.story.format.draft import Draft, read_draft, validate
from classroom.story.format.paths import Tree
from classroom.story.format.problems import Problem
from classroom.story.unfinished.check_draft import DraftReport, check_draft
from classroom.story.unfinished.mended import mended
from tests.story.conftest import EXAMPLE, FACTS
from tests.story.test_library import PACKS
from tests.story.unfinished.drafts import changed, trees

KNOWN = {"nl": FACTS}


def drafted(*changes: tuple[str, str]) -> DraftReport:
    text = EXAMPLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return check_draft(read_draft(text), KNOWN)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [each.code for each in problems]


@settings(max_examples=settings().max_examples // 2)
@given(trees())
def test_it_says_of_any_tree_whether_it_can_be_published_and_never_speaks_of_what_stands_in(
    tree: dict[str, Tree],
) -> None:
    draft = Draft(tree)
    found, made = check_draft(draft, KNOWN), mended(tree)
    scenario, problems = validate(draft)
    is_sound = not problems and scenario is not None and check(scenario, KNOWN).sound
    assert found.can_be_published == is_sound
    for problem in (*found.must, *found.think):
        assert problem.path[:2] != ("scenes", made.stub), problem
        assert problem.message


@settings(max_examples=settings().max_examples // 2)
@given(changed((None,), most=2))
def test_of_a_draft_that_is_a_story_it_tells_what_is_told_of_a_story(tree: dict[str, Tree]) -> None:
    scenario, _ = validate(Draft(tree))
    found = check_draft(Draft(tree), KNOWN, PACKS)
    if scenario and mended(tree).story == scenario:
        told = check(scenario, KNOWN, PACKS)
        assert found.measured == told
        lacking = {each.path for each in told.problems if each.code == "no_language"}
        others = [each for each in told.problems if each.code != "no_language"]
        assert sorted((*found.must, *found.think), key=repr) == sorted(others, key=repr)
        assert {path for some in found.unwritten.values() for path in some} == lacking


def test_what_is_sound_has_nothing_of_any_kind() -> None:
    found = drafted()
    assert (found.must, found.think, found.unwritten) == ((), (), {})
    assert found.measured.minutes[0] > 0


def test_a_way_to_nothing_hides_no_other_problem_and_makes_none() -> None:
    """What the check of a story tells last, since it has to be walked for it, is told though a link is broken."""
    way = ("        to: opgeruimd\n", "        to: nergens\n")
    found = drafted(way)
    assert [(each.code, each.path[:2]) for each in found.must] == [
        ("no_scene", ("scenes", "volgende_dag")),
        ("unreachable", ("scenes", "opgeruimd")),
    ]
    assert found.think == ()
    assert drafted(way, ("    ending: partly", "    ending: open")).think == ()
    line = ("at_most: { bereik: 1 }", "at_most: { bereik: 3 }")
    assert codes(drafted(way, line).think) == ["line_never"]
    assert found.measured.minutes[0] > 0


def test_a_scene_that_a_way_nearly_names_is_not_told_to_be_left() -> None:
    assert codes(drafted(("        to: opgeruimd\n", "        to: opgeruimt\n")).must) == ["no_scene_guess"]


def test_after_harm_a_way_that_is_not_written_yet_may_come_to_be_a_way_back() -> None:
    harm = (
        "        changes: { bereik: +1 }\n        to: volgende_dag",
        "        harmful: true\n        to: nergens",
    )
    assert codes(drafted(harm).must) == ["no_scene"]
    assert "no_way_back" in codes(drafted((harm[0], harm[1].replace("nergens", "verder_weg"))).must)


def test_texts_that_are_not_written_are_counted_by_scene_and_told_as_nothing_else() -> None:
    found = drafted(
        ("      nl: Zondagavond\n      en: Sunday evening\n", "      nl:\n"),
        ("          nl: De app wegleggen\n          en: Put the phone away\n", "          {}\n"),
        ("      en: The next day\n", ""),
        ("  nl: De foto in de groepsapp\n", ""),
    )
    assert (found.must, found.think) == ((), ())
    assert {scene: len(paths) for scene, paths in found.unwritten.items()} == {
        "": 1,
        "avond": 2,
        "volgende_dag": 1,
    }
    assert not found.can_be_published


def test_a_story_that_has_only_begun_is_told_little_of() -> None:
    text = "format: 1\nlanguages: [nl]\ntitle: Eerste\nscenes: { avond: { title: Avond, story: Het is stil. } }\n"
    found = check_draft(read_draft(text), KNOWN)
    assert set(codes(found.must)) <= {"missing", "dead_end"}
    assert ("scenes", "avond") in {each.path for each in found.must}
    assert set(found.unwritten) == {""}
