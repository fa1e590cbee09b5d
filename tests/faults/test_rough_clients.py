"""F15, F17 and F19: clients that are slow on purpose, old or broken ones, and a whole school that joins at once."""

import itertools
import random
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_room import PHONE, NewContext
from tests.browser.running import LONG, Running, wait_for
from tests.browser.simulated import SimulatedDesk, SimulatedPhone
from tests.faults.crew import OPTIONS, STORED, LedgerPhone, NewCrew, at_once
from tests.faults.figures import FULL, figure, percentile, size

SLOW, DEAF = size((60, 20), (300, 100))
PUPILS = 30
CHANGES = size(4, 20)
JOINS = size(30, 1000)
JOIN_SECONDS = 10.0
AT_ONCE = 50
RIGHT_P95 = 0.3
RIGHT_MEMORY = 50
FORMS = size(150, 3000)
BEFORE_FORM = {"Content-Type": "application/x-www-form-urlencoded", "X-Wissel": "1"}


def _memory(server: Running) -> float:
    """Give the megabytes that the server holds in memory."""
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _dial(server: Running, text: str) -> socket.socket:
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(LONG)
    line.connect(("127.0.0.1", server.port))
    line.sendall(text.encode())
    return line


def test_a_class_votes_beside_clients_that_never_finish_asking_or_never_read(
    server: Running, new_crew: NewCrew
) -> None:
    """F15."""
    desk = SimulatedDesk(server).open_room(PUPILS)
    phones = new_crew(desk, PUPILS)
    desk.until("voting")
    round_id = desk.round_id(phones[0])
    headers = "".join(f"{name}: {value}\r\n" for name, value in phones[0].headers().items())
    before = _memory(server)
    with ExitStack() as lines:
        for _ in range(SLOW):
            lines.enter_context(_dial(server, f"POST {phones[0].path}/vote HTTP/1.1\r\nHost: wiss"))
        for _ in range(DEAF):
            lines.enter_context(_dial(server, f"GET {phones[0].path}/stream HTTP/1.1\r\n{headers}\r\n"))
        times: list[float] = []
        with at_once(partial(_timed_votes, phone, round_id, times) for phone in phones):
            pass
        assert desk.close().status == STORED
        more = _memory(server) - before
    p95 = percentile(times, 0.95)
    figure("F15", f"{SLOW} slow and {DEAF} deaf clients: votes acknowledged", len(times), PUPILS * CHANGES)
    figure("F15", "votes beside them, p95", f"{p95 * 1000:.0f} ms", "at most 300 ms")
    figure("F15", "memory beside them", f"+{more:.0f} MB", "at most +50 MB")
    assert len(times) == PUPILS * CHANGES
    assert more <= RIGHT_MEMORY
    assert p95 <= (RIGHT_P95 if FULL else LONG)


def _timed_votes(phone: LedgerPhone, round_id: str, times: list[float]) -> None:
    """Answer and change, with the pauses of somebody who thinks."""
    chance = random.Random(phone.token)
    for number in range(CHANGES):
        time.sleep(chance.random())
        began = time.monotonic()
        assert phone.change(round_id, OPTIONS[number % len(OPTIONS)]) == STORED
        times.append(time.monotonic() - began)


def test_everybody_who_comes_in_at_once_through_one_address_gets_a_seat(server: Running) -> None:
    """F19: limits are for failures; a whole school behind one address has none."""
    desk = SimulatedDesk(server).open_room(60)
    began, codes = time.monotonic(), desk.code
    phones = [SimulatedPhone(server, code=codes) for _ in range(JOINS)]
    statuses: list[int] = []

    def come_in(some: list[SimulatedPhone]) -> None:
        for phone in some:
            statuses.append(phone.post("/", code=codes).status)
            statuses.append(phone.press_join().status)
            statuses.append(phone.get(phone.path).status)

    with at_once(partial(come_in, phones[place::AT_ONCE]) for place in range(min(AT_ONCE, JOINS))):
        pass
    seconds = time.monotonic() - began
    refused = len(statuses) - sum(status in (200, 303) for status in statuses)
    figure("F19", f"{JOINS} phones come in through one address: refused", refused, "0")
    figure("F19", f"{JOINS} phones came in within", f"{seconds:.1f} s", "30 in 10 s; 1000 reported")
    assert refused == 0
    assert len({phone.cookies["seat"] for phone in phones}) == JOINS
    assert JOINS > 30 or seconds <= 3 * JOIN_SECONDS


