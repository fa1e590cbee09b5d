"""The controls stand where pupils look on: they hold no notes, no numbers, and no result ahead of the wall."""

import re
from dataclasses import fields

import pytest
from flask import Flask

from classroom.lesson.screens.types import ControlsScreen
from classroom.live.frames import Watch
from classroom.web.rendering.screen_renderer import CONTROLS
from tests.conftest import GATE, STORY, Desk, new_client, open_desk, runtime_of, signed_in

KNOWN = {"phase", "beat_of", "paused", "plan", "version", "primary_action", "acts", "letters"}
SHARES = "chosen by the class|a third|half|fifth|nearly everyone"


def _controls(desk: Desk) -> str:
    watch = Watch(desk.row.id, CONTROLS, "en")
    return runtime_of(desk.app).renderer.screen_bytes(watch).decode()


def _sentences_for_the_teacher(desk: Desk) -> set[str]:
    page = runtime_of(desk.app).renderer.screen_bytes(Watch(desk.row.id, "desk", "en")).decode()
    said = set(re.findall(r">([^<]{25,})<", page.partition('class="yours"')[2]))
    wall = desk.wall()
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


@pytest.mark.parametrize("pupils", [4, 12])
def test_in_a_whole_lesson_the_controls_hold_nothing_for_the_teacher(app: Flask, pupils: int) -> None:
    desk = open_desk(app, plan="45", language="en", pupils=str(pupils))
    phones = [desk.phone() for _ in range(pupils)]
    seen, for_the_teacher = set(), 0
    while desk.row.phase != "ending":
        controls, phase = _controls(desk), desk.row.phase
        said = {words for words in _sentences_for_the_teacher(desk) if words in controls}
        for_the_teacher += len(_sentences_for_the_teacher(desk))
        assert said == set(), phase
        assert not re.search(SHARES, controls), phase
        seen.add(phase)
        _go_on(desk, phones)
    assert seen >= {"lobby", "telling", "voting", "closed", "outcome"}
    assert for_the_teacher > len(seen)


def _go_on(desk: Desk, phones: list) -> None:  # type: ignore[type-arg]
    if desk.row.phase == "voting":
        open_options = [int(found) for found in re.findall(r'id="option-(\d)"', desk.phone_screen())]
        for phone in phones:
            assert phone.vote(desk.round_id(), open_options[0]).status_code == 204
        assert desk.close().status_code == 204
    elif letters := re.findall(r'name="choice" value="(\d)"', _controls(desk)):
        assert desk.act("choose", choice=letters[0]).status_code == 204
    else:
        assert desk.act("next").status_code == 204


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
