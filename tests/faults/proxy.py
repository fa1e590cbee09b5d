"""A proxy between phones and the server that treats streams, or everything, as badly as it is told to."""

import asyncio
import socket
import struct
import threading
from enum import StrEnum

SLOW_SECONDS = 4.0
BUFFER_BYTES = 32 * 1024
_RESET = struct.pack("ii", 1, 0)  # Linger for no time: closing then sends a reset.


class Mood(StrEnum):
    """What happens to the bytes that come down a stream; with CUT, to all bytes of all connections."""

    PASS = "pass"
    SWALLOW = "swallow"
    RESET = "reset"
    DELAY = "delay"
    BUFFER = "buffer"
    CUT = "cut"


class Proxy:
    """Listens on a port of its own. `mood` may change at any time, and holds for open connections as well."""

    def __init__(self, to_port: int) -> None:
        self.mood = Mood.PASS
        self.port = 0
        self._to = to_port
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._listen()), daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    async def _listen(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._over.wait()
        server.close()

    async def _serve(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        server, to_server = await asyncio.open_connection("127.0.0.1", self._to)
        down = _Down(self, to_phone)
        tasks = [asyncio.ensure_future(way) for way in (self._up(phone, to_server, down), down.carry(server))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            for writer in (to_phone, to_server):
                writer.close()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _up(self, phone: asyncio.StreamReader, to_server: asyncio.StreamWriter, down: "_Down") -> None:
        while piece := await phone.read(65536):
            down.is_stream = down.is_stream or b"/stream" in piece.split(b"\r\n", 1)[0]
            if self.mood is not Mood.CUT:
                to_server.write(piece)
                await to_server.drain()


class _Down:
    """One connection's way to the phone."""

    def __init__(self, proxy: Proxy, phone: asyncio.StreamWriter) -> None:
        self.is_stream = False
        self._proxy = proxy
        self._phone = phone
        self._held = b""

    async def carry(self, server: asyncio.StreamReader) -> None:
        while piece := await server.read(65536):
            mood = self._proxy.mood
            if not self.is_stream and mood is not Mood.CUT:
                mood = Mood.PASS
            if mood is Mood.RESET:
                self._reset()
                return
            self._phone.write(await self._treated(mood, piece))
            await self._phone.drain()

    async def _treated(self, mood: Mood, piece: bytes) -> bytes:
        if mood in (Mood.SWALLOW, Mood.CUT):
            return b""
        if mood is Mood.DELAY:
            await asyncio.sleep(SLOW_SECONDS)
        self._held += piece
        if mood is Mood.BUFFER and len(self._held) < BUFFER_BYTES:
            return b""
        held, self._held = self._held, b""
        return held

    def _reset(self) -> None:
        sock = self._phone.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._phone.transport.abort()