def _forms(chance: random.Random) -> Iterator[bytes]:
    """Invent forms of a phone: nearly right ones, old ones, and what is none."""
    values = [
        b"0",
        b"1",
        b"9",
        b"-1",
        b"",
        b"x",
        b"1e9",
        b"%00",
        b"%ff%fe",
        b"99999999999999999999",
        "é".encode(),
    ]
    names = [
        b"round",
        b"option",
        b"n",
        b"version",
        b"code",
        b"act",
        b"sure",
        b"next",
        b"language",
        b"__proto__",
    ]
    while True:
        pairs = (chance.choice(names) + b"=" + chance.choice(values) for _ in range(chance.randrange(5)))
        yield chance.choice([b"&".join(pairs), chance.randbytes(40), b"{}", b"&&==", b"n=1&n=2&round"])


def _wild_headers(chance: random.Random) -> dict[str, str]:
    """Invent what an old page, an old cookie or a broken browser would send."""
    wild = {
        "Cookie": [
            "seat=",
            "seat=%00; seat=x",
            "received=;=;;",
            "session=e30.x.y; seat=" + "f" * 3000,
            "\xff=\xff",
        ],
        "Last-Event-ID": ["", "0", "x.y.z", "deadbeef.-1", "deadbeef.999999999999999999999"],
        "X-Wissel": ["0", "2", "old"],
        "Accept-Language": ["", "xx;q=9", "*;q=x", "nl" * 500],
        "Content-Type": ["", "text/plain", "application/json", "multipart/form-data; boundary=", "x" * 200],
    }
    return {name: chance.choice(values) for name, values in wild.items() if chance.random() < 0.3}


def test_no_request_of_an_old_or_broken_client_breaks_the_server(server: Running) -> None:
    """F17: whatever is sent, the answer is a page or a refusal, never a fault of the program."""
    desk = SimulatedDesk(server).open_room(12)
    (phone,) = desk.phones(1)
    desk.until("voting")
    places = [
        *(
            f"{phone.path}{end}"
            for end in ("", "/vote", "/join", "/screen?since=old.1", "/screen?since=%00", "/x")
        ),
        *(f"{desk.path}{end}" for end in ("", "/act", "/close", "/screen", "/pupils", "/keep", "/admit")),
        *("/", "/language", "/out", "/R/%ff", "/r/%00", "/wall", f"{desk.wall_path}/screen?since=1"),
        *(
            "/assets/phone-00000000.js",
            "/static/../wsgi.py",
            "/teach",
            "/teach/start/nothing",
            "/teach/enter/x",
        ),
    ]
    chance = random.Random(17)
    statuses: dict[int, int] = {}
    for form in itertools.islice(_forms(chance), FORMS):
        client = chance.choice((desk, phone))
        status = _ask_wildly(
            client, chance.choice(("GET", "POST", "POST")), chance.choice(places), form, chance
        )
        statuses[status] = statuses.get(status, 0) + 1
    faults = sum(number for status, number in statuses.items() if status >= 500)
    figure("F17", f"faults of the program in {FORMS} broken requests", faults, "0")
    assert faults == 0, statuses
    assert len(statuses) > 3, statuses
    assert "Traceback" not in server.output
    assert phone.get(phone.path).status == 200


def _ask_wildly(client: Any, method: str, path: str, form: bytes, chance: random.Random) -> int:
    headers = client.headers() | BEFORE_FORM | _wild_headers(chance)
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    lines += [f"Content-Length: {len(form)}", "Connection: close", "", ""]
    with socket.create_connection(("127.0.0.1", client.server.port), timeout=LONG) as line:
        line.sendall("\r\n".join(lines).encode("latin-1") + form)
        first = line.makefile("rb").readline()
    return int(first.split()[1])


def _build(page: Page) -> str:
    return (page.locator("#live").get_attribute("data-version") or "").partition(".")[0]


@pytest.mark.browser
def test_a_page_of_an_older_build_loads_anew_by_itself_and_keeps_its_answer(
    start: Callable[..., Running], new_context: NewContext
) -> None:
    """F17: the server was upgraded in the middle of a vote, and what this phone kept for it is junk as well."""
    server = start(BUILD="aaaa1111")
    desk = SimulatedDesk(server).open_room(12)
    phone = new_context(viewport=PHONE, has_touch=True).new_page()
    phone.goto(server.url(f"/r/{desk.code}"))
    phone.locator("form[action$='/join'] button").tap()
    expect(phone.locator("#live")).to_be_visible()
    desk.until("voting")
    phone.locator("#option-0").tap()
    expect(phone.locator("[data-kind=vote] [data-stored]")).to_be_visible()
    phone.evaluate(f"sessionStorage.setItem('order vote /r/{desk.code}', '{{not json')")
    server.kill()
    server.settings["BUILD"] = "bbbb2222"
    server.start()
    began = time.monotonic()
    wait_for(lambda: _build(phone) == "bbbb2222", "the new build")
    seconds = time.monotonic() - began
    expect(phone.locator("[data-kind=vote] [data-stored]")).to_be_visible()
    figure("F17", "a page of an older build has loaded anew after", f"{seconds:.1f} s", "within one step")
