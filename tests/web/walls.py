"""A wall in each of its moments, with something in every field that it may have."""

from dataclasses import replace
from typing import Any

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
    Recalled,
    Result,
    Sentence,
    Share,
    Side,
    Switch,
    Table,
    Turn,
)
from classroom.lesson.screens.types import WallScreen
from classroom.lesson.state.enums import OVERLAYS, How, Moment, Phase
from classroom.story.model.parts import Readers

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
    ask=None,
    options=(),
    result=None,
    outcome=None,
    prompt=None,
    debrief=None,
    help=(HelpLine("help.talk", "Iemand die luistert.", "0800 0432", "https://www.luister.example", False),),
    contact=Contact("Meester Tim", "lokaal 12"),
)
ASKED = replace(LOBBY, ask="Hoe verder?", options=OPTIONS)
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
PLAYED = replace(OUTCOME, text="", chat=CHAT, is_told=False, is_whole=False)

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
                Branch(OPTIONS[0], "Wat dan?", is_taken=True, is_seen=True),
                Branch(OPTIONS[1], "Wie dan?", is_taken=False, is_seen=False),
                Branch(replace(OPTIONS[1], locked="Nog niet"), "Waar dan?", is_taken=False, is_seen=False),
            ),
        ),
    ),
    1,
    3,
)


def result_in(bands: int) -> Result:
    shares = [
        Share(option, min(option.position, bands - 1) if bands else None, bands, option.position == 1)
        for option in OPTIONS
    ]
    return Result(Level.FIFTHS if bands else Level.PATH, tuple(shares))


PHASES = {
    Moment.RECAP: Phase.LOBBY,
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
    "recap": at(
        Moment.RECAP,
        LOBBY,
        again=True,
        recap=(
            Recalled("Dinsdag", OPTIONS[0], "Het blijft stil."),
            Recalled("Woensdag", OPTIONS[1], ""),
        ),
    ),
    "agreements": at(Moment.AGREEMENTS, LOBBY),
    "content note": at(Moment.AGREEMENTS, LOBBY, beat=3),
    "open help": at(Moment.OPEN_HELP, LOBBY, beat=4),
    "story": at(Moment.TELLING, LOBBY, story="Er was eens."),
    "chat": at(Moment.TELLING, LOBBY, story="Er was eens.", chat=CHAT),
    "question": at(Moment.QUESTION, ASKED),
    "voting": at(Moment.VOTING, ASKED),
    "closed": at(Moment.CLOSED, ASKED),
    "closed poll": at(Moment.CLOSED, ASKED, is_poll=True),
    "closed after": at(Moment.CLOSED, ASKED, closed_after=(9, 12)),
    "rehearsal": at(Moment.TELLING, LOBBY, story="Er was eens.", rehearsal=True),
    "path": at(Moment.REVEALED, ASKED, result=result_in(0)),
    "half": at(Moment.REVEALED, ASKED, result=result_in(2)),
    "thirds": at(Moment.REVEALED, ASKED, result=result_in(3)),
    "fifths": at(Moment.REVEALED, ASKED, result=result_in(5)),
    "gap": at(Moment.GAP, ASKED, ask=None, options=(), gap=Gap(OPTIONS[0], OPTIONS[1])),
    "voices": at(
        Moment.VOICES,
        LOBBY,
        voices=(
            InnerVoice("Sem", "Het was een grap. Toch?", 1),
            InnerVoice("Jay", None, 2),
        ),
    ),
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
        prompt="Wat nu?",
        sides=(
            Side(OPTIONS[0], "Sem leest het.", ("Steun",), "Woensdag", is_own=True),
            Side(OPTIONS[1], "", (), "Donderdag", is_own=False),
        ),
    ),
    "found": at(Moment.OUTCOME, LOBBY, outcome=OUTCOME, picture=PICTURE),
    "outcome": at(Moment.OUTCOME, LOBBY, outcome=OUTCOME),
    "played": at(Moment.OUTCOME, LOBBY, outcome=PLAYED),
    "played to the end": at(Moment.OUTCOME, LOBBY, outcome=replace(OUTCOME, chat=CHAT)),
    "played and found": at(
        Moment.OUTCOME,
        LOBBY,
        outcome=replace(OUTCOME, chat=CHAT, harmful=False, found=("Steun",)),
        picture=PICTURE,
    ),
    "talking": at(Moment.TALKING, LOBBY, outcome=OUTCOME, prompt="Wat nu?"),
    "pairs": at(Moment.PAIRS, LOBBY, outcome=OUTCOME, prompt="Wat nu?"),
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
