"""What is typed in a terminal: the class for any room, and the whole demo. Both end with Ctrl-C and leave nothing behind."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from classroom.simulator.gate import fields_of
from classroom.simulator.messages import SENTENCES
from classroom.simulator.phone_screen import Ballot, read_screen
from classroom.simulator.play_class import play_class
from tests.browser.running import LONG, ROOT, Running, environment, free_port, wait_for
from tests.browser.simulated import SimulatedDesk, Stream

pytestmark = pytest.mark.slow

PLAY = [sys.executable, "-m", "flask", "--app", "classroom.app", "play-class"]
DEMO = [sys.executable, "-m", "classroom", "demo"]


@contextmanager
def started(folder: Path, *words: str, **settings: str) -> Iterator["subprocess.Popen[str]"]:
    """Start a program; make sure that it does not outlive the test."""
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        env=environment(folder, PYTHONUNBUFFERED="1", **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()  # Asked, it stops what it started; killed, it could not.
        try:
            process.wait(LONG)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(LONG)
        if process.stdout:
            process.stdout.close()  # Not read to its end: what it started may still hold it open.


def test_phones_that_are_stopped_in_the_middle_give_their_seats_back(server: Running, tmp_path: Path) -> None:
    desk = SimulatedDesk(server).open_room(28, language="en")
    at_desk = Stream(desk, desk.path)
    url = f"http://127.0.0.1:{server.port}"
    with started(tmp_path / "own", *PLAY, desk.code.lower(), "--url", url, "--pace", "fast") as process:
        wait_for(lambda: at_desk.turnout.get("phones") == 24, "every phone")
        desk.until("voting")
        wait_for(lambda: at_desk.turnout.get("answered") == 24, "every answer")
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=LONG)
    assert process.returncode == 0
    assert said.startswith("24 phones joined.\n")
    assert "Round 1: 24 answered." in said.splitlines()
    assert said.splitlines()[-1] == "Stopped. The phones have left."
    assert "Traceback" not in said
    wait_for(lambda: at_desk.turnout.get("phones") == 0, "empty seats")
    at_desk.stop()
    nobody = CliRunner().invoke(play_class, ["AAAAAA", "--url", url])
    assert (nobody.exit_code, "Nobody is let in" in nobody.output) == (1, True)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("ABCDEF", "--way", "A,Z"), "must be letters from A to E"),
        (("ABCDEF", "--url", "localhost"), "must be an address"),
        (("ABCDEF", "--phones", "0"), "0 is not in the range"),
        (("ABCDEF", "--url", "http://127.0.0.1:9"), "There is no Wissel at http://127.0.0.1:9"),
    ],
)
def test_what_cannot_be_played_is_said(words: tuple[str, ...], complaint: str) -> None:
    said = CliRunner().invoke(play_class, words)
    assert said.exit_code in (1, 2)
    assert complaint in said.output


def test_the_demo_opens_a_room_lets_phones_in_and_stops_everything(tmp_path: Path) -> None:
    port, own = free_port(), tmp_path / "own"
    own.mkdir()
    settings = {"WISSEL_PORT": str(port), "WISSEL_LANGUAGE": "en", "TMPDIR": str(own)}
    with started(tmp_path / "other", *DEMO, **settings) as process:
        said = _until(process, "Ctrl+C")
        desk = SimulatedDesk(Running(tmp_path, port=port))
        link, room = re.findall(r"(/teach/enter/\w+)\?room=(\w+)", said)[0]
        assert said.count("http://") == 1, "one link is enough"
        opened = desk.post(link, room=room)
        assert opened.status == 303, "the link is fresh"
        desk.path = opened.headers["Location"]
        assert desk.phase == "lobby"
        assert desk.get(desk.wall_path).status == 200
        at_desk = Stream(desk, desk.path)
        wait_for(lambda: at_desk.turnout.get("phones", 0) > 2, "some phones")
        at_desk.stop()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=LONG)
    assert process.returncode == 0
    assert rest.rstrip().endswith("Everything has stopped.")
    assert "Traceback" not in said + rest
    assert not (tmp_path / "other").exists(), "it keeps out of the real Wissel's folder"
    # Compiled templates are kept for whichever start comes next.
    left = [path for path in own.iterdir() if not path.name.startswith("_jinja2-cache-")]
    assert left == [], "and leaves none of its own behind"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def _until(process: "subprocess.Popen[str]", mark: str) -> str:
    said = ""
    while mark not in said:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, said
        said += line
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="no such shells")
def test_phones_that_a_shell_put_in_the_background_heed_ctrl_c(server: Running, tmp_path: Path) -> None:
    desk = SimulatedDesk(server).open_room(28, language="en")
    url = f"http://127.0.0.1:{server.port}"
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does before it starts one with &
    try:
        with started(tmp_path / "own", *PLAY, desk.code, "--url", url, "--pace", "fast") as process:
            _until(process, "phones joined")
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=LONG)
    finally:
        signal.signal(signal.SIGINT, before)
    assert said.splitlines()[-1] == "Stopped. The phones have left."


def test_every_sentence_is_there_in_both_languages() -> None:
    for name, said in SENTENCES.items():
        assert set(said) == {"nl", "en"}, name
        assert len({tuple(sorted(re.findall(r"\{(\w+)\}", text))) for text in said.values()}) == 1, name


def test_a_phone_finds_every_question_that_is_open() -> None:
    one, two = "a" * 32, "b" * 32
    screen = read_screen(
        f"""<div id="screen" data-phase="voting" data-code="K7M2QX">
        <section data-asks="vote" data-round="{one}"><button name="option" value="0"></button>
        <button name="option" value="2"></button><button name="option" value="9"></button></section>
        <section data-asks="guess" data-round="{two}"><input name="option" value="1"></section></div>"""
    )
    assert (screen.phase, screen.code, screen.paused) == ("voting", "K7M2QX", False)
    assert screen.ballots == (Ballot(one, "vote", (0, 2)), Ballot(two, "guess", (1,)))
    part = read_screen(
        f"""<div id="screen" data-phase="voting"><section class="ballot" data-asks="build" data-round="{one}">
        <button name="option" value="3"></button><button name="option" value="9"></button></section></div>"""
    )
    assert part.ballots == (Ballot(one, "build", (3,)),)
    poll = read_screen(
        f'<div id="screen" data-phase="voting"><section data-asks="poll" data-round="{one}"></section></div>'
    )
    assert poll.ballots == (Ballot(one, "poll", ()),)


def test_a_form_is_sent_as_it_is_filled_in() -> None:
    page = """<input name="a" value="1"><input type="radio" name="b" value="x"><input type="radio" name="b" value="y"
        checked><select name="c"><option value="p"><option value="q"></select><select name="d"><option value="p">
        <option value="q" selected></select><input type="checkbox" name="e" value="on">"""
    assert fields_of(page) == {"a": "1", "b": "y", "c": "p", "d": "q"}
