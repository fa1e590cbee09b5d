"""The hub under plain threads. Most tests need none: a stream is read by hand, one piece of news at a time."""

import logging
import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from classroom.live.frames import OPENING, Watch, gone_frame, heartbeat_frame, screen_frame
from classroom.live.hub import Hub

PHONE = Watch(1, "phone", "nl")
WALL = Watch(1, "wall", "nl")
LONG = 10  # seconds that a test waits before it calls something missing


def html(watch: Watch, version: str) -> bytes:
    return f"<p>{watch.audience} {watch.language} {version}</p>".encode()


def frame(watch: Watch, version: str) -> bytes:
    return screen_frame(version, html(watch, version))


class World:
    """One room with a version, and a hub that waits for it."""

    def __init__(self, heartbeat_seconds: float = 3600) -> None:
        self.version: str | None = "v1"
        self.renders: Counter[tuple[Watch, str]] = Counter()
        self.broken: set[Watch] = set()
        self.while_reading_version: Callable[[], None] = lambda: None
        self.while_rendering: Callable[[], None] = lambda: None
        self.hub = Hub(self._version_of, self._screen, lambda _: None, heartbeat_seconds=heartbeat_seconds)

    def _version_of(self, _room: int) -> str | None:
        version = self.version
        self.while_reading_version()
        return version

    def _screen(self, watch: Watch) -> bytes:
        if watch in self.broken:
            raise RuntimeError("a secret of this class")
        version = str(self.version)
        self.while_rendering()
        self.renders[watch, version] += 1
        return html(watch, version)

    def change(self, version: str | None) -> None:
        self.version = version
        self.hub.announce(1)

    def join(self, watch: Watch, since: str | None = None) -> Iterator[bytes]:
        """Be a browser that has read its first news."""
        stream = self.hub.listen(watch, since)
        assert next(stream).startswith(OPENING)
        return stream


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    yield world
    world.hub.close()


@pytest.fixture
def beating() -> Iterator[World]:
    world = World(heartbeat_seconds=0.01)
    yield world
    world.hub.close()


def read_in_thread(stream: Iterator[bytes]) -> "queue.Queue[bytes | None]":
    news: queue.Queue[bytes | None] = queue.Queue()

    def read() -> None:
        for piece in stream:
            news.put(piece)
        news.put(None)

    threading.Thread(target=read, daemon=True).start()
    return news


def read_until(news: "queue.Queue[bytes | None]", wanted: bytes) -> bytes:
    """All news up to and including the wanted piece; fails when it does not come."""
    seen = b""
    while wanted not in seen:
        piece = news.get(timeout=LONG)
        assert piece is not None, "the stream ended"
        seen += piece
    return seen


def test_who_joins_gets_the_opening_and_the_present_screen_at_once(world: World) -> None:
    assert next(world.hub.listen(PHONE, None)) == OPENING + frame(PHONE, "v1")


def test_who_comes_back_with_the_present_version_is_not_sent_it_again(world: World) -> None:
    stream = world.hub.listen(PHONE, "v1")
    assert next(stream) == OPENING
    assert world.renders.total() == 0
    world.change("v2")
    assert next(stream) == frame(PHONE, "v2")


def test_who_comes_back_with_an_older_version_gets_the_present_screen(world: World) -> None:
    assert next(world.hub.listen(PHONE, "v0")) == OPENING + frame(PHONE, "v1")


def test_everyone_of_a_watch_gets_the_same_bytes_rendered_once(world: World) -> None:
    phones = [world.join(PHONE) for _ in range(600)]
    wall = world.join(WALL)
    world.change("v2")
    assert {next(phone) for phone in phones} == {frame(PHONE, "v2")}
    assert next(wall) == frame(WALL, "v2")
    assert set(world.renders.values()) == {1}
    assert len(world.renders) == 4


def test_a_latecomer_gets_the_same_bytes_without_another_rendering(world: World) -> None:
    early = world.join(PHONE)
    world.change("v2")
    late = world.hub.listen(PHONE, None)
    assert next(late) == OPENING + next(early)
    assert world.renders[PHONE, "v2"] == 1


def test_languages_are_watches_of_their_own(world: World) -> None:
    dutch, english = world.join(PHONE), world.join(Watch(1, "phone", "en"))
    world.change("v2")
    assert next(dutch) == frame(PHONE, "v2")
    assert next(english) == frame(Watch(1, "phone", "en"), "v2")


def test_another_room_hears_nothing(world: World) -> None:
    stream = world.join(PHONE)
    world.hub.announce(2)
    world.change("v2")
    assert next(stream) == frame(PHONE, "v2")


