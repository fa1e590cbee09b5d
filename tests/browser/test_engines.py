"""Three engines, and browsers that refuse or do not know something: everybody takes part in the whole of a vote."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import engines
from tests.browser.engines import Chromium, Engine
from tests.browser.poorer import BROKEN, NO_COOKIES, REFUSED, UNKEPT, UNLAYERED, WHOLE, Poorer
from tests.browser.running import Running, wait_for
from tests.browser.simulated import SimulatedDesk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIVING, DEAD = (WHOLE, UNKEPT, UNLAYERED), (REFUSED, BROKEN)
MOST_STREAMS = 3  # of the six connections that a browser opens to one host
JOIN = "form[action$='/join'] button"
SIZES = """
const sizes = [...document.querySelectorAll('svg')].map((each) => each.getBoundingClientRect());
return [Math.max(0, ...sizes.map((size) => Math.max(size.width, size.height))),
  document.querySelector('#option-0').getBoundingClientRect().height,
  document.documentElement.scrollWidth - document.documentElement.clientWidth];
"""
PAGES = ("desk", "wall", "mirror", "phone")
MOST_MILLISECONDS = 5000  # on a machine with a dozen windows and better things to do; 200 on a quiet one
PRESS = """
const main = document.querySelector('main'), from = performance.now();
window.took = null;
new MutationObserver(() => { window.took = window.took || performance.now() - from; }).observe(main, {attributes: true});
document.querySelector('#do-primary').click();
"""
SHOWN = "return document.querySelector('main').dataset.version"


@pytest.fixture(params=["chromium", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "chromium":
        browser: Browser = request.getfixturevalue("browser")
        with browser.new_context(viewport={"width": 360, "height": 740}) as context:
            yield Chromium(context)
        return
    if not getattr(engines, f"{request.param}_here")():
        pytest.skip(f"{request.param} is not here")
    with getattr(engines, request.param)(tmp_path) as opened:
        yield opened


@pytest.fixture
def poorer(server: Running) -> Iterator[Poorer]:
    proxy = Poorer(server.port)
    yield proxy
    proxy.stop()


def test_a_vote_in_every_engine_with_whatever_it_lacks(
    engine: Engine, server: Running, poorer: Poorer
) -> None:
    desk = SimulatedDesk(server).open_room(len(LIVING + DEAD))
    for host in LIVING + DEAD:
        engine.open(host, poorer.url(f"/r/{desk.code}", host))
        engine.tap(JOIN)
        engine.wait("#live")
    _no_seat_without_cookies(engine, desk, poorer)
    _dead_pages_alone_say_that_they_renew_themselves(engine)
    desk.until("voting")
    _everybody_answers(engine)
    assert _turnout(desk)["answered"] == len(LIVING + DEAD)
    for host in (WHOLE, UNKEPT):
        engine.look_at(host)
        engine.reload()
        engine.wait("[data-kind=vote] [data-stored]")
    assert desk.close().status == 204
    for host in LIVING + DEAD:
        engine.look_at(host)
        engine.wait("#screen[data-phase=closed]")


def _turnout(desk: SimulatedDesk) -> dict[str, int]:
    told: dict[str, int] = json.loads(desk.get(f"{desk.path}/screen").headers["X-Turnout"])
    return told


def _dead_pages_alone_say_that_they_renew_themselves(engine: Engine) -> None:
    for host in LIVING:
        engine.look_at(host)
        wait_for(lambda: not engine.sees("[data-renews]"), f"a living page at {host}")
    for host in DEAD:
        engine.look_at(host)
        engine.wait("[data-renews]")


def _everybody_answers(engine: Engine) -> None:
    for host in LIVING + DEAD:
        engine.look_at(host)
        engine.wait("#option-0")
        if host == UNLAYERED:
            _is_plain_and_large_enough(engine)
        engine.tap("#option-0")
        engine.wait("[data-kind=vote] [data-stored]" if host in LIVING else "#received")


def _no_seat_without_cookies(engine: Engine, desk: SimulatedDesk, poorer: Poorer) -> None:
    engine.open(NO_COOKIES, poorer.url(f"/r/{desk.code}", NO_COOKIES))
    for _ in range(2):
        engine.tap(JOIN)
        engine.wait("ol")
    assert _turnout(desk)["phones"] == len(LIVING + DEAD)


def _is_plain_and_large_enough(engine: Engine) -> None:
    largest, button, over = engine.run(SIZES)
    assert largest <= 100, "no drawing fills the screen"
    assert button >= 44
    assert over <= 0


@pytest.mark.parametrize("engine", ["chromium", "firefox"], indirect=True)
def test_three_classes_in_one_browser_leave_room_for_what_the_desk_does(
    engine: Engine, server: Running, poorer: Poorer
) -> None:
    desks = [SimulatedDesk(server).open_room(4)]
    desks += [SimulatedDesk(server, cookies=desks[0].cookies).begin(4) for _ in range(2)]
    engine.open("sign in", poorer.url("/out"))
    for name, value in desks[0].cookies.items():
        engine.run("document.cookie = arguments[0]", f"{name}={value}; path=/")
    for number, desk in enumerate(desks):
        pages = {
            "desk": desk.path,
            "wall": desk.wall_path,
            "mirror": f"{desk.path}/mirror",
            "phone": f"/r/{desk.code}",
        }
        for page, path in pages.items():
            engine.open(f"{page} {number}", poorer.url(path))
        engine.tap(JOIN)
        engine.wait("#live")
    for number in range(len(desks)):
        engine.look_at(f"desk {number}")
        engine.run(PRESS)
        took = wait_for(lambda: engine.run("return window.took"), "what came of the large button")
        print(f"the desk of class {number + 1} acted within {took:.0f} ms")  # noqa: T201 - with pytest -s
        assert took < MOST_MILLISECONDS
        _all_show_the_same(engine, number)
        wait_for(lambda: poorer.streams[WHOLE] <= MOST_STREAMS, "room for more than streams")


def _all_show_the_same(engine: Engine, number: int) -> None:
    version = engine.run(SHOWN)
    for page in PAGES:
        engine.look_at(f"{page} {number}")
        wait_for(lambda: engine.run(SHOWN) == version, f"the same screen on {page}")
