"""F3: a full disk, a held database, a broken file: nothing is lost, the desk says what is wrong, and all goes on after."""

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from classroom.i18n import gettext
from classroom.languages import Language
from classroom.storage.failures import Trouble
from classroom.web.rendering import refusals
from tests.browser.lesson_room import Classroom, NewContext
from tests.browser.running import Running, wait_for
from tests.browser.simulated import SimulatedDesk, SimulatedPhone, Stream
from tests.faults.crew import (
    CONFLICT,
    OPTIONS,
    STORED,
    UNSAVED,
    LedgerPhone,
    NewCrew,
    at_once,
    compare,
    opened_copy,
    rows_of,
)
from tests.faults.disks import read_by_another
from tests.faults.figures import figure, within

PUPILS = 25
BACK_WITHIN = 10.0
SMALL_DISK = "4m"
JUNK = b"This is not a database." * 200


@contextmanager
def full_disk(server: Running) -> Iterator[None]:
    """Fill the disk to its last byte, or, where none of our own could be mounted, let no file grow.

    Answers that need no more room than is set aside would all be stored, so somebody reads meanwhile, as a backup does.
    """
    if not os.path.ismount(server.folder):
        pid = server.process.pid if server.process else 0
        _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, most))
        yield
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))
        return
    filler = server.folder / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    with read_by_another(server.database):
        yield
    filler.unlink()


