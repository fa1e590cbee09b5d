"""A remote has the words of the wall to read aloud: what stands there now, and nothing else."""

import html
import re
from dataclasses import replace

import pytest

from classroom.languages import Language
from classroom.lesson.screens.aloud import aloud
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.parts import Contact
from classroom.lesson.screens.types import WORDLESS, SpokenKind
from classroom.lesson.screens.wall import wall_screen
from classroom.lesson.state.enums import Moment
from classroom.live.frames import Watch
from classroom.storage import shelf
from classroom.web.rendering.screen_renderer import CONTROLS
from classroom.web.rendering.templates import prose, render
from tests.conftest import Desk, runtime_of
from tests.lesson.moments import moments_of
from tests.lesson.test_screens import TODAY
from tests.web.walls import ASKED, CHAT, LOBBY, OPTIONS, OUTCOME, WALLS, at

# Walls on which nothing is written that a teacher would read to a class.
SILENT = {
    "open help",
    "path",
    "half",
    "thirds",
    "fifths",
    "map",
    "sides",
    "ended",
    "paused",
}


def _plain(markup: str) -> str:
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())
    return words.replace(" ,", ",")


@pytest.mark.parametrize("slug", ["de_foto_in_de_groepsapp", "mag_ik_je_iets_vertellen"])
def test_all_that_a_remote_reads_aloud_stands_on_the_wall(slug: str) -> None:
    read = set()
    for playthrough in moments_of(slug):
        context = ScreenContext(playthrough, 1, "BCD234", "", Contact("Tim", "12"), {}, shelf.facts("nl"))
        wall = wall_screen(context, Language.NL, TODAY)
        page = _plain(render("projector/_screen.html", Language.NL, screen=wall, qr=None))
        for part in aloud(wall):
            assert _plain(prose(part.text)) in page, wall.moment
            assert part.who in page
            read.add(wall.moment)
    assert read >= {
        Moment.TELLING,
        Moment.QUESTION,
        Moment.OUTCOME,
        Moment.TALKING,
        Moment.TAKE_HOME,
        Moment.HELP,
    }


@pytest.mark.parametrize("name", sorted(set(WALLS) - SILENT))
def test_every_wall_with_words_for_a_class_has_them_on_the_remote(name: str) -> None:
    assert aloud(WALLS[name])


def test_a_line_has_its_name_and_a_photo_is_no_words() -> None:
    said = aloud(at(Moment.TELLING, LOBBY, chat=CHAT))
    assert [(part.kind, part.who, part.text) for part in said] == [
        (SpokenKind.HEAD, "", LOBBY.title),
        (SpokenKind.PHOTO, "Sem", ""),
        (SpokenKind.SAID, "Sem", "haha kijk dan"),
        (SpokenKind.SAID, "Noor", "dit is niet voor ons"),
        (SpokenKind.DELETED, "Jay", ""),
        (SpokenKind.TYPING, "Amir", ""),
    ]
    assert [part.who for part in said if part.is_newest] == ["Amir"]


def test_only_where_lines_come_one_by_one_there_is_a_newest() -> None:
    new = {name: [part for part in aloud(wall) if part.is_newest] for name, wall in WALLS.items()}
    assert {len(parts) for parts in new.values()} == {0, 1}
    assert not new["question"]
    assert new["voices"] == [aloud(WALLS["voices"])[-1]]


def test_each_agreement_is_read_from_the_remote_as_it_stands_on_the_wall(desk: Desk) -> None:
    desk.act("next")
    renderer = runtime_of(desk.app).renderer
    for _ in range(4):
        controls = renderer.screen_bytes(Watch(desk.row.id, CONTROLS, "nl")).decode()
        (said,) = re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", desk.wall(), re.DOTALL)
        assert said in controls.partition('id="aloud"')[2].partition("</section>")[0]
        desk.act("next")


def test_after_harm_the_norm_is_read_once_the_outcome_is_whole() -> None:
    whole = at(Moment.OUTCOME, LOBBY, outcome=OUTCOME)
    begun = at(Moment.OUTCOME, LOBBY, outcome=replace(OUTCOME, is_whole=False))
    assert [part.kind for part in aloud(whole)][-1] is SpokenKind.NORM
    assert SpokenKind.NORM not in [part.kind for part in aloud(begun)]


def test_a_choice_that_is_locked_is_read_with_what_locks_it() -> None:
    locked = replace(OPTIONS[1], locked="Nog niet")
    said = aloud(at(Moment.QUESTION, ASKED, options=(OPTIONS[0], locked)))
    assert [part.locked for part in said if part.kind is SpokenKind.OPTION] == [None, "Nog niet"]


def test_where_a_story_asks_nothing_of_its_own_what_is_talked_about_is_read_all_the_same() -> None:
    assert [part.kind for part in aloud(at(Moment.TALKING, LOBBY))] == [SpokenKind.TALK]
    assert [part.text for part in aloud(at(Moment.TALKING, LOBBY, prompt="Wat nu?"))] == ["Wat nu?"]


def test_nothing_without_words_is_a_line_to_read() -> None:
    assert all(part.text or part.kind in WORDLESS for wall in WALLS.values() for part in aloud(wall))
