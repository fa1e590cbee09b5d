"""What a teacher's laptop meets: no network, one, several, one that changes under a room, IPv6 alone, a VPN, a computer's name.

Each server stands in a network namespace of its own, in which the test plugs cables in and out.
"""

import ctypes
import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from classroom.simulator.http_client import Answer
from tests.browser.running import Running, wait_for
from tests.browser.simulated import Client, SimulatedDesk, SimulatedPhone
from tests.faults.figures import within

CLONE_NEWNET = 0x40000000
OWN = os.getpid()
GOES_WITHIN = within(15)  # seconds; it is looked up every three
pytestmark = pytest.mark.may_skip


class Place:
    """A place with the networks that the test makes there; `inside` runs something as if it were there."""

    def __init__(self) -> None:
        self.name = f"wissel-place{OWN}"

    def ip(self, *words: str) -> None:
        subprocess.run(["ip", "-n", self.name, *words], check=True, capture_output=True)

    def plug(self, name: str, address: str, mac: str = "") -> None:
        """Put a card in, with the other end of its cable beside it."""
        self.ip("link", "add", name, "type", "veth", "peer", "name", f"of-{name}")
        if mac:
            self.ip("link", "set", name, "address", mac)
        self.ip("addr", "add", address, "dev", name, "nodad") if ":" in address else self.ip(
            "addr", "add", address, "dev", name
        )
        self.ip("link", "set", name, "up")
        self.ip("link", "set", f"of-{name}", "up")

    def inside(self, work: Callable[[], Any]) -> Any:
        """Do this in a thread of its own that has gone there."""
        result: list[Any] = []

        def there() -> None:
            with (Path("/run/netns") / self.name).open("rb") as network:
                if ctypes.CDLL(None, use_errno=True).setns(network.fileno(), CLONE_NEWNET):
                    raise OSError(ctypes.get_errno(), "setns")
            result.append(work())

        thread = threading.Thread(target=there)
        thread.start()
        thread.join()
        return result[0]


@pytest.fixture
def place() -> Iterator[Place]:
    there = Place()
    subprocess.run(["ip", "netns", "del", there.name], check=False, capture_output=True)
    try:
        subprocess.run(["ip", "netns", "add", there.name], check=True, capture_output=True)
        there.ip("link", "set", "lo", "up")
        there.plug("card0", "192.168.99.1/24")
        there.ip("link", "del", "card0")
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no network of its own can be made here ({error}); it takes root and iproute2")
    yield there
    subprocess.run(["ip", "netns", "del", there.name], check=True, capture_output=True)


@dataclass
class Laptop(Running):
    """A server in a place of its own, as `make run` starts it: nothing says what phones open."""

    place: Place | None = None

    def command(self) -> list[str]:
        assert self.place
        return ["ip", "netns", "exec", self.place.name, *super().command()]

    def _answers(self) -> bool:
        assert self.place
        return bool(self.place.inside(super()._answers))


@dataclass
class Near(Client):
    """A browser in the same place, at any address of the server."""

    def ask(self, method: str, path: str, fields: Mapping[str, object] | None = None) -> Answer:
        assert isinstance(self.server, Laptop)
        assert self.server.place
        answer: Answer = self.server.place.inside(lambda: super(Near, self).ask(method, path, fields))
        return answer


@dataclass
class NearDesk(Near, SimulatedDesk):
    host: str = "localhost"  # as the terminal says; no other name of this laptop opens the desk


@dataclass
class NearPhone(Near, SimulatedPhone):
    pass


@pytest.fixture
def arrive(place: Place, tmp_path: Path) -> Iterator[Callable[..., Laptop]]:
    made: list[Laptop] = []

    def start(**settings: str) -> Laptop:
        laptop = Laptop(tmp_path, host="", settings={"WISSEL_PHONE_URL": ""} | settings, place=place)
        made.append(laptop)
        laptop.start()
        return laptop

    yield start
    for laptop in made:
        laptop.stop()


def phone_at(laptop: Laptop, address: str, code: str = "") -> NearPhone:
    """A phone that opens the laptop at this address."""
    host = f"[{address}]" if ":" in address else address
    return NearPhone(replace(laptop, address=address), host, code=code)


def wall_of(desk: SimulatedDesk) -> str:
    return desk.screen(desk.wall_path)


def test_without_a_network_terminal_wall_and_desk_say_what_to_do_and_follow_once_one_is_joined(
    place: Place, arrive: Callable[..., Laptop]
) -> None:
    laptop = arrive()
    desk = NearDesk(laptop).open_room(12)
    assert "wifi" in laptop.output
    for told in (laptop.output, wall_of(desk)):
        assert "127.0.0.1" not in told
    assert "Verbind" in wall_of(desk)
    assert "<svg" not in wall_of(desk).partition("lobby-words")[0], "no code that leads nowhere"
    assert f"http://localhost:{laptop.port}/r/{desk.code}" in desk.page, "it can be tried alone"
    place.plug("wlan0", "192.168.7.5/24")
    address = f"192.168.7.5:{laptop.port}"
    wait_for(lambda: address in wall_of(desk), "the address on the wall", GOES_WITHIN)
    assert "<svg" in wall_of(desk)
    assert address in desk.page
    wait_for(lambda: f"http://{address}" in laptop.output, "the address in the terminal", GOES_WITHIN)


