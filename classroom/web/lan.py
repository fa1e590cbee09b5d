"""Which address phones on this network use for this computer."""

import socket

from classroom.config import Config

ALL_NETWORKS = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to


def phone_address(config: Config) -> str:
    """Give the address that phones type, without a code: what is set, or else our best guess."""
    if config.public_url or config.phone_url:
        return config.phone_url or config.public_url
    host = own_address() if config.host in ALL_NETWORKS else config.host
    return f"http://{f'[{host}]' if ':' in host else host}:{config.port}"


def own_address() -> str:
    """Give the address from which this computer would talk to its network. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(
                ("192.0.2.1", 9)
            )  # An address of documentation (RFC 5737): only the route is looked up.
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
