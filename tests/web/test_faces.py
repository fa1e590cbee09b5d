"""The wall and the phones: the same words on both, no photo on either, and nothing that counts."""

import gzip
import html
import re
from dataclasses import MISSING, fields, replace

import pytest

from classroom.languages import Language
from classroom.lesson.screens.parts import (
    Turn,
)
from classroom.lesson.screens.types import Paper, PhoneScreen, WallScreen
from classroom.lesson.state import pacing
from classroom.lesson.state.enums import Moment, Phase, Question
from classroom.web.rendering.templates import render
from tests.web.walls import ASKED, CHAT, LOBBY, OPTIONS, WALLS, at, result_in

SAY_NOTHING = {"sound", "calm", "evening", "scenery", "predicts"}


def _wall(screen: WallScreen, language: Language = Language.NL) -> str:
    return render("projector/_screen.html", language, screen=screen, qr=None)


def _phone(screen: WallScreen, language: Language = Language.NL) -> str:
    votes = screen.phase is Phase.VOTING and not screen.paused
    options = tuple(option for option in screen.options if not option.locked)
    papers = (Paper("round", options), Paper("guess", options, Question.GUESS)) if votes else ()
    return render("student/_screen.html", language, screen=PhoneScreen(screen, papers, None))


def _sentences(page: str) -> list[str]:
    """Give what a page says, sentence by sentence, without its footer."""
    page = re.sub(r"<footer.*?</footer>|<text.*?</text>", "", page, flags=re.DOTALL)
    said = (" ".join(html.unescape(part).split()) for part in re.split(r"<(?!/?(?:b|strong)\b)[^>]*>", page))
    return [re.sub(r"</?(?:b|strong)\b[^>]*>", "", part) for part in said if part]


def test_all_that_a_wall_may_say_is_looked_at_here() -> None:
    may_say = {each.name: each.default for each in fields(WallScreen) if each.default is not MISSING}
    never = {
        name
        for name, nothing in may_say.items()
        if all(getattr(wall, name) == nothing for wall in WALLS.values())
    }
    assert never - SAY_NOTHING == set(), "put a wall that has it into WALLS, or its name into SAY_NOTHING"


@pytest.mark.parametrize("name", WALLS)
@pytest.mark.parametrize("language", Language)
def test_a_phone_has_every_word_of_the_wall(name: str, language: Language) -> None:
    on_phone = " ".join(_sentences(_phone(WALLS[name], language)))
    missing = [sentence for sentence in _sentences(_wall(WALLS[name], language)) if sentence not in on_phone]
    assert missing == []


@pytest.mark.parametrize("name", WALLS)
def test_help_is_on_every_phone_in_the_same_place(name: str) -> None:
    page = _phone(WALLS[name])
    sheet = page.index('id="help-sheet"')
    assert sheet < page.index("<h1")
    assert page.index("Meester Tim") < page.index("Iemand die luistert.")
    assert 'href="tel:08000432"' in page


@pytest.mark.parametrize("draw", [_wall, _phone])
def test_a_photo_is_always_the_same_tile_and_a_deleted_line_says_nothing(draw: object) -> None:
    page = _wall(WALLS["chat"]) if draw is _wall else _phone(WALLS["chat"])
    assert page.count('class="tile"') == 1
    assert "<img" not in page
    assert "dit stond er eerst" not in page


