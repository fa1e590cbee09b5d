"""The moment decides what everybody sees: every position that a class can be in has one, and each is reached."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from classroom.lesson.acts import what_if
from classroom.lesson.acts.dispatch import may
from classroom.lesson.commands import Act
from classroom.lesson.screens.moment import moment_beneath, moment_of
from classroom.lesson.screens.primary_action import ALWAYS, DEPENDS, PrimaryAction, primary_action
from classroom.lesson.screens.prompting.guidance import Hint, hint_of, late_action
from classroom.lesson.state.enums import OVERLAYS, Door, Moment, Phase, Plan, Question, Source
from classroom.lesson.state.playthrough import Playthrough
from classroom.lesson.votes.closing import Tally, close
from classroom.storage import shelf
from classroom.story.graph.by_country import for_country
from classroom.story.model.scenario import LETTERS
from classroom.web.rendering.templates import TEMPLATES
from tests.lesson.classes import STORY, B, C, asked, begun, closed, do, finding_nothing, onward, shown, until
from tests.simulator.ways import tour_of

SIDEWAYS = (Act.PAUSE, Act.VOICE, Act.SORT, Act.SLEEP, Act.ENTER_AGAIN, Act.LAND, Act.VOTE_AGAIN)
FACES = ("projector", "student")


@cache
def positions() -> tuple[Playthrough, ...]:
    """Give where classes can be that go by every scene and choice of every story, and what lies beside their way."""
    return tuple(_positions())


def _positions() -> Iterator[Playthrough]:
    for slug in shelf.slugs():
        for way in tour_of(slug):
            yield from _lesson(begun(for_country(shelf.story(slug), shelf.HOME)), way.letters)
    paper = replace(begun(), source=Source.PAPER)
    yield from _lesson(paper, "ACC")


def _lesson(playthrough: Playthrough, letters: str) -> Iterator[Playthrough]:
    left = iter(letters)
    while playthrough.place.phase is not Phase.ENDED:
        yield playthrough
        yield from _beside(playthrough)
        asks = playthrough.open_round
        if asks is None:
            playthrough = do(playthrough, Act.NEXT)
        elif playthrough.source is Source.PAPER:
            playthrough = do(playthrough, Act.CHOOSE, LETTERS.index(next(left, "A")))
        else:
            is_vote = asks.question is Question.VOTE
            playthrough = _answered(playthrough, LETTERS.index(next(left, "A")) if is_vote else 0)
    yield playthrough


def _answered(playthrough: Playthrough, choice: int) -> Playthrough:
    """Close with this choice as the winner, where the class had guessed another one."""
    can = playthrough.options(playthrough.step)
    choice = choice if choice in can else can[0]
    guess = {next((other for other in can if other != choice), choice): 24}
    return close(playthrough, Tally({choice: 24}), lambda tied: tied[-1], Tally(guess))


def _beside(playthrough: Playthrough) -> Iterator[Playthrough]:
    yield from (do(playthrough, act) for act in SIDEWAYS if may(playthrough, act))
    if playthrough.open_round and playthrough.source is Source.PHONES:
        yield from (closed(playthrough, {0: answers}) for answers in (0, 8, 40))
    if may(playthrough, Act.WHAT_IF) and moment_of(playthrough) is Moment.MAP:
        yield from _other_way(playthrough)
        yield do(do(do(playthrough, Act.SLEEP), Act.WAKE), Act.NEXT)


def _other_way(playthrough: Playthrough) -> Iterator[Playthrough]:
    step, choice = what_if.other_ways(playthrough)[0]
    aside = what_if.take_other(playthrough, step, choice)
    while aside.place.phase is Phase.OUTCOME:
        yield aside
        aside = do(aside, Act.NEXT)
    yield aside


def test_every_position_has_a_moment_and_every_moment_is_reached() -> None:
    reached = {moment_of(playthrough) for playthrough in positions()}
    assert reached == set(Moment)
    assert {moment_beneath(playthrough) for playthrough in positions()} == set(Moment) - set(OVERLAYS)


def test_the_large_button_knows_what_to_do_in_every_moment_and_each_of_its_actions_is_used() -> None:
    assert set(ALWAYS).isdisjoint(DEPENDS)
    assert {*ALWAYS, *DEPENDS} == set(Moment) - set(OVERLAYS)
    used = {primary_action(playthrough) for playthrough in positions()}
    assert set(PrimaryAction) - used <= {PrimaryAction.ENDED}


def test_a_hint_is_the_name_of_the_moment_or_of_what_is_special_about_it() -> None:
    given = {hint_of(playthrough) for playthrough in positions()}
    drawn = finding_nothing(next(each for each in positions() if moment_of(each) is Moment.PICTURE))
    rare = [hint_of(each) for each in (*_put_again(), drawn)]
    assert given | {*rare} == {*Moment, *Hint} - {Moment.VOICES, Moment.TABLE}
    assert rare == [Hint.TOLD_AGAIN, Hint.ASKED_TWICE, Hint.ONLY_HOW_FAR]


def _put_again() -> tuple[Playthrough, Playthrough]:
    """Give a class that is asked once more, and then comes by another choice to the same question."""
    again = closed(do(asked(shown(begun()), {C: 24}), Act.VOTE_AGAIN), {C: 24})
    playthrough = onward(again)
    while (playthrough.scene.title, playthrough.place.phase) != (STORY.scenes["avond"].title, Phase.TELLING):
        playthrough = do(playthrough, Act.BACK)
    return again, until(do(playthrough, Act.CHOOSE, B), "choose_together")


def test_every_moment_hint_and_button_has_its_words() -> None:
    assert _keys("hints") == {*Moment, *Hint} - {Moment.VOICES, Moment.TABLE}
    assert _keys("primary") == set(PrimaryAction) - {PrimaryAction.ENDED}
    assert _keys("phases") == {*Phase, Moment.PAUSED, Moment.ASLEEP}


def _keys(table: str) -> set[str]:
    """Give the names that this table of the desk's words has words for."""
    text = (TEMPLATES / "teacher" / "_words.html").read_text(encoding="utf-8")
    return set(
        re.findall(r'^  "(\w+)":', text.partition(f"set {table} = {{")[2].partition("}")[0], re.MULTILINE)
    )


@pytest.mark.parametrize("face", FACES)
def test_every_moment_has_a_template_on_wall_and_phone(face: str) -> None:
    names = {path.stem for path in (TEMPLATES / face / "moments").iterdir()}
    assert names == set(Moment)


def test_when_time_runs_out_the_story_lands_or_stops_for_today_but_never_in_a_break() -> None:
    talking = until(shown(begun()), "next_scene")
    assert late_action(talking) is Act.LAND
    assert late_action(replace(talking, plan=Plan.DOUBLE)) is Act.SLEEP
    assert late_action(do(talking, Act.PAUSE)) is None
    assert late_action(begun()) is None
    assert late_action(replace(talking, door=Door.ASLEEP)) is None
