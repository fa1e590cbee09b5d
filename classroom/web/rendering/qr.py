"""QR codes for the wall, the desk and the terminal."""

from functools import lru_cache
from io import StringIO

import segno
from markupsafe import Markup

WHITE_ON_BLACK, AS_BEFORE = "\x1b[97;40m", "\x1b[0m"


@lru_cache(maxsize=64)
def qr_svg(address: str) -> Markup:
    """Give an address as an inline picture. In capitals it needs fewer and so larger squares; our pages take both."""
    svg = segno.make_qr(address.upper(), error="m").svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True
    )
    return Markup(svg)  # noqa: S704 - drawn by segno from an address of our own


def qr_terminal(address: str) -> str:
    """Give an address as a picture made of characters, in colours of its own: on a light terminal it would be inverted."""
    out = StringIO()
    segno.make_qr(address.upper(), error="l").terminal(out=out, compact=True, border=2)
    return "".join(f"{WHITE_ON_BLACK}{line}{AS_BEFORE}\n" for line in out.getvalue().splitlines())
