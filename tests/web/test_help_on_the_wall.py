"""What wall, phones and desk say of help is there, in every country, with phones and on paper."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from classroom.languages import Language
from classroom.lesson.screens.parts import Contact, DebriefCard, HelpLine
from classroom.lesson.screens.types import BOARDS, PhoneScreen
from classroom.lesson.screens.wall import help_of, wall_screen
from classroom.lesson.state.enums import Moment
from classroom.live.frames import Watch
from classroom.storage import shelf
from classroom.storage.models import RoomRow
from classroom.storage.playthroughs import context_of
from classroom.story.model.parts import Text
from classroom.web.rendering.screen_renderer import CONTROLS, DESK, WALL
from classroom.web.rendering.templates import render
from tests.conftest import new_client, open_desk, runtime_of
from tests.web.walls import LOBBY, at

NUMBER = re.compile(r"\b\d[\d -]{1,}\d\b")
SITE = re.compile(r"\b[a-z0-9-]+(\.[a-z0-9-]+)*\.(nl|be|ie|com|org|uk|info)\b")
TOLD = {"help_1": "Kinderlijn: bel 0123 456", "help_2": "Alarm: 117"}


def wall_in(app: Flask, country: str, language: Language, **gate: str) -> str:
    """Give the last screen of a lesson in this country, as pupils read it."""
    told = TOLD if country in shelf.WIDER else {}
    room = open_desk(app, country=country, language=language, **told, **gate).row.id
    renderer = runtime_of(app).renderer
    with app.app_context():
        session = renderer.session()
        context = context_of(session, session.get_one(RoomRow, room), renderer.address)
        screen = at(Moment.HELP, wall_screen(context, language, renderer.today()))
    return render("projector/_screen.html", language, screen=screen, qr=None)


@pytest.mark.parametrize("country", shelf.countries())
@pytest.mark.parametrize("language", Language)
def test_no_wall_ends_without_a_number_to_call_and_a_site(
    app: Flask, country: str, language: Language
) -> None:
    words = re.sub(r"<[^>]+>", " ", wall_in(app, country, language).partition("<footer")[0])
    assert NUMBER.search(words)
    assert SITE.search(words)


def line(name: str, tel: str | None = None, url: str | None = None) -> HelpLine:
    return HelpLine(f"help.{name}", name, tel, url, to_check=False)


def test_a_line_on_the_wall_has_its_site_before_its_number() -> None:
    both = line("both", "0800 1234", "https://www.help.example/nl/")
    page = render("projector/_screen.html", Language.NL, screen=at(Moment.HELP, help=(both,)), qr=None)
    assert page.index("help.example/nl<") < page.index("0800 1234")


def at_school(name: str = "Iemand op school") -> HelpLine:
    return HelpLine("help.school", f"{name}: een mentor.", None, None, False, name, "Vertellen is genoeg.")


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ([line("a", "1"), line("b", url="https://b.nl"), line("c"), line("d", "2")], "ab"),
        ([line("a"), line("b", url="https://b.nl"), line("c", url="https://c.nl"), line("d", "2")], "bd"),
        ([line("a"), line("b"), line("c"), line("d", "2"), line("e", "3", "https://e.nl")], "ae"),
        ([line("a"), line("b", "1"), line("c", url="https://c.nl")], "bc"),
        ([line("a"), line("b"), line("c"), line("d", url="https://d.nl")], "ab"),
        ([line("a", "1", "https://a.nl")], "a"),
        ([], ""),
    ],
)
def test_the_wall_shows_the_first_lines_with_a_number_and_a_site_among_them(
    lines: list[HelpLine], shown: str
) -> None:
    screen = replace(LOBBY, help=(lines[0], at_school(), *lines[1:]) if lines else ())
    assert "".join(each.text for each in screen.help_in_sight) == shown


def boards(**fields: Any) -> list[str]:
    page = render("projector/_screen.html", Language.NL, screen=at(Moment.HELP, **fields), qr=None)
    return [
        " ".join(re.sub(r"<[^>]+>", " ", board).split())
        for board in page.partition("</ul>")[0].split('<li class="board')[1:]
    ]


KNOWN = (
    at_school(),
    HelpLine(
        "help.talk",
        "Alles.",
        "0800 0432",
        "https://a.example",
        False,
        "De lijn",
        "Praten.",
        "Chatten of bellen.",
    ),
    HelpLine(
        "help.image", "Als een foto rondgaat.", None, "https://b.example/weg", True, "Beelden", "Weghalen."
    ),
    line("c", "2", "https://c.example"),
)


def test_the_wall_has_three_boards_and_the_grown_up_at_school_is_on_the_first() -> None:
    first, *others = boards(help=KNOWN)
    assert first.endswith("Hier op school: Meester Tim , lokaal 12 Vertellen is genoeg.")
    assert [board.partition("> ")[2] for board in others] == [
        "De lijn a.example 0800 0432 Praten. Chatten of bellen.",
        "Beelden b.example/weg Weghalen.",
    ]


def test_where_nobody_at_school_was_named_the_first_board_says_who_can_be_gone_to() -> None:
    first, *_ = boards(help=KNOWN, contact=Contact("", ""))
    assert first.endswith("Iemand op school Iemand op school: een mentor.")


def test_what_a_teacher_told_of_help_is_one_of_the_three_boards() -> None:
    told = boards(help=KNOWN, contact=Contact("Tim", "12", ("Kinderlijn: 0123 456", "Alarm: 117")))
    assert len(told) == len(boards(help=KNOWN)) == BOARDS
    assert told[1].endswith("Kinderlijn: 0123 456 Alarm: 117")
    assert "a.example" in told[2]


@pytest.mark.parametrize("country", shelf.countries())
@pytest.mark.parametrize("language", Language)
def test_a_board_says_nothing_that_the_whole_text_does_not(country: str, language: Language) -> None:
    for id_, fact in shelf.facts(country).facts.items():
        holds = _plain((fact.softer or fact.text).in_(language))
        for part in _parts_of(fact.line, language):
            assert part in holds, id_
        for part in _parts_of(fact.reach, language):
            assert part in _plain(fact.text.in_(language)), id_
        assert fact.line or not id_.startswith("help."), id_


def _parts_of(text: Text | None, language: Language) -> list[str]:
    return [_plain(part) for part in re.split(r"[.,:] ?", text.in_(language)) if part] if text else []


def _plain(text: str) -> str:
    return text.strip().lower()


def test_how_to_reach_help_is_said_only_as_long_as_that_is_sure() -> None:
    facts = shelf.facts("nl")
    sure = help_of(facts, ("help.talk",), Language.NL, date(2026, 11, 30))[0]
    unsure = help_of(facts, ("help.talk",), Language.NL, date(2099, 1, 1))[0]
    assert (sure.name, sure.line, sure.reach) == (
        "De Kindertelefoon",
        "Praten met iemand die luistert.",
        "Chatten of bellen, gratis en anoniem, elke dag van 11 tot 21 uur.",
    )
    assert (unsure.name, unsure.line, unsure.reach) == (sure.name, sure.line, None)


def test_on_a_phone_the_number_comes_before_the_words_and_can_be_tapped_without_a_script() -> None:
    page = render("student/_screen.html", Language.NL, screen=PhoneScreen(at(Moment.HELP), (), None))
    for part in page.split('<ul class="help-lines">')[1:]:
        listed = part.partition("</ul>")[0]
        assert (
            listed.index("Meester Tim")
            < listed.index('href="tel:08000432"')
            < listed.index("Iemand die luistert.")
        )


@pytest.mark.parametrize("language", Language)
def test_on_paper_the_wall_promises_nothing_on_a_phone(app: Flask, language: Language) -> None:
    page = wall_in(app, "nl", language, source="cards")
    assert not re.search(r"\b(phone|telefoon)\b", page)
    for moment in (Moment.HELP, Moment.ENDED):
        screen = at(moment, on_paper=True)
        page = render("projector/_screen.html", language, screen=screen, qr=None)
        assert not re.search(r"\b(phone|telefoon)\b", page)


def test_on_paper_nobody_is_said_not_to_have_voted(app: Flask) -> None:
    paper, phones = open_desk(app, source="cards"), open_desk(app)
    turnout = runtime_of(app).renderer.turnout
    assert turnout(Watch(paper.row.id, WALL, "nl")) is None
    assert "Nog niemand" not in (turnout(Watch(paper.row.id, CONTROLS, "nl")) or "")
    assert turnout(Watch(paper.row.id, DESK, "nl")) is not None
    assert "words" in (turnout(Watch(phones.row.id, WALL, "nl")) or "")


@pytest.mark.parametrize("language", Language)
def test_no_answer_stands_without_its_question_and_the_six_stand_where_they_are_asked_for(
    language: Language,
) -> None:
    back = DebriefCard("looking_back", ("Dex.", "Een vriend."))
    six = DebriefCard("six", ("Welke van deze zes spelen hier?",))
    asked = (
        ("Wie was verantwoordelijk?", "Wat hielp?")
        if language is Language.NL
        else ("Who was responsible?", "What helped?")
    )
    for page in pages(back, language):
        assert page.index(asked[0]) < page.index("Dex.") < page.index(asked[1]) < page.index("Een vriend.")
    for page in pages(six, language):
        listed = page.split('<ol class="circumstances">')[1].split("</ol>")[0]
        assert page.index("Welke van deze zes") < page.index(listed)
        assert listed.count("<li>") == len(
            ("pressure", "unknown", "unequal", "money", "bullying", "passed on")
        )


def pages(card: DebriefCard, language: Language) -> tuple[str, str]:
    wall = at(Moment.DISCUSSION, debrief=card)
    phone = PhoneScreen(wall, (), None)
    return (
        render("projector/_screen.html", language, screen=wall, qr=None),
        render("student/_screen.html", language, screen=phone, qr=None),
    )


def test_a_phone_without_an_answer_is_not_told_that_its_vote_is_kept(app: Flask) -> None:
    page = new_client(app).get(f"/r/{open_desk(app).row.code}").text
    said = page[page.index('id="offline"') :]
    assert '<span id="offline-kept" hidden>' in said.partition("</p>")[0]
