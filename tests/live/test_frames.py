"""Frames are read back by a reader of server-sent events written from the standard, not from our writer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.live.frames import (
    OPENING,
    Waiter,
    Watch,
    gone_frame,
    heartbeat_frame,
    screen_frame,
    turnout_frame,
)

PHONE = Watch(1, "phone", "nl")
VERSIONS = st.from_regex(r"[a-z0-9]{1,8}\.[0-9]{1,6}", fullmatch=True)


def read_events(stream: bytes) -> list[dict[str, str]]:
    """As the standard has it: lines, fields, and an event at each empty line if it has data."""
    events: list[dict[str, str]] = []
    event: dict[str, str] = {}
    for line in stream.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if line == "":
            if "data" in event:
                events.append(event)
            event = {}
        elif field == "data" and "data" in event:
            event["data"] += "\n" + value
        elif field:
            event[field] = value
    return events


@given(VERSIONS, st.text())
def test_any_html_comes_out_as_it_went_in_but_for_its_kind_of_line_end(version: str, html: str) -> None:
    expected = html.replace("\r\n", "\n").replace("\r", "\n")
    assert read_events(screen_frame(version, html.encode())) == [
        {"id": version, "event": "screen", "data": expected}
    ]


def test_html_cannot_begin_an_event_of_its_own() -> None:
    frame = screen_frame("a.1", b"<p>\n\nevent: gone\ndata: x\r\rid: 9\n\n</p>")
    assert [event["event"] for event in read_events(frame)] == ["screen"]


def test_each_line_of_html_is_a_data_line() -> None:
    assert screen_frame("a.1", b"<p>\n</p>") == b"id: a.1\nevent: screen\ndata: <p>\ndata: </p>\n\n"


@pytest.mark.parametrize("version", ["a\n.1", "a\r.1", "a\0.1"])
def test_a_version_with_a_line_end_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match="version"):
        screen_frame(version, b"<p></p>")
    with pytest.raises(ValueError, match="version"):
        heartbeat_frame(version)


def test_only_a_screen_has_an_id_so_coming_back_names_the_screen_that_was_seen() -> None:
    small = turnout_frame('{"n": 17}') + heartbeat_frame("a.2") + gone_frame()
    assert read_events(small) == [
        {"event": "turnout", "data": '{"n": 17}'},
        {"event": "beat", "data": "a.2"},
        {"event": "gone", "data": "gone"},
    ]


def test_the_opening_says_when_to_come_back_and_is_no_event() -> None:
    assert OPENING.startswith(b"retry: 1500\n")
    assert read_events(OPENING) == []


def test_a_waiter_opens_once_and_then_has_nothing() -> None:
    waiter = Waiter(PHONE, None)
    assert waiter.take() == OPENING
    assert waiter.take() == b""


def test_a_newer_screen_takes_the_place_of_the_older_one_and_of_its_turnout() -> None:
    waiter = Waiter(PHONE, None)
    waiter.take()
    waiter.tell_screen("1", b"old;")
    waiter.tell_turnout(b"turnout of old;")
    waiter.tell_screen("2", b"new;")
    assert (waiter.version, waiter.take()) == ("2", b"new;")


def test_a_turnout_told_after_a_screen_is_sent_after_it() -> None:
    waiter = Waiter(PHONE, None)
    waiter.take()
    waiter.tell_screen("1", b"screen;")
    waiter.tell_turnout(b"turnout;")
    waiter.tell_heartbeat(b"beat;")
    waiter.end(b"gone;")
    assert waiter.take() == b"screen;turnout;gone;"


def test_a_beat_is_sent_where_no_screen_waits() -> None:
    waiter = Waiter(PHONE, "1")
    waiter.take()
    waiter.tell_heartbeat(b"beat;")
    assert waiter.take() == b"beat;"