def test_announcing_twice_sends_once(world: World) -> None:
    stream = world.join(PHONE)
    world.change("v2")
    assert next(stream) == frame(PHONE, "v2")
    world.hub.announce(1)
    world.change("v3")
    assert next(stream) == frame(PHONE, "v3")


def test_a_slow_reader_gets_only_the_newest_screen(world: World) -> None:
    stream = world.join(PHONE)
    for number in range(2, 50):
        world.change(f"v{number}")
    assert next(stream) == frame(PHONE, "v49")


def test_a_change_while_somebody_joins_is_not_missed(world: World) -> None:
    changed = threading.Event()

    def change() -> None:
        world.version = "v2"
        changed.set()
        world.hub.announce(1)

    def once() -> None:
        world.while_reading_version = lambda: None
        threading.Thread(target=change, daemon=True).start()
        assert changed.wait(LONG)  # and version_of still returns v1, which it read before

    world.while_reading_version = once
    read_until(read_in_thread(world.hub.listen(PHONE, None)), frame(PHONE, "v2"))


def test_of_two_announcements_at_once_the_newer_screen_is_told_last(world: World) -> None:
    news = read_in_thread(world.join(PHONE))
    rendering, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        world.while_rendering = lambda: None
        rendering.set()
        assert go_on.wait(LONG)

    world.while_rendering = hold
    older = threading.Thread(target=world.change, args=["v2"])
    older.start()
    assert rendering.wait(LONG)
    newer = threading.Thread(target=world.change, args=["v3"])
    newer.start()
    go_on.set()
    older.join(LONG)
    newer.join(LONG)
    assert read_until(news, frame(PHONE, "v3")).endswith(frame(PHONE, "v3"))
    world.change("v4")
    assert news.get(timeout=LONG) == frame(PHONE, "v4")


def test_a_watch_whose_screen_fails_stops_no_other_and_its_content_is_not_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    phone, wall = world.join(PHONE), world.join(WALL)
    world.broken.add(PHONE)
    with caplog.at_level(logging.DEBUG):
        world.change("v2")
    assert next(wall) == frame(WALL, "v2")
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text
    world.broken.clear()
    world.change("v3")
    assert next(phone) == frame(PHONE, "v3")


def test_a_version_that_cannot_be_read_ends_no_stream(world: World) -> None:
    stream = world.join(PHONE)

    def fail() -> None:
        raise OSError

    world.while_reading_version = fail
    world.change("v2")
    world.while_reading_version = lambda: None
    world.change("v3")
    assert next(stream) == frame(PHONE, "v3")


def test_a_room_that_is_gone_says_so_and_ends_its_streams(world: World) -> None:
    stream = world.join(PHONE)
    world.change(None)
    assert list(stream) == [gone_frame()]
    assert world.hub.waiting() == 0
    assert list(world.hub.listen(PHONE, "v1")) == [OPENING + gone_frame()]


def test_a_browser_that_leaves_is_forgotten(world: World) -> None:
    stream = world.hub.listen(PHONE, None)
    next(stream)
    assert world.hub.waiting() == 1
    stream.close()  # type: ignore[attr-defined]  # it is a generator, and servers close it
    assert world.hub.waiting() == 0


def test_closing_ends_every_stream_and_those_that_come_after(world: World) -> None:
    news = read_in_thread(world.join(PHONE))
    world.hub.close()
    assert news.get(timeout=LONG) is None
    assert list(world.hub.listen(PHONE, None)) == [OPENING]
    assert world.hub.waiting() == 0


def test_a_beat_names_the_version(beating: World) -> None:
    news = read_in_thread(beating.join(PHONE))
    read_until(news, heartbeat_frame("v1"))


def test_a_change_that_nobody_announced_comes_with_the_next_beat(beating: World) -> None:
    news = read_in_thread(beating.join(PHONE))
    beating.version = "v2"
    read_until(news, frame(PHONE, "v2"))


def test_a_room_that_goes_unannounced_ends_with_the_next_beat(beating: World) -> None:
    news = read_in_thread(beating.join(PHONE))
    beating.version = None
    read_until(news, gone_frame())
    assert news.get(timeout=LONG) is None


def test_beats_begin_again_after_everyone_left(beating: World) -> None:
    for _ in range(3):
        stream = beating.hub.listen(PHONE, None)
        while heartbeat_frame("v1") not in next(stream):
            pass
        stream.close()  # type: ignore[attr-defined]
