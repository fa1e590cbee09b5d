"""Every test that a story of the shelf passes would catch a bad line: one is planted in each of them."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from classroom.languages import Language
from classroom.story.checks.readability import ease_in, formula_of
from classroom.story.checks.run import check
from classroom.story.graph.by_country import NOWHERE, for_country
from classroom.story.library.representation import one_sided, tally
from classroom.story.model.notes import Notes
from classroom.story.model.parts import Plays, Pronoun, Text
from classroom.story.model.scenario import Choice, Scenario, Scene
from tests.story.test_library import IDS, PACKS, STORIES, story_of

pytestmark = pytest.mark.slow

Plant = Callable[[Scenario], Scenario]
HARD = "Verantwoordelijkheidsgevoel onderscheidt maatschappelijke betrokkenheid overeenkomstig vanzelfsprekendheden. "


def with_scene(scenario: Scenario, name: str, **changes: Any) -> Scenario:
    changed = scenario.scenes[name].model_copy(update=changes)
    return scenario.model_copy(update={"scenes": {**scenario.scenes, name: changed}})


def deciding(scenario: Scenario) -> str:
    return next(name for name, scene in scenario.scenes.items() if scene.choices)


def with_choices(scenario: Scenario, change: Callable[[int, Choice], Choice]) -> Scenario:
    name = deciding(scenario)
    choices = enumerate(scenario.scenes[name].choices)
    return with_scene(scenario, name, choices=tuple(change(*each) for each in choices))


def saying(dutch: str) -> Plant:
    """Let the first scene tell this in Dutch."""
    return lambda scenario: with_scene(scenario, scenario.start, story=Text(nl=dutch, en="x"))


def asking(dutch: str) -> Plant:
    return lambda scenario: with_scene(scenario, deciding(scenario), ask=Text(nl=dutch, en="x"))


def chatting(dutch: str) -> Plant:
    def planted(scenario: Scenario) -> Scenario:
        name, scene = next((name, scene) for name, scene in scenario.scenes.items() if scene.chat)
        spoken = next(message for message in scene.chat if message.says)
        line = spoken.model_copy(update={"says": Text(nl=dutch, en="x")})
        endings = {
            each: end.model_copy(
                update={"debrief": end.debrief.model_copy(update={"responsible": Text(all="x")})}
            )
            for each, end in scenario.scenes.items()
            if end.debrief
        }
        planted = scenario.model_copy(update={"scenes": {**scenario.scenes, **endings}})
        return with_scene(planted, name, chat=(line,))

    return planted


def of_each_ending(**changes: Any) -> Plant:
    def planted(scenario: Scenario) -> Scenario:
        for name, scene in scenario.scenes.items():
            if scene.debrief:
                scenario = with_scene(scenario, name, debrief=scene.debrief.model_copy(update=changes))
        return scenario

    return planted


def of_each_choice(**changes: Any) -> Plant:
    return lambda scenario: with_choices(scenario, lambda _, choice: choice.model_copy(update=changes))


def one_harmless(scenario: Scenario) -> Scenario:
    return with_choices(scenario, lambda place, choice: choice.model_copy(update={"harmful": place > 0}))


def harm_at_the_end(scenario: Scenario) -> Scenario:
    """Let each choice that leads straight to an ending do harm."""

    def last(scene: Scene) -> bool:
        return any(scenario.scenes[fork.to].ending for choice in scene.choices for fork in choice.forks)

    name = next(name for name, scene in scenario.scenes.items() if scene.choices and last(scene))
    choices = tuple(each.model_copy(update={"harmful": True}) for each in scenario.scenes[name].choices)
    return with_scene(scenario, name, choices=choices)


def guessing(everywhere: bool) -> Plant:
    def planted(scenario: Scenario) -> Scenario:
        for name, scene in scenario.scenes.items():
            scenario = with_scene(scenario, name, predict=everywhere and bool(scene.choices))
        return scenario

    return planted


def six_votes_more(scenario: Scenario) -> Scenario:
    first = scenario.scenes[deciding(scenario)]
    choice = first.choices[0].model_copy(update={"if_": None, "go": (), "harmful": False})
    chain = [*(f"x{number}" for number in range(6)), scenario.start]
    new = {
        name: first.model_copy(
            update={
                "choices": (choice.model_copy(update={"to": after}),) * 2,
                "predict": False,
                "covers": (),
                "short": None,
            }
        )
        for name, after in pairwise(chain)
    }
    return scenario.model_copy(update={"start": "x0", "scenes": {**new, **scenario.scenes}})


def hard_words(scenario: Scenario) -> Scenario:
    for name in scenario.scenes:
        scenario = with_scene(scenario, name, story=Text(nl=HARD * 17, en="x"))
    return scenario


def without_english(scenario: Scenario) -> Scenario:
    return with_scene(scenario, scenario.start, title=Text(nl="Alleen dit"))


def nobody_plays(scenario: Scenario) -> Scenario:
    cast = {name: person.model_copy(update={"plays": None}) for name, person in scenario.cast.items()}
    return scenario.model_copy(update={"cast": cast})


def of_the_first_scene(**changes: Any) -> Plant:
    return lambda scenario: with_scene(scenario, scenario.start, **changes)


def of_the_endings(**changes: Any) -> Plant:
    def planted(scenario: Scenario) -> Scenario:
        for name, scene in scenario.scenes.items():
            if scene.debrief:
                scenario = with_scene(scenario, name, **changes)
        return scenario

    return planted


def children_alone(scenario: Scenario) -> Scenario:
    cast = {
        name: person.model_copy(update={"plays": Plays.BYSTANDER}) if person.plays is Plays.ADULT else person
        for name, person in scenario.cast.items()
    }
    return scenario.model_copy(update={"cast": cast})


def covering(entry: str) -> Plant:
    return lambda scenario: with_scene(scenario, scenario.start, covers=(entry,))


PLANTS: dict[str, tuple[Plant, str]] = {
    "a sexual word": (saying("Een naaktfoto."), "language"),
    "a sexual word in a mouth": (chatting("stuur nudes"), "language"),
    "blame in the story": (saying("Het was haar eigen schuld."), "language"),
    "blame in a mouth, unanswered": (chatting("eigen schuld joh"), "unanswered"),
    "a promise": (saying("Het komt altijd goed."), "language"),
    "self-harm": (saying("Hij denkt aan zelfmoord."), "language"),
    "a term": (saying("Dit heet wraakporno."), "language"),
    "a score": (saying("Dat was de juiste keuze."), "language"),
    "a gender script": (saying("Wees een echte man."), "language"),
    "a brand": (chatting("kom op snapchat"), "language"),
    "a number": (saying("Bel 0800 0432."), "language"),
    "a national name": (saying("Sem gaat naar Halt."), "language"),
    "you, in a question": (asking("Wat zou jij doen?"), "distance"),
    "you, in the story": (saying("Je ligt al in bed."), "distance"),
    "no way back": (harm_at_the_end, "no_way_back"),
    "no help": (of_each_ending(help=("law.sharing",)), "no_help"),
    "six votes more": (six_votes_more, "too_many_votes"),
    "no guess": (guessing(everywhere=False), "no_predict"),
    "many guesses": (guessing(everywhere=True), "predictions"),
    "an unknown fact": (of_each_ending(help=("help.qqq",)), "no_fact"),
    "no English": (without_english, "no_language"),
    "Dutch alone": (
        lambda scenario: scenario.model_copy(update={"languages": (Language.NL,)}),
        "one_language",
    ),
    "hard words": (hard_words, "hard_to_read"),
    "no tease": (of_each_choice(tease=None), "no_tease"),
    "no outcome": (of_each_choice(outcome=None, then=()), "no_outcome"),
    "nothing to talk about": (of_the_endings(prompts=None), "unprompted"),
    "nothing to talk about after a vote": (of_the_first_scene(prompts=None), "no_prompts"),
    "no note": (of_the_first_scene(teacher=None), "note_lacks"),
    "a note without its time": (of_the_first_scene(teacher=Notes(never=Text(all="x"))), "note_lacks"),
    "the six not asked": (of_each_ending(six=None), "no_six"),
    "five scenes": (
        lambda scenario: scenario.model_copy(update={"scenes": dict([*scenario.scenes.items()][-5:])}),
        "scene_count",
    ),
    "no adult": (children_alone, "no_adult"),
    "you, in a choice": (of_each_choice(says=Text(all="Zou jij het doen?")), "distance"),
    "you, in a title": (of_the_first_scene(title=Text(nl="Wat zou jij doen?", en="x")), "distance"),
    "one choice to defend": (one_harmless, "few_defensible"),
    "a long choice": (of_each_choice(says=Text(all="woord " * 20)), "long_choice"),
    "no part to play": (nobody_plays, "no_plays"),
    "a topic without its sentence": (covering("S5"), "no_quote"),
    "a sentence that went": (covering("S5 Dit staat nergens."), "quote_gone"),
}


@pytest.mark.parametrize("planted", PLANTS)
@pytest.mark.parametrize("slug", STORIES)
def test_a_bad_line_is_caught_in_every_story(slug: str, planted: str) -> None:
    scenario = story_of(slug)
    plant, code = PLANTS[planted]
    neutral = for_country(scenario, NOWHERE)
    assert code not in {each.code for each in check(neutral, IDS, PACKS).problems}
    found = check(plant(neutral), IDS, PACKS).problems
    assert code in {each.code for each in found}


@pytest.mark.parametrize("played", [Plays.FORWARDER, Plays.TARGET])
def test_one_gender_for_all_forwarders_or_all_in_the_photo_is_told_once_there_are_four_stories(
    played: Plays,
) -> None:
    story = next(iter(STORIES.values()))
    cast = {
        name: person.model_copy(update={"plays": played, "pronoun": Pronoun.SHE})
        for name, person in story.cast.items()
    }
    alike = story.model_copy(update={"cast": cast})
    assert one_sided([alike] * 3) == ()
    assert one_sided([alike] * 4) == (played,)
    other = {name: person.model_copy(update={"pronoun": Pronoun.HE}) for name, person in cast.items()}
    assert one_sided([alike] * 3 + [story.model_copy(update={"cast": other})]) == ()


def test_people_are_counted_by_what_they_play_and_how_they_are_spoken_of() -> None:
    story = STORIES["de_foto_in_de_groepsapp"]
    assert tally([story, story])[Plays.FORWARDER] == {Pronoun.HE: 2}
    assert tally([story], swapped=True)[Plays.FORWARDER] == {Pronoun.HE: 2, Pronoun.SHE: 1}


def ease(texts: list[str]) -> float:
    formula = formula_of(Language.NL)
    assert formula
    return ease_in(formula, texts)


def test_the_reading_ease_is_that_of_flesch_and_douma() -> None:
    """Two sentences of two words and four syllables in all, by hand."""
    assert ease(["Jan loopt. Ze lacht."]) == pytest.approx(206.84 - 0.93 * 2 - 77 * 4 / 4)
    assert ease([]) == 206.84
    assert ease([HARD]) < 0


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("foto", 2),
        ("iedereen", 3),
        ("ideeën", 3),
        ("groepsapp", 2),
        ("schreeuwt", 1),
        ("sms", 1),
        ("beïnvloed", 3),
    ],
)
def test_a_syllable_is_a_group_of_vowels(word: str, syllables: int) -> None:
    assert ease([word]) == pytest.approx(206.84 - 0.93 - 77 * syllables)
