"""What a request's lines mean is what Python's own reader would say, or the request is refused."""

import io
from http.client import parse_headers

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.server.request_reader import Refused, headers_of

NAMES = st.sampled_from(["Host", "Cookie", "COOKIE", "X-Wissel", "Content-Type", "a", "x_y", "!#$%&'*+.^`|~"])
VALUES = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x85"), max_size=30
)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6), st.sampled_from(["\r\n", "\n"]))
def test_headers_are_read_as_python_reads_them(fields: list[tuple[str, str]], end: str) -> None:
    lines = "".join(f"{name}: {value}{end}" for name, value in fields).encode("latin-1") + end.encode()
    read, expected = headers_of(lines), parse_headers(io.BytesIO(lines))
    told = [line.split(": ", 1) for line in read.headers]
    assert told == [[name, value.strip(" \t")] for name, value in expected.items()]
    for name, _ in fields:
        assert read.get(name.swapcase()) == (expected[name] or "").strip(" \t")
    assert read.get("Content-Length", "none") == "none"


@pytest.mark.parametrize(
    "lines",
    [
        b"no header\r\n\r\n",
        b": nameless\r\n\r\n",
        b"Host : with a blank\r\n\r\n",
        b" Host: indented\r\n\r\n",
        b"Host: a\r\n goes on\r\n\r\n",
        b"Host: a\0b\r\n\r\n",
        b"Host: a\rX: b\r\n\r\n",
        b"Ho(st: a\r\n\r\n",
        b"Host: a",
        b"X: y\r\n" * 101 + b"\r\n",
        b"Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
        b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"Transfer-Encoding: a\r\ntransfer-encoding: chunked\r\n\r\n",
        b"Content-Length: +1\r\n\r\n",
        b"Content-Length: \xb2\r\n\r\n",
        b"Content-Length:\r\n\r\n",
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(lines: bytes) -> None:
    with pytest.raises(ValueError, match=r"header|ends"):
        headers_of(lines)


def test_a_body_of_unknown_length_is_told_so() -> None:
    with pytest.raises(Refused, match="411"):
        headers_of(b"Transfer-Encoding: chunked\r\n\r\n")
