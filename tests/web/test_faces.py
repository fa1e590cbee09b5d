"""The wall and the phones: the same words on both, no photo on either, and nothing that counts."""

import html
import re
from dataclasses import MISSING, fields, replace
from typing import Any

import pytest

from classroom.languages import Language
from classroom.lesson.reveal_rule import Level
from classroom.lesson.screens.parts import (
    Branch,
    Bubble,
    Chat,
    Contact,
    DebriefCard,
    Find,
    Gap,
    HelpLine,
    InnerVoice,
    Meter,
    Option,
    Outcome,
    PathMap,
    Picture,
    Pile,
    Result,
    Sentence,
    Share,
    Side,
    Switch,
    Table,
    Turn,
)
from classroom.lesson.screens.types import Paper, PhoneScreen, WallScreen
from classroom.lesson.state.enums import OVERLAYS, How, Moment, Phase, Question
from classroom.story.model.parts import Readers
from classroom.web.rendering.templates import render

OPTIONS = (
    Option(0, "A", "Eerste weg"),
    Option(1, "B", "Tweede weg"),
    Option(2, "C", "Derde weg", "Nog niet"),
)
LOBBY = WallScreen(
    language=Language.NL,
    phase=Phase.LOBBY,
    moment=Moment.LOBBY,
    beneath=Moment.LOBBY,
    beat=0,
    paused=False,
    again=False,
    code="BCD234",
    address="http://192.0.2.1:8000",
    story_title="Een verhaal over een foto",
    content_note="Waar dit over gaat.",
    on_paper=False,
    title="Maandagochtend",
    story=None,
    chat=None,
    asks=False,
    ask=None,
    options=(),
    result=None,
    outcome=None,
    prompts=(),
    debrief=None,
    help=(HelpLine("help.talk", "Iemand die luistert.", "0800 0432", "https://www.luister.example", False),),
    contact=Contact("Meester Tim", "lokaal 12"),
)
ASKED = replace(LOBBY, asks=True, ask="Hoe verder?", options=OPTIONS)
CHAT = Chat(
    "klassenapp",
    (
        Turn("Sem", 1, "22:14", (Bubble(None), Bubble("haha kijk dan"))),
        Turn("Noor", 0, None, (Bubble("dit is niet voor ons", read_by=Readers.EVERYBODY, thumbs=4),)),
        Turn("Jay", 2, None, (Bubble("dit stond er eerst", deleted=True, read_by=Readers.NOBODY),)),
        Turn("Amir", 3, None, ()),
    ),
)
OUTCOME = Outcome(OPTIONS[0], "Dit gebeurt er.", harmful=True, how=How.VOTE, against_vote=False)

SENTENCE = Sentence("Noor", "Sem", 1, ("dit niet", "haal weg"), 1, 2)
PICTURE = Picture(
    (Find("Steun", is_found=True, is_new=True), Find("Rust", is_found=False, is_new=False)),
    (Meter("Hoe ver", 2, 5),),
    3,
)
MAP = PathMap(
    (
        Switch(
            0,
            "Dinsdag",
            (
                Branch(OPTIONS[0], "Wat dan?", is_taken=True, is_open=True),
                Branch(OPTIONS[1], "Wie dan?", is_taken=False, is_open=False),
                Branch(replace(OPTIONS[1], locked="Nog niet"), "Waar dan?", is_taken=False, is_open=False),
            ),
        ),
    ),
    1,
    3,
)


def _result(bands: int) -> Result:
    shares = [
        Share(option, min(option.position, bands - 1) if bands else None, bands, option.position == 1)
        for option in OPTIONS
    ]
    return Result(Level.FIFTHS if bands else Level.PATH, tuple(shares))


PHASES = {
    Moment.OPEN_HELP: Phase.AGREEMENTS,
    Moment.QUESTION: Phase.TELLING,
    Moment.GAP: Phase.REVEALED,
    Moment.PART: Phase.TELLING,
    Moment.PART_VOTING: Phase.VOTING,
    Moment.PART_CLOSED: Phase.CLOSED,
    Moment.SENT: Phase.REVEALED,
    Moment.ANSWERED: Phase.REVEALED,
    Moment.PAIRS: Phase.TALKING,
    Moment.SIDES: Phase.TALKING,
    Moment.PICTURE: Phase.ENDING,
    Moment.MAP: Phase.ENDING,
    Moment.LOOKING_BACK: Phase.DEBRIEF,
    Moment.DISCUSSION: Phase.DEBRIEF,
    Moment.TAKE_HOME: Phase.DEBRIEF,
}


def at(moment: Moment, screen: WallScreen = LOBBY, **fields: Any) -> WallScreen:
    """Give a wall in this moment; what lies over another lies over a telling here."""
    beneath = Moment.TELLING if moment in OVERLAYS else moment
    phase = PHASES[beneath] if beneath in PHASES else Phase(beneath)
    return replace(screen, phase=phase, moment=moment, beneath=beneath, **fields)


