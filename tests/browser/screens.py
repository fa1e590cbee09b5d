"""What the walks show, as pictures: with WRITE_PICTURES=1 each moment is kept in test-results, to look at."""

import os
from base64 import b64decode
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parents[2] / "test-results" / "screens"
WRITE = os.environ.get("WRITE_PICTURES") == "1"
QUALITY = 75  # of 100: small letters of a screen that was made smaller stay as sharp as they were
SIZES = {
    "wall": ((1366, 768), (1920, 1080)),
    "desk": ((1366, 768),),
    "phone": ((360, 740),),
    "mirror": ((1366, 768), (1920, 1080)),
    "remote": ((360, 740),),
}


def picture(language: str, audience: str, moment: str, size: tuple[int, int]) -> Path:
    return FOLDER / language / f"{audience}-{moment}-{size[0]}x{size[1]}.png"


def keep_picture(page: Page, language: str, audience: str, moment: str) -> None:
    """Write what this page shows, in the sizes of its audience, if pictures are wanted."""
    for size in SIZES[audience] if WRITE else ():
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate("() => scrollTo(0, 0)")
        path = picture(language, audience, moment, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, animations="disabled")


def write_webp(page: Page, path: Path) -> None:
    """Write what this page shows as WebP, a third of a PNG. Playwright cannot, but Chromium can."""
    browser = page.context.new_cdp_session(page)
    shot = browser.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b64decode(shot["data"]))
