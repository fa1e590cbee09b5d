"""The controls stand where pupils look on: they hold no notes, no numbers, and no result ahead of the wall."""

import re
from collections.abc import Iterable
from dataclasses import fields

import pytest
from flask import Flask

from classroom.languages import Language
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.moment import moment_of
from classroom.lesson.screens.types import ControlsScreen
from classroom.lesson.state.enums import Moment, Phase
from classroom.lesson.votes.closing import withheld
from classroom.live.frames import Watch
from classroom.web.http.runtime import WebRuntime
from classroom.web.rendering.screen_renderer import CONTROLS, DESK, WALL
from tests.conftest import GATE, STORY, Desk, new_client, runtime_of, signed_in
from tests.hidden import FOR_THE_TEACHER, RESULT
from tests.lesson.moments import contexts_of

KNOWN = {"phase", "beat_of", "paused", "plan", "version", "primary_action", "acts", "letters"}
BESIDE_THE_SCREEN = {"[data-phones]"}  # on the page of the desk, where turnout is told
# How a page says what these selectors find.
SIGNS = {"#": ' id="{}"', ".": ' class="{}"', "[": " {}"}
SHARES = "chosen by the class|a third|half|fifth|nearly everyone"


def _found(page: str, selectors: Iterable[str]) -> set[str]:
    """Give which of these there are in what was drawn."""
    return {each for each in selectors if SIGNS[each[0]].format(each.strip("#.[]")) in page}


def _sentences_for_the_teacher(desk: str, wall: str) -> set[str]:
    # What a button does may stand on the controls too.
    yours = re.sub(r"<button.*?</button>", "", desk.partition('class="yours"')[2], flags=re.DOTALL)
    said = set(re.findall(r">([^<]{25,})<", yours))
    return {words for words in said if words not in wall}  # The desk shows the wall too, small.


def test_the_controls_know_only_what_pupils_may_see() -> None:
    assert {each.name for each in fields(ControlsScreen)} >= KNOWN
    hidden = {
        "notes",
        "closed_result",
        "facts",
        "receiver",
        "consent",
        "wall",
        "next_title",
        "pupils",
        "kept",
    }
    assert not hidden & {each.name for each in fields(ControlsScreen)}


@pytest.fixture(scope="module")
def moments() -> list[ScreenContext]:
    """Every moment of each scene of the first story, once, and what comes of a class that is too small."""
    contexts = {}
    for context in contexts_of(STORY):
        here = context.playthrough
        contexts[moment_of(here), here.step.state.scene, here.step.how, withheld(here)] = context
    return list(contexts.values())


def test_at_no_moment_do_wall_and_controls_hold_what_is_for_the_teacher(
    runtime: WebRuntime, moments: list[ScreenContext]
) -> None:
    seen, for_the_teacher, on_desk = set(), 0, set[str]()
    for context in moments:
        desk, wall, controls = (
            runtime.renderer.draw(context, "0" * 32, face, Language.EN) for face in (DESK, WALL, CONTROLS)
        )
        sentences, moment = _sentences_for_the_teacher(desk, wall), moment_of(context.playthrough)
        assert not {words for words in sentences if words in controls}, moment
        assert not re.search(SHARES, controls), moment
        assert not _found(wall + controls, FOR_THE_TEACHER), moment
        assert bool(_found(wall, {RESULT})) is (moment is Moment.REVEALED), moment
        assert not _found(controls, {RESULT}), moment
        on_desk |= _found(desk, FOR_THE_TEACHER)
        for_the_teacher += len(sentences)
        seen.add(context.playthrough.place.phase)
    assert seen == set(Phase)
    assert for_the_teacher > len(moments)
    assert on_desk == FOR_THE_TEACHER - BESIDE_THE_SCREEN, "what is searched for is there"


def test_the_turnout_of_the_controls_has_no_number_of_answers(desk: Desk) -> None:
    phone = desk.phone()
    desk.tell()
    desk.act("next")
    assert phone.vote(desk.round_id(), 0).status_code == 204
    told = runtime_of(desk.app).renderer.turnout(Watch(desk.row.id, CONTROLS, "en")) or ""
    assert re.findall(r'"(\w+)":', told) == ["knocking", "let_in", "words", "remotes"]
    assert "Nearly everyone" in told


def test_a_mirrored_projector_leads_from_the_gate_to_one_screen(app: Flask) -> None:
    names = re.findall(r'name="(swap-\w+)"', signed_in(app).get(f"/teach/start/{STORY}").text)
    answers = GATE | dict.fromkeys(names, "0") | {"beamer": "mirrored"}
    client = signed_in(app)
    there = client.post(f"/teach/start/{STORY}", data=answers).headers["Location"]
    assert there.endswith("/mirror")
    page = client.get(there).text
    assert 'id="bar"' in page
    assert 'class="code code-large"' in page
    assert new_client(app).get(there).status_code == 403


def test_without_a_script_the_buttons_lead_back_to_the_one_screen(desk: Desk) -> None:
    room = f"/teach/rooms/{desk.public_id}"
    data = {"act": "next", "version": desk.row.version, "from": "controls"}
    assert desk.client.post(f"{room}/act", data=data).headers["Location"] == f"{room}/mirror"
    stale = desk.client.post(f"{room}/act", data=data)
    assert f'href="{room}/mirror"' in stale.text
    assert f'href="{room}"' not in stale.text


def test_how_the_wall_behaves_is_told_to_it_and_off_at_first(desk: Desk) -> None:
    def told() -> list[str]:
        return re.findall(r"data-(sound|calm|evening)\b", desk.wall())

    assert told() == []
    version = desk.row.version
    assert desk.post("manner", sound="yes", calm="yes", evening="yes").status_code == 204
    assert desk.row.version > version
    assert told() == ["sound", "calm", "evening"]
    assert desk.post("manner", evening="yes").status_code == 204
    assert told() == ["evening"]
