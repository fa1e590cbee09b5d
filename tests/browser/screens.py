"""The pictures in docs/screens, made anew by the walks with WRITE_SCREENS=1."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
WRITE = os.environ.get("WRITE_SCREENS") == "1"
SIZES = {"wall": ((1366, 768), (1920, 1080)), "desk": ((1366, 768),), "phone": ((360, 740),)}


def picture(language: str, audience: str, moment: str, size: tuple[int, int]) -> Path:
    return FOLDER / language / f"{audience}-{moment}-{size[0]}x{size[1]}.png"


def keep_picture(page: Page, language: str, audience: str, moment: str) -> None:
    """Write what this page shows, in the sizes of its audience, if pictures are wanted."""
    for size in SIZES[audience] if WRITE else ():
        page.set_viewport_size({"width": size[0], "height": size[1]})
        path = picture(language, audience, moment, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, animations="disabled")
