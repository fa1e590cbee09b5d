"""A QR code in a terminal is black on white, whatever colours the terminal has by itself: inverted, many phones cannot read it."""

import re
from collections.abc import Iterator

import pytest
import segno

from classroom.web.rendering.qr import qr_terminal

ADDRESS = "http://192.0.2.7:8000"
BORDER = 2
PIECE = re.compile(r"\x1b\[([0-9;]*)m|(.)")
BLACK, WHITE = "30", "97"
ON = {"40": BLACK, "107": WHITE}
# The upper and the lower half of what a sign shows: is it in the colour of letters?
HALVES = {"█": (True, True), "▀": (True, False), "▄": (False, True), " ": (False, False)}


def _seen(text: str, letters: str, ground: str) -> list[list[str]]:
    """Give the colour of every square as a terminal shows it whose own letters and ground have these colours."""
    rows: list[list[str]] = []
    for line in text.splitlines():
        halves = list(_halves(line, letters, ground))
        rows += [[upper for upper, _ in halves], [lower for _, lower in halves]]
    return rows


def _halves(line: str, letters: str, ground: str) -> Iterator[tuple[str, str]]:
    now = [letters, ground]
    for colours, sign in PIECE.findall(line):
        if sign:
            upper, lower = HALVES[sign]
            yield now[not upper], now[not lower]
        else:
            given = colours.split(";")
            now = [next((each for each in given if each in (BLACK, WHITE)), letters)]
            now += [next((ON[each] for each in given if each in ON), ground)]


@pytest.mark.parametrize(("letters", "ground"), [(WHITE, BLACK), (BLACK, WHITE)])
def test_a_qr_code_is_black_on_white_in_a_dark_and_in_a_light_terminal(letters: str, ground: str) -> None:
    code = segno.make_qr(ADDRESS.upper(), error="l").matrix_iter(border=BORDER)
    wanted = [[BLACK if dark else WHITE for dark in row] for row in code]
    seen = _seen(qr_terminal(ADDRESS), letters, ground)
    assert seen[: len(wanted)] == wanted
