"""An outcome on the wall: the choice stays in sight, small, and nothing that was read already moves again."""

from dataclasses import replace

from classroom.languages import Language
from classroom.lesson.screens.types import WallScreen
from classroom.lesson.state.enums import Moment
from classroom.web.rendering.templates import render
from tests.web.walls import LOBBY, OUTCOME, PICTURE, PLAYED, WALLS, at


def _wall(screen: WallScreen) -> str:
    return render("projector/_screen.html", Language.NL, screen=screen, qr=None)


def test_how_it_came_its_badge_and_its_words_stay_beside_the_phone() -> None:
    for name in ("played", "played to the end", "played and found"):
        page = _wall(WALLS[name])
        beside = page[page.index("<h1>") : page.index('class="handset"')]
        assert "De klas koos:" in beside, name
        assert 'aria-label="A"' in beside, name
        assert "Eerste weg" in beside, name


def test_while_lines_come_in_there_is_no_card_no_norm_and_no_lantern() -> None:
    page = _wall(at(Moment.OUTCOME, LOBBY, outcome=PLAYED, picture=PICTURE))
    assert not [each for each in ("narrator", 'class="norm"', "lampion", "is-still") if each in page]


def test_harm_keeps_its_norm_and_lights_nothing() -> None:
    page = _wall(WALLS["played to the end"])
    assert page.count('class="norm"') == 1
    assert "lampion" not in page


def test_what_was_found_hangs_there_as_a_lantern_with_its_name_once() -> None:
    page = _wall(WALLS["played and found"])
    assert page.count('class="lampion is-lit"') == 1
    assert page.count("Steun") == 1, "the picture at the foot does not say it as well"


def test_lines_and_a_card_that_were_read_do_not_come_in_again() -> None:
    assert 'class="chat flow is-still"' in _wall(WALLS["played to the end"])
    assert "narrator is-still" in _wall(WALLS["played and found"])


def test_a_card_alone_has_no_strip_over_a_phone_and_a_choice_without_lines_keeps_it() -> None:
    told = replace(OUTCOME, harmful=False)
    assert "picture-strip" in _wall(at(Moment.OUTCOME, LOBBY, outcome=told, picture=PICTURE))
    assert "picture-strip" not in _wall(at(Moment.OUTCOME, LOBBY, outcome=PLAYED, picture=PICTURE))
