"""The pictures in docs/screens, made anew by the walks with WRITE_SCREENS=1."""

import os
from pathlib import Path

from playwright.sync_api import Page

from classroom.lesson.state.enums import Phase

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
WRITE = os.environ.get("WRITE_SCREENS") == "1"
# Moments that the desk shows as it shows others; the pictures together are to stay small.
ALIKE = {"desk": ("question", "harm", "paused")}
SIZES = {
    "wall": ((1366, 768), (1920, 1080)),
    "desk": ((1366, 768),),
    "phone": ((360, 740),),
    "mirror": ((1366, 768), (1920, 1080)),
    "remote": ((360, 740),),
}


def picture(language: str, audience: str, moment: str, size: tuple[int, int]) -> Path:
    return FOLDER / language / f"{audience}-{moment}-{size[0]}x{size[1]}.png"


def sizes_of(audience: str, moment: str) -> tuple[tuple[int, int], ...]:
    """Give the sizes to keep: all for a phase, one for what is special within a phase or before it."""
    if moment in list(Phase):
        return SIZES[audience]
    return () if moment in ALIKE.get(audience, ()) else SIZES[audience][:1]


def keep_picture(page: Page, language: str, audience: str, moment: str) -> None:
    """Write what this page shows, in the sizes of its audience, if pictures are wanted."""
    for size in sizes_of(audience, moment) if WRITE else ():
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate("() => scrollTo(0, 0)")
        path = picture(language, audience, moment, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, animations="disabled")
