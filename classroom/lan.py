"""Which address phones use for this computer: looked up anew all the time, and never that of a tunnel without being told.

A laptop has more addresses than one: its cable, its Wi-Fi, a VPN, the bridges of virtual machines. What phones can open is
an address of a network that phones can be on too.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psutil

from classroom.config import Config

# What programs call the networks that they make inside this computer, or to somewhere far away.
MADE_BY_PROGRAMS = re.compile(
    r"docker|br-[0-9a-f]{12}$|veth(?!ernet)|virbr|vnet|lxc|lxd|podman|cni|flannel|cali|vbox|virtualbox|vmnet|vmware"
    r"|u?tun|tap|wg|wireguard|tailscale|zt|zerotier|ppp|ipsec|nordlynx|proton|mullvad|gpd|cscotun|.*vpn"
    r"|wwan|rmnet|pdp_ip|awdl|llw|anpi"
)
# The makers of cards that are none: Hyper-V and WSL, VirtualBox, VMware, OpenVPN's on Windows, and Cisco's.
MADE_UP = ("00:15:5d", "0a:00:27", "00:50:56", "00:ff:", "00:05:9a")
# Shared by a provider's customers; on a laptop it is mostly a tunnel or a container.
SHARED = ipaddress.ip_network("100.64.0.0/10")
# Addresses of documentation (RFC 5737, RFC 3849): only the route to them is looked up.
FAR_AWAY = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Network:
    """A network that this computer is on, and its address there. Phones are likely on it too, or else it is a guess."""

    name: str
    address: str
    is_likely: bool

    @property
    def is_wifi(self) -> bool:
        """Tell whether its name says that it is Wi-Fi."""
        return self.name.lower().startswith(("wl", "wi-fi", "wifi"))


class Lan:
    """Where phones find this computer. `address` is the beginning of everything that they open, or empty.

    A network that is in use stays in use for as long as it is there: a cable or a VPN that comes later takes nobody away.
    """

    def __init__(self, config: Config, networks: "Callable[[], tuple[Network, ...]] | None" = None) -> None:
        self._networks = networks or networks_here
        self._port = config.port
        self._wanted = ""
        self.keeps_phones_out = not _told_by(config) and _is_loopback(config.host)
        self._fixed = "" if self.keeps_phones_out else _fixed_by(config)
        self.offered: tuple[Network, ...] = ()
        self._used: Network | None = None
        self.look()

    @property
    def address(self) -> str:
        """Give the address that phones type, without a code; empty when there is none that a phone can open."""
        return self._fixed or (_url(self._used.address, self._port) if self._used else "")

    @property
    def used(self) -> str:
        """Give the name of the network whose address is told, if there is a choice at all."""
        return self._used.name if self._used else ""

    @property
    def follows(self) -> bool:
        """Tell whether the address is looked up here, and not set."""
        return not (self._fixed or self.keeps_phones_out)

    @property
    def state(self) -> str:
        """Give all that a desk shows of it in one line, so that a desk knows whether it shows what is."""
        return " ".join([self.address, *(f"{network.name}={network.address}" for network in self.offered)])

    def look(self) -> bool:
        """Look at the networks anew, and tell whether what phones are told has changed, or what there is to choose from."""
        if not self.follows:
            return False
        before = self.offered, self._used
        self.offered = self._networks()
        self._used = self._best()
        return (self.offered, self._used) != before

    def choose(self, name: str) -> bool:
        """Tell phones the address on this network from now on, for as long as it is there; False if it is not."""
        if name not in [network.name for network in self.offered]:
            return False
        self._wanted = name
        self.look()
        return True

    def _best(self) -> Network | None:
        by_name = {network.name: network for network in self.offered}
        likely = {name: network for name, network in by_name.items() if network.is_likely}
        if self._wanted in by_name:
            return by_name[self._wanted]
        if self._used and self._used.name in likely:
            return likely[self._used.name]
        outward = {address_towards(family) for family in FAR_AWAY}
        return next(
            (network for network in likely.values() if network.address in outward),
            next(iter(likely.values()), None),
        )


def networks_here() -> tuple[Network, ...]:
    """Give the networks that this computer is on, each with one address, those where phones likely are first."""
    try:
        states, cards = psutil.net_if_stats(), psutil.net_if_addrs()
    except (
        OSError,
        psutil.Error,
    ):  # Some systems keep this to themselves; then the way outward is all we know.
        address = address_towards(socket.AF_INET)
        return (Network("", address, is_likely=True),) if address else ()
    found = [
        network
        for name, addresses in cards.items()
        if name in states and states[name].isup
        if (network := network_of(name, states[name].flags, addresses))
    ]
    return tuple(sorted(found, key=lambda network: (not network.is_likely, network.name)))


def network_of(name: str, flags: str, addresses: Sequence[Any]) -> Network | None:
    """Judge one network by its name, its flags as psutil tells them, and its addresses; none if it has none of use."""
    usable = [(parsed, each) for each in addresses if (parsed := _parsed(each)) and _is_of_use(parsed)]
    if not usable:
        return None
    best, entry = min(usable, key=lambda pair: (_is_odd(pair[0]), pair[0].version, pair[0] not in _outward()))
    hardware = [each.address.lower() for each in addresses if each.family == psutil.AF_LINK]
    is_likely = not (
        _is_made_up(name.lower(), hardware)
        or _is_odd(best)
        or "pointopoint" in flags
        or _is_pair(best, str(entry.netmask or ""))
    )
    return Network(name, str(best), is_likely)


def address_towards(family: socket.AddressFamily) -> str:
    """Give the address from which this computer would talk to far away; nothing is sent to find it. Empty if it would not."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((FAR_AWAY[family], 9))
            return str(probe.getsockname()[0])
    except OSError:
        return ""


