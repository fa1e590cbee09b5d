"""Servers that end with their test."""

from collections.abc import Callable, Iterator

import pytest

from tests.live.serving import Server


@pytest.fixture
def start() -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start_server(**settings: str) -> Server:
        servers.append(Server(**settings))
        return servers[-1]

    yield start_server
    for server in servers:
        server.process.kill()
        server.process.communicate()
        for phone in server.phones:
            phone.socket.close()