@pytest.mark.parametrize("bands", [2, 3, 5])
def test_a_share_is_told_in_words_and_by_a_bar_of_whole_parts_and_a_striped_one(bands: int) -> None:
    page = _wall(at(Moment.REVEALED, ASKED, result=result_in(bands)))
    assert page.count('class="bar"') == len(OPTIONS)
    bars = re.findall(r'<svg class="bar".*?</svg>', page, re.DOTALL)
    shares = result_in(bands).shares
    assert [bar.count("<rect") for bar in bars] == [bands] * len(OPTIONS)
    assert [bar.count('fill="currentColor"') for bar in bars] == [share.band for share in shares]
    ends = [float(re.findall(r'class="bar-stripes" d="M([\d.]+)', bar)[0]) for bar in bars]
    assert [int(end // (500 / bands)) for end in ends] == [share.band for share in shares]
    assert not re.search(r"\d+ ?%|\d+ van \d+", " ".join(_sentences(page)))


def test_where_sizes_are_not_told_there_is_no_bar() -> None:
    page = _wall(WALLS["path"])
    assert 'class="bar"' not in page
    assert page.count("Zo gaat het verder.") == 1


def test_every_answer_and_rather_not_say_are_buttons_of_the_same_kind() -> None:
    page = _phone(WALLS["voting"])
    values = re.findall(
        r'<button id="(?:option|guess)-\w+"\s+type="submit"\s+class="choice"\s+name="option"\s+value="(-?\d)"',
        page,
    )
    assert values == ["0", "1", "9"] * 2
    assert page.count('class="choice"') == len(values)


def test_nothing_of_the_lesson_is_in_the_title_of_a_page() -> None:
    page = render(
        "student/play.html",
        Language.NL,
        fragment=_phone(LOBBY),
        version="b.1",
        live="/r/BCD234",
        code="BCD234",
        answered={},
        is_all=True,
    )
    assert re.findall(r"<title>(.*?)</title>", page, re.DOTALL) == ["Les"]


def test_the_first_screen_says_what_a_pupil_may_count_on() -> None:
    page = render("student/join.html", Language.NL, code="BCD234", plain_http=False, knocks=False)
    assert (
        "Een verhaal. De klas bepaalt hoe het verdergaat. We vragen geen naam. Dit programma laat niemand zien wat "
        "jij koos, ook je docent niet. Wie naast je zit, kan meekijken. Er komt niets seksueels in beeld. "
        "Overslaan mag altijd."
    ) in " ".join(_sentences(page))
    assert "meelezen" not in page


def test_on_plain_http_it_says_that_others_can_read_along() -> None:
    assert "meelezen" in render(
        "student/join.html", Language.NL, code="BCD234", plain_http=True, knocks=False
    )


def _announced(screen: WallScreen) -> str:
    found = re.search(r'data-announce="([^"]*)"', _phone(screen))
    assert found
    return html.unescape(found[1])


def test_who_listens_hears_the_newest_line_all_who_type_and_then_the_question() -> None:
    chat = replace(CHAT, turns=CHAT.turns[:-1])
    assert _announced(at(Moment.TELLING, LOBBY, chat=chat)) == "Jay: [bericht verwijderd]"
    typing = (*chat.turns, Turn("Amir", 3, None, ()), Turn("Sem", 1, None, ()))
    assert (
        _announced(at(Moment.TELLING, LOBBY, chat=replace(chat, turns=typing)))
        == "Amir, Sem: is aan het typen"
    )
    assert _announced(at(Moment.QUESTION, ASKED, chat=chat)).endswith("Hoe verder?")


@pytest.mark.parametrize("name", WALLS)
def test_a_phone_is_put_down_while_the_class_talks_and_only_then(name: str) -> None:
    page, talks = _phone(WALLS[name]), WALLS[name].phase in (Phase.TALKING, Phase.DEBRIEF)
    assert ("Leg je telefoon neer" in page) == ("data-aside" in page) == talks
    assert 'id="help-plain"' in page


@pytest.mark.parametrize("name", WALLS)
def test_the_words_of_the_wall_are_folded_away_only_below_what_is_to_be_answered(name: str) -> None:
    page = _phone(WALLS[name])
    assert ('<details id="along"' in page) == ("data-form" in page)


def test_the_houses_of_a_phone_that_waits_cost_next_to_nothing_and_are_there_where_windows_light_up() -> None:
    drawn = re.findall(r'<svg class="houses".*?</svg>', _phone(LOBBY), re.DOTALL)
    assert [len(gzip.compress(each.encode())) < 500 for each in drawn] == [True]
    assert "houses" not in _phone(replace(LOBBY, on_paper=True))


def test_the_lesson_counts_as_many_agreements_as_are_spoken() -> None:
    beats = range(pacing.AGREEMENTS_SPOKEN + 1)
    pages = [_wall(at(Moment.AGREEMENTS, LOBBY, beat=beat)) for beat in beats]
    assert [LOBBY.content_note in page for page in pages] == [*[False] * pacing.AGREEMENTS_SPOKEN, True]


def test_only_pairs_have_a_minute() -> None:
    minutes = {name for name, wall in WALLS.items() if 'class="minute"' in _wall(wall)}
    assert minutes == {name for name, wall in WALLS.items() if wall.moment is Moment.PAIRS}
    assert minutes
