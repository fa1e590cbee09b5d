"""Which address phones are told: one that they can open, of a network that is there now, and never a tunnel's by itself."""

import socket
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from classroom import lan
from classroom.config import Config
from classroom.lan import Lan, Network, network_of
from classroom.languages import Language
from classroom.web.rendering.startup_notice import welcome

MAC = "3c:22:fb:10:20:30"
WIFI = Network("wlan0", "192.168.7.5", is_likely=True)
CABLE = Network("eth0", "10.3.3.3", is_likely=True)
TUNNEL = Network("tun0", "10.8.0.2", is_likely=False)


class Place:
    """Where a laptop is: the networks that it sees there, and the address from which it would talk to far away."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *networks: Network) -> None:
        self.networks = networks
        self.outward = ""
        monkeypatch.setattr(lan, "address_towards", lambda _family: self.outward)

    def laptop(self, **settings: Any) -> Lan:
        return Lan(Config(**settings), lambda: self.networks)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Place:
    return Place(monkeypatch)


def card(
    name: str, address: str, mask: str = "255.255.255.0", mac: str = MAC, flags: str = ""
) -> Network | None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    entries = [SimpleNamespace(family=family, address=address, netmask=mask)]
    if mac:
        entries.append(SimpleNamespace(family=psutil.AF_LINK, address=mac, netmask=None))
    return network_of(name, flags, entries)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("wlan0", "192.168.7.5"),
        ("Wi-Fi", "172.20.10.3"),  # an iPhone's hotspot
        ("Local Area Connection* 10", "192.168.137.1"),  # the hotspot of Windows itself
        ("bridge100", "192.168.2.1"),  # that of macOS
        ("en0", "130.89.4.4"),  # a university gives public addresses
        ("br0", "10.1.1.1"),
        ("eth0", "2001:db8::5"),
        ("vEthernet (Outside)", "10.1.1.1"),  # Hyper-V bridged to the real card, whose address it then has
    ],
)
def test_phones_may_be_on_a_network_of_a_real_card(name: str, address: str) -> None:
    assert card(name, address) == Network(name, address, is_likely=True)


@pytest.mark.parametrize(
    "odd",
    [
        card("docker0", "172.17.0.1"),
        card("br-0123456789ab", "172.18.0.1"),
        card("virbr0", "192.168.122.1"),
        card("vEthernet (Default Switch)", "172.28.0.1", mac="00-15-5D-01-02-03"),
        card("Ethernet 3", "192.168.56.1", mac="0A-00-27-00-00-0B"),  # VirtualBox on Windows
        card("tun0", "10.8.0.2", flags="up,pointopoint", mac=""),
        card("utun4", "10.8.0.2"),
        card("Ethernet 5", "10.9.0.2", mac="00-05-9A-3C-7A-00"),  # Cisco's
        card("School VPN", "10.9.0.2"),
        card("nobody knows", "10.9.0.2", mac=""),
        card("also a pair", "10.9.0.2", mask="255.255.255.255"),
        card("tailscale0", "100.101.1.2"),
        card("eth0", "100.115.92.2"),  # Linux on a Chromebook
        card("wlan0", "169.254.3.3"),  # nobody gave an address
    ],
)
def test_a_network_that_a_program_made_or_that_gives_no_address_is_a_guess(odd: Network | None) -> None:
    assert odd is not None
    assert not odd.is_likely


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "fe80::1%wlan0"])
def test_an_address_that_no_phone_can_open_is_none(address: str) -> None:
    assert card("wlan0", address) is None


def test_without_a_network_there_is_no_address_and_this_computers_own_is_not_taken_for_one(
    place: Place,
) -> None:
    laptop = place.laptop()
    assert laptop.address == ""
    assert "127.0.0.1" not in welcome(Language.NL, laptop, 8000, "x" * 64)


def test_a_tunnel_is_offered_and_never_taken_by_itself(place: Place) -> None:
    place.networks, place.outward = (TUNNEL,), TUNNEL.address
    laptop = place.laptop()
    assert (laptop.address, laptop.offered) == ("", (TUNNEL,))
    assert TUNNEL.address in welcome(Language.NL, laptop, 8000, "x" * 64), "it can be chosen"
    assert laptop.choose("tun0")
    assert laptop.address == "http://10.8.0.2:8000"


def test_of_several_networks_that_of_the_way_outward_is_told_first(place: Place) -> None:
    place.networks, place.outward = (CABLE, WIFI, TUNNEL), WIFI.address
    assert place.laptop(port=9000).address == "http://192.168.7.5:9000"
    place.outward = TUNNEL.address
    assert place.laptop().address in ("http://10.3.3.3:8000", "http://192.168.7.5:8000")


def test_the_address_follows_when_a_network_is_joined_changed_or_left(place: Place) -> None:
    laptop = place.laptop()
    assert not laptop.look(), "nothing has changed"
    place.networks = (WIFI,)
    assert laptop.look()
    assert laptop.address == "http://192.168.7.5:8000"
    place.networks = (Network("wlan0", "172.20.10.3", is_likely=True),)
    assert laptop.look()
    assert laptop.address == "http://172.20.10.3:8000"
    place.networks = ()
    assert laptop.look()
    assert laptop.address == ""


def test_a_cable_or_a_tunnel_that_comes_later_takes_no_phone_away_but_can_be_chosen(place: Place) -> None:
    place.networks = (WIFI,)
    laptop = place.laptop()
    place.networks, place.outward = (CABLE, WIFI, TUNNEL), TUNNEL.address
    assert laptop.look(), "the desk offers more than before"
    assert laptop.address == "http://192.168.7.5:8000"
    assert laptop.choose("eth0")
    assert laptop.address == "http://10.3.3.3:8000"
    place.networks = (WIFI,)
    assert laptop.look()
    assert laptop.address == "http://192.168.7.5:8000", "what was chosen is gone"
    assert not laptop.choose("eth0")


def test_an_address_of_six_is_told_in_brackets(place: Place) -> None:
    place.networks = (Network("wlan0", "2001:db8::5", is_likely=True),)
    assert place.laptop().address == "http://[2001:db8::5]:8000"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_a_wissel_for_this_computer_only_tells_phones_no_address_and_draws_no_code(
    place: Place, host: str
) -> None:
    place.networks = (WIFI,)
    laptop = place.laptop(host=host)
    told = welcome(Language.NL, laptop, 8000, "x" * 64)
    assert (laptop.address, laptop.keeps_phones_out) == ("", True)
    assert "WISSEL_HOST" in told
    assert "█" not in told


def test_what_the_settings_name_is_told_and_nothing_is_looked_up(place: Place) -> None:
    place.networks = (WIFI,)
    assert place.laptop(host="10.3.3.3").address == "http://10.3.3.3:8000"
    for settings in (
        {"phone_url": "http://les.local"},
        {"public_url": "http://les.local", "host": "127.0.0.1"},
    ):
        laptop = place.laptop(**settings)
        assert (laptop.address, laptop.follows, laptop.offered) == ("http://les.local", False, ())