WALLS = {
    "agreements": at(Moment.AGREEMENTS, LOBBY),
    "open help": at(Moment.OPEN_HELP, LOBBY, beat=1),
    "story": at(Moment.TELLING, LOBBY, story="Er was eens."),
    "chat": at(Moment.TELLING, LOBBY, story="Er was eens.", chat=CHAT),
    "question": at(Moment.QUESTION, ASKED),
    "voting": at(Moment.VOTING, ASKED),
    "closed": at(Moment.CLOSED, ASKED),
    "closed poll": at(Moment.CLOSED, ASKED, changes_nothing=True),
    "closed after": at(Moment.CLOSED, ASKED, closed_after=(9, 12)),
    "rehearsal": at(Moment.TELLING, LOBBY, story="Er was eens.", rehearsal=True),
    "path": at(Moment.REVEALED, ASKED, result=_result(0)),
    "half": at(Moment.REVEALED, ASKED, result=_result(2)),
    "thirds": at(Moment.REVEALED, ASKED, result=_result(3)),
    "fifths": at(Moment.REVEALED, ASKED, result=_result(5)),
    "gap": at(Moment.GAP, ASKED, asks=False, ask=None, options=(), gap=Gap(OPTIONS[0], OPTIONS[1])),
    "voices": at(Moment.VOICES, LOBBY, voices=(InnerVoice("Sem", "Het was een grap. Toch?"),)),
    "first part": at(Moment.PART, ASKED, ask=None, sentence=Sentence("Noor", "Sem", 1, (), 1, 2)),
    "second part": at(
        Moment.PART_VOTING, ASKED, ask=None, sentence=Sentence("Noor", "Sem", 1, ("dit niet",), 2, 2)
    ),
    "part closed": at(
        Moment.PART_CLOSED,
        ASKED,
        ask=None,
        options=(),
        sentence=Sentence("Noor", "Sem", 1, ("dit niet",), 1, 2),
    ),
    "sent": at(Moment.SENT, ASKED, ask=None, options=(), sentence=replace(SENTENCE, is_sent=True)),
    "answered": at(
        Moment.ANSWERED,
        ASKED,
        ask=None,
        options=(),
        sentence=replace(SENTENCE, is_sent=True, reply="ok weg"),
    ),
    "cards": at(
        Moment.TABLE,
        LOBBY,
        story="Er was eens.",
        table=Table(
            "Wat kan?", "Weghalen", 2, (Pile("Meteen", ("Niet lachen", "Gedag zeggen")), Pile("Samen", ()))
        ),
    ),
    "picture": at(Moment.PICTURE, LOBBY, story="Klaar.", picture=PICTURE),
    "map": at(Moment.MAP, LOBBY, story="Klaar.", picture=PICTURE, map=MAP),
    "sides": at(
        Moment.SIDES,
        LOBBY,
        outcome=OUTCOME,
        prompts=("Wat nu?",),
        sides=(
            Side(OPTIONS[0], ("Steun",), "Woensdag", is_own=True),
            Side(OPTIONS[1], (), "Donderdag", is_own=False),
        ),
    ),
    "found": at(Moment.OUTCOME, LOBBY, outcome=OUTCOME, picture=PICTURE),
    "outcome": at(Moment.OUTCOME, LOBBY, outcome=OUTCOME),
    "talking": at(Moment.PAIRS, LOBBY, outcome=OUTCOME, prompts=("Wat nu?", "Wat wil zij?")),
    "ending": at(Moment.ENDING, LOBBY, story="En toen was het klaar."),
    "looking back": at(
        Moment.LOOKING_BACK, LOBBY, debrief=DebriefCard("looking_back", ("Wie?", "Wat hielp?"))
    ),
    "to talk": at(Moment.DISCUSSION, LOBBY, debrief=DebriefCard("question", ("Wanneer kon het stoppen?",))),
    "to take home": at(Moment.TAKE_HOME, LOBBY, debrief=DebriefCard("sentence", ("Weg ermee.",))),
    "help": at(Moment.HELP, LOBBY),
    "ended": at(Moment.ENDED, LOBBY),
    "paused": at(Moment.PAUSED, LOBBY, story="Er was eens.", paused=True),
}


# Fields of a wall of which no words come for a phone: of a guess, the wall says only that phones ask for it.
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
def test_a_share_is_told_in_words_and_by_a_bar_with_a_blurred_end(bands: int) -> None:
    page = _wall(at(Moment.REVEALED, ASKED, result=_result(bands)))
    assert page.count('class="bar"') == len(OPTIONS)
    assert page.count("<linearGradient") == len(OPTIONS)
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
