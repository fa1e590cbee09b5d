"""A lesson that nobody leads or follows, to learn how long its parts take."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from click.testing import CliRunner

from classroom.lesson.state import pacing
from classroom.simulator.desk import Desk, DeskHands, Form, Lost, Wall
from classroom.simulator.dry_run import dry_run, led
from classroom.simulator.gate import open_room
from classroom.simulator.pace import HUMAN
from classroom.simulator.pupils import Play
from classroom.simulator.teacher import Lead
from classroom.simulator.timings import Clock, Ledger
from classroom.story.graph import durations
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk

pytestmark = pytest.mark.slow

SPEED = 120.0
ON, LATE, FIRST_WAY = Form("on", {}), Form("late", {}), Form("way", {})
PLAIN = Desk("telling", "Wednesday", True, False, ON, None, 0, (), None, 24, 0)
QUIET = Wall((), "telling")


class ScriptedHands(DeskHands):
    """A desk that shows these screens, one a press; `refuses` are the presses that do not work."""

    def __init__(self, *shown: tuple[Desk, Wall], refuses: int = 0, answering: Sequence[int] = ()) -> None:
        self.shown, self.refuses, self.answering = list(shown), refuses, iter(answering)
        self.pressed: list[Form] = []

    def look(self) -> Desk:
        desk = self.shown[0][0] if self.shown else replace(PLAIN, phase="ended")
        return replace(desk, answered=next(self.answering, 0)) if desk.phase == "voting" else desk

    def wall(self) -> Wall:
        return self.shown[0][1]

    def press(self, form: Form) -> bool:
        self.pressed.append(form)
        if self.refuses:
            self.refuses -= 1
            return False
        self.shown.pop(0)
        return True


class Hours:
    """Time that goes by only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self, speed: float = 1.0) -> Clock:
        return Clock(speed, lambda: self.now, self.sleep)

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def lead(hands: ScriptedHands, speed: float = 1.0) -> tuple[dict[str, dict[str, float]], list[str]]:
    heard: list[str] = []
    leading = Lead(hands, 24, Hours().clock(speed), lambda name, **_about: heard.append(name))
    leading.lead()
    rounded = {
        part: {doing: round(seconds, 3) for doing, seconds in done.items()}
        for part, done in leading.ledger.spent.items()
    }
    return rounded, heard


def test_a_whole_lesson_is_led_and_its_minutes_are_told(server: Running) -> None:
    address = f"http://127.0.0.1:{server.port}"
    opened = open_room(address, server.link, "en", plan="60")
    play = Play(address, opened.code, 12, tuple("AAAC"), HUMAN.faster(SPEED))
    heard: list[str] = []

    def tell(name: str, **about: object) -> None:
        heard.append(name)
        if about.get("part") == "help":
            server.skip(61)

    spent = led(opened, play, Clock(SPEED), tell).ledger.spent
    assert [part for part in spent if part in ("lobby", "agreements")] == ["lobby", "agreements"]
    assert list(spent)[-3:] == ["ending", "debrief", "help"]
    scenes = [done for part, done in spent.items() if ":" in part or "," in part]
    assert len(scenes) >= 4
    assert sum("voting" in done and "talking" in done for done in scenes) >= 2
    assert sum(spent["lobby"].values()) >= 6 * 60
    assert sum(spent["help"].values()) >= 60
    assert heard.count("joined") == 1
    assert 'data-phase="ended"' in SimulatedDesk(server, cookies={}).get(opened.wall).text


def test_what_is_new_on_the_wall_is_read_aloud_and_nothing_twice() -> None:
    first = Wall(("one two three four",), "telling")
    both = Wall(("one two three four", "five six"), "telling")
    not_last = replace(PLAIN, is_last_beat=False)
    spent, _ = lead(ScriptedHands((not_last, first), (not_last, both)))
    # Six words at two a second, and a breath after each of the two.
    assert spent == {"Wednesday": {"telling": 3.0 + 2.0}}


def test_the_robot_reads_as_fast_and_talks_as_long_as_the_time_plan_says() -> None:
    from classroom.simulator import teacher as robot

    assert (robot.WORDS_A_MINUTE, robot.TALK / 60) == (durations.WORDS_A_MINUTE, durations.MINUTES_OF_TALK)
    spoken = (pacing.AGREEMENTS_SPOKEN + 1) * robot.AGREEMENT  # and after them what the story is about
    assert (robot.COMING_IN + spoken + robot.OPEN_HELP) / 60 == durations.MINUTES_TO_ARRIVE
    assert robot.QUESTION * 2 == robot.TALK


def test_a_vote_is_closed_when_nearly_all_have_answered_or_no_more_come() -> None:
    question = (PLAIN, Wall((), "question"))
    voting = (replace(PLAIN, phase="voting", title=""), Wall((), "voting"))
    quick, _ = lead(ScriptedHands(question, voting, answering=[3, 12, 22]))
    slow, _ = lead(ScriptedHands(question, voting, answering=[3, *[12] * 1000]))
    # Reading first, the looks that it took or the patience, and a moment for the last ones.
    assert quick["Wednesday"]["voting"] == 20 + 0.5 + 8
    assert slow["Wednesday"]["voting"] == 20 + 25 + 8


def test_where_too_few_answered_the_class_takes_a_way_together() -> None:
    hands = ScriptedHands((replace(PLAIN, phase="closed", next=None, ways=(FIRST_WAY,)), QUIET))
    lead(hands)
    assert hands.pressed == [FIRST_WAY]


def test_the_large_button_is_the_late_one_from_its_minute_on() -> None:
    late = replace(PLAIN, late=LATE, late_from=6)
    hands = ScriptedHands((late, QUIET), (replace(PLAIN, phase="lobby"), QUIET), (late, QUIET))
    _, heard = lead(hands)
    assert hands.pressed == [ON, ON, LATE]
    assert heard.count("late") == 1


def test_help_is_a_minute_at_any_speed_however_long_the_server_holds_it() -> None:
    for speed in (1.0, 60.0):
        spent, _ = lead(ScriptedHands((replace(PLAIN, phase="help"), QUIET), refuses=30), speed)
        assert spent == {"help": {"": 60.0}}


def test_a_desk_that_offers_nothing_ends_the_dry_run() -> None:
    with pytest.raises(Lost, match="telling"):
        lead(ScriptedHands((replace(PLAIN, next=None), QUIET)))
    with pytest.raises(Lost, match="telling"):
        lead(ScriptedHands((PLAIN, QUIET), refuses=1))


@pytest.mark.parametrize(("language", "half"), [("nl", "0,5"), ("en", "0.5")])
def test_the_table_lines_up_and_adds_up(language: str, half: str) -> None:
    ledger = Ledger()
    ledger.add("lobby", "", 360)
    ledger.add("Wednesday", "telling", 30)
    ledger.add("Wednesday", "talking", 90)
    lines = ledger.table(language, "45").splitlines()
    assert len({len(line) for line in lines}) == 1
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    assert cells[1][:2] == ["Wednesday", half]
    assert [row[-1].replace(",", ".") for row in cells] == ["6.0", "2.0", "8.0"]
    assert "45" in cells[2][0]


def test_a_dry_run_without_a_link_that_opens_a_desk_says_so() -> None:
    said = CliRunner().invoke(dry_run, ["--url", "http://127.0.0.1:9"])
    assert (said.exit_code, "one-time link" in said.output) == (1, True)