def _outward() -> set[IpAddress]:
    told = filter(None, map(address_towards, FAR_AWAY))
    return {ipaddress.ip_address(address) for address in told}


def _parsed(entry: Any) -> IpAddress | None:
    if entry.family not in FAR_AWAY:
        return None
    try:
        return ipaddress.ip_address(entry.address.partition("%")[0])
    except ValueError:
        return None


def _is_of_use(address: IpAddress) -> bool:
    """Tell whether another computer can open it; a link-local address of IPv6 is of use together with a card only."""
    is_of_card = isinstance(address, ipaddress.IPv6Address) and address.is_link_local
    return not (address.is_loopback or is_of_card)


def _is_odd(address: IpAddress) -> bool:
    """Tell an address that is mostly of no use to a phone: given by nobody (169.254), or shared by a provider."""
    return address.is_link_local or address in SHARED


def _is_pair(address: IpAddress, mask: str) -> bool:
    """Tell whether a network has room for this computer and at most one more, as tunnels have."""
    return isinstance(address, ipaddress.IPv4Address) and mask in ("255.255.255.255", "255.255.255.254")


def _is_made_up(name: str, hardware: Sequence[str]) -> bool:
    """Tell whether a program made this card: by its name, by its maker, or because it has no hardware's address."""
    macs = [mac.replace("-", ":") for mac in hardware]
    return (
        MADE_BY_PROGRAMS.match(name) is not None
        or any(mac.startswith(MADE_UP) for mac in macs)
        or not any(mac.strip("0:") for mac in macs)
    )


def _told_by(config: Config) -> str:
    return config.phone_url or config.public_url


def _fixed_by(config: Config) -> str:
    """Give the address that the settings name, if they do."""
    host = "" if _is_everywhere(config.host) else config.host
    return _told_by(config) or (_url(host, config.port) if host else "")


def _is_everywhere(host: str) -> bool:
    return host != "localhost" and ipaddress.ip_address(host).is_unspecified


def _is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def _url(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