def test_an_address_that_changes_under_a_room_is_told_to_those_who_look_and_phones_go_there(
    place: Place, arrive: Callable[..., Laptop]
) -> None:
    place.plug("wlan0", "192.168.7.5/24")
    laptop = arrive()
    desk = NearDesk(laptop).open_room(12)
    desk.until("telling")
    assert f"192.168.7.5:{laptop.port}" in wall_of(desk)
    place.ip("addr", "flush", "dev", "wlan0", "scope", "global")
    place.ip("addr", "add", "10.20.30.40/16", "dev", "wlan0")
    wait_for(lambda: f"10.20.30.40:{laptop.port}" in wall_of(desk), "the new address", GOES_WITHIN)
    phone_at(laptop, "10.20.30.40", desk.code).join()
    assert desk.act("next").status == 204, "the lesson goes on"


def test_a_page_left_open_shows_the_new_address_after_a_start_at_another_place(
    place: Place, arrive: Callable[..., Laptop]
) -> None:
    place.plug("wlan0", "192.168.7.5/24")
    laptop = arrive()
    desk = NearDesk(laptop).open_room(12)
    version = desk.get(f"{desk.path}/screen").headers["X-Version"]
    laptop.kill()
    place.ip("addr", "flush", "dev", "wlan0", "scope", "global")
    place.ip("addr", "add", "10.20.30.40/16", "dev", "wlan0")
    laptop.start()
    news = f"{desk.wall_path}/screen?since={version}"
    wait_for(lambda: desk.get(news).status == 200, "a screen that the page does not have", GOES_WITHIN)
    assert f"10.20.30.40:{laptop.port}" in desk.get(news).text


def test_of_several_networks_the_desk_chooses_and_what_a_laptop_carries_along_is_never_taken_by_itself(
    place: Place, arrive: Callable[..., Laptop]
) -> None:
    place.ip("link", "add", "docker0", "type", "bridge")
    place.ip("addr", "add", "172.17.0.1/16", "dev", "docker0")
    place.ip("link", "set", "docker0", "up")
    place.plug("tun0", "10.8.0.2/24")
    place.ip("route", "add", "default", "dev", "tun0")
    place.plug("eth1", "169.254.3.3/16")
    laptop = arrive()
    desk = NearDesk(laptop).open_room(12)
    assert "Verbind" in wall_of(desk), (
        "a VPN, Docker and an address that nobody gave are no classroom's Wi-Fi"
    )
    for name in ("docker0", "tun0", "eth1"):
        assert f'value="{name}"' in desk.page
    place.plug("wlan0", "192.168.7.5/24")
    place.plug("eth0", "10.3.3.3/24")
    wait_for(lambda: "Verbind" not in wall_of(desk), "an address on the wall", GOES_WITHIN)
    wait_for(lambda: 'value="eth0"' in desk.page, "the cable on the desk", GOES_WITHIN)
    for name, address in (("eth0", "10.3.3.3"), ("wlan0", "192.168.7.5"), ("tun0", "10.8.0.2")):
        assert desk.post(f"{desk.path}/network", network=name).status == 204
        assert f"{address}:{laptop.port}" in wall_of(desk)
    assert desk.post(f"{desk.path}/network", network="nothing").status == 409


def test_a_network_of_ipv6_alone_brings_phones_in(place: Place, arrive: Callable[..., Laptop]) -> None:
    place.plug("wlan0", "2001:db8:7::5/64")
    laptop = arrive()
    desk = NearDesk(laptop).open_room(12)
    assert f"[2001:db8:7::5]:{laptop.port}" in wall_of(desk)
    phone = phone_at(laptop, "2001:db8:7::5", desk.code).join()
    assert phone.get(phone.path).status == 200


def test_a_computer_without_ipv6_is_found_all_the_same(place: Place, arrive: Callable[..., Laptop]) -> None:
    subprocess.run(
        ["ip", "netns", "exec", place.name, "sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6"],
        check=True,
    )
    place.plug("wlan0", "192.168.7.5/24")
    laptop = arrive()
    desk = NearDesk(laptop).open_room(12)
    phone_at(laptop, "192.168.7.5", desk.code).join()


def test_a_wissel_for_this_computer_only_says_so_and_shows_no_code(
    place: Place, arrive: Callable[..., Laptop]
) -> None:
    place.plug("wlan0", "192.168.7.5/24")
    laptop = arrive(WISSEL_HOST="127.0.0.1")
    assert "WISSEL_HOST" in laptop.output
    assert "█" not in laptop.output
    desk = NearDesk(laptop).open_room(12)
    assert "WISSEL_HOST" in wall_of(desk)


def test_reached_by_the_computers_name_a_phone_reads_which_address_to_type(
    place: Place, arrive: Callable[..., Laptop]
) -> None:
    place.plug("wlan0", "192.168.7.5/24")
    laptop, name = arrive(), "laptop-jan.fritz.box"
    told = phone_at(laptop, "192.168.7.5")
    told.headers = lambda: {"Host": f"{name}:{laptop.port}"}  # type: ignore[method-assign] # a page, not a script
    for path in ("/", "/r/ABCDEF"):
        page = told.get(path)
        assert page.status == 400
        assert f'href="http://192.168.7.5:{laptop.port}"' in page.text
        assert 'href="/"' not in page.text, "a way back would lead here again"


def test_a_wissel_for_one_network_alone_still_opens_its_desk(
    place: Place, arrive: Callable[..., Laptop]
) -> None:
    place.plug("wlan0", "192.168.7.5/24")
    laptop = arrive(WISSEL_HOST="192.168.7.5")
    desk = NearDesk(laptop).open_room(12)
    assert f"192.168.7.5:{laptop.port}" in wall_of(desk)
    phone_at(laptop, "192.168.7.5", desk.code).join()