@contextmanager
def held_database(server: Running) -> Iterator[None]:
    """Hold the database from another process, as a backup program might."""
    holds = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN EXCLUSIVE')"
    script = f"{holds}; print('held', flush=True); sys.stdin.read()"
    words = ["python3", "-c", script, str(server.database)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield
        other.communicate()


@contextmanager
def broken_file(server: Running) -> Iterator[None]:
    """Write something else where the database begins, and put it right again."""
    with server.database.open("r+b", buffering=0) as file:
        right = file.read(len(JUNK))
        file.seek(0)
        file.write(JUNK)
        yield
        file.seek(0)
        file.write(right)


@contextmanager
def moved_file(server: Running) -> Iterator[None]:
    """Move the database elsewhere, and back."""
    there = server.database
    elsewhere = there.rename(server.instance / "elsewhere")
    yield
    elsewhere.rename(there)


FAULTS = {
    "full disk": (full_disk, Trouble.FULL),
    "held database": (held_database, Trouble.LOCKED),
    "broken file": (broken_file, Trouble.BROKEN),
    "moved file": (moved_file, Trouble.BROKEN),
}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder that is a disk of a few megabytes where that can be had, else a plain one."""
    place = tmp_path / "server"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(place)]
    is_mounted = (
        bool(shutil.which("mount")) and not subprocess.run(words, check=False, capture_output=True).returncode
    )
    yield place
    if is_mounted:
        subprocess.run(["umount", str(place)], check=True)


@pytest.fixture
def on_small_disk(small_disk: Path, start: Callable[..., Running]) -> Iterator[Running]:
    server = start(small_disk.name, Running.script)
    yield server
    server.stop()


class PlainPhone(SimulatedPhone):
    """A phone on which no script runs: it keeps nothing and sends nothing again."""

    def headers(self) -> dict[str, str]:
        return {name: value for name, value in super().headers().items() if name != "X-Wissel"}


def _words(trouble: Trouble, language: Language) -> str:
    return gettext(language, refusals.TROUBLES[trouble])


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_is_acknowledged_that_is_not_stored_and_all_goes_on_once_it_is_mended(
    on_small_disk: Running, new_crew: NewCrew, name: str
) -> None:
    fault, trouble = FAULTS[name]
    if name == "full disk" and not os.path.ismount(on_small_disk.folder):
        trouble = Trouble.BROKEN  # A file that may not grow is not a full disk, and is not called one.
    desk = SimulatedDesk(on_small_disk).open_room(PUPILS, language="en")
    phones = new_crew(desk, PUPILS)
    at_desk = Stream(desk, desk.path)
    desk.until("voting")
    round_id = desk.round_id(phones[0])
    for phone in phones[:10]:
        assert phone.change(round_id, OPTIONS[0]) == STORED
    with fault(on_small_disk):
        acts: list[int] = []
        with at_once([lambda: acts.append(desk.post(f"{desk.path}/close", version=1, sure="yes").status)]):
            statuses = _all_try_until_one_fails(phones, round_id)
        assert set(statuses) <= {STORED, UNSAVED}
        told = wait_for(lambda: at_desk.turnout.get("trouble"), "what is wrong, on the desk")
        assert phones[0].get("/healthz").status == 200
    mended = time.monotonic()
    _deliver(phones, round_id)
    back = time.monotonic() - mended
    wait_for(lambda: at_desk.turnout.get("trouble") == "", "no trouble on the desk any more")
    wait_for(lambda: at_desk.turnout.get("answered") == PUPILS, "every answer")
    with opened_copy(on_small_disk.instance) as database:
        losses = compare(phones, round_id, rows_of(database, round_id))
    assert desk.close().status == STORED
    at_desk.stop()
    false = losses.lost + losses.wrong
    figure("F3", f"{name}: acknowledged and not stored, of {len(statuses)} tried", false, "0")
    figure(
        "F3", f"{name}: every answer stored after it was mended", f"{back:.1f} s", "at most 10 s, no restart"
    )
    assert not losses.any
    assert told in {_words(trouble, language) for language in Language}
    assert acts[0] in (CONFLICT, UNSAVED)
    assert back <= within(BACK_WITHIN)


def _all_try_until_one_fails(phones: list[LedgerPhone], round_id: str) -> list[int]:
    """Let everybody answer, until one answer is not stored: what the disk has set aside already may hold a few more."""
    statuses: list[int] = []
    while UNSAVED not in statuses:
        assert len(statuses) < 2000, "the fault does not show"
        option = OPTIONS[len(statuses) % len(OPTIONS)]
        with at_once(partial(_try, phone, round_id, option, statuses) for phone in phones):
            pass
    return statuses


def _try(phone: LedgerPhone, round_id: str, option: int, statuses: list[int]) -> None:
    statuses.append(phone.change(round_id, option))


def _deliver(phones: list[LedgerPhone], round_id: str) -> None:
    """Send every phone's last answer as its page does: again, until it is acknowledged."""
    for phone in phones:
        phone.number = max(phone.number, 1)
        option = phone.sent.get((round_id, phone.number), OPTIONS[1])
        wait_for(partial(_is_stored, phone, round_id, option), "an answer that is stored")


def _is_stored(phone: LedgerPhone, round_id: str, option: int) -> bool:
    status = phone.send(round_id, option, phone.number)
    if status == CONFLICT:  # It was stored, and could not be acknowledged.
        phone.number += 1
    return status == STORED


@pytest.mark.parametrize("language", Language)
def test_a_phone_hears_that_its_answer_is_kept_and_the_desk_what_is_wrong(
    on_small_disk: Running, language: Language
) -> None:
    desk = SimulatedDesk(on_small_disk).open_room(PUPILS, language=language)
    phone = LedgerPhone(on_small_disk, code=desk.code)
    phone.join()
    for client in (desk, phone):
        client.post("/language", language=language, next="/")
    desk.until("voting")
    round_id = desk.round_id(phone)
    plain = PlainPhone(on_small_disk, code=desk.code, cookies=phone.cookies)
    with moved_file(on_small_disk):
        vote = phone.post(f"{phone.path}/vote", round=round_id, option=0, n=1)
        without_script = plain.post(f"{phone.path}/vote", round=round_id, option=0)
        act = desk.post(f"{desk.path}/act", act="pause", version=1)
    kept, wrong = gettext(language, refusals.KEPT), _words(Trouble.BROKEN, language)
    assert (vote.status, json.loads(vote.text)["message"]) == (UNSAVED, kept)
    assert without_script.status == UNSAVED
    assert gettext(language, refusals.TRY_AGAIN) in without_script.text
    assert (act.status, json.loads(act.text)["message"]) == (UNSAVED, wrong)


@pytest.mark.browser
def test_a_real_phone_and_a_real_desk_show_the_trouble_and_its_end(
    on_small_disk: Running, new_context: NewContext
) -> None:
    room = Classroom(on_small_disk, new_context, "nl", looks=False)
    room.open_desk()
    room.open_wall()
    phone = room.open_phone(f"/r/{room.code}")
    room.join(phone)
    room.settle()
    room.until("voting")
    with moved_file(on_small_disk):
        phone.locator("#option-0").tap()
        expect(phone.locator("#unsaved")).to_be_visible()
        expect(phone.locator("#unsaved")).to_contain_text(gettext(Language.NL, refusals.KEPT))
        expect(phone.locator("[data-kind=vote] [data-waiting]")).to_be_visible()
        expect(room.desk.locator("#trouble")).to_have_text(_words(Trouble.BROKEN, Language.NL))
    expect(phone.locator("[data-kind=vote] [data-stored]")).to_be_visible()
    expect(phone.locator("#unsaved")).to_be_hidden()
    expect(room.desk.locator("#trouble")).to_be_empty()
    expect(room.desk.locator("[data-answered]")).to_contain_text("1 ")


def test_a_second_wissel_that_only_looks_changes_nothing(on_small_disk: Running) -> None:
    """A database that is opened to be read, as by a curious teacher, holds up no vote."""
    desk = SimulatedDesk(on_small_disk).open_room(PUPILS)
    phone = LedgerPhone(on_small_disk, code=desk.code)
    phone.join()
    desk.until("voting")
    reader = sqlite3.connect(f"file:{on_small_disk.instance / 'wissel.sqlite'}?mode=ro", uri=True)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM ballot_box").fetchone() == (0,)
    assert phone.change(desk.round_id(phone), 0) == STORED
    reader.close()
    phone.hang_up()
