"""The pictures of README.md and of docs/walk, made of what a walk kept: wall, desk and phone of one moment side by side."""

from base64 import b64encode
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.screens import SIZES, picture, write_webp

WALK = Path(__file__).parents[2] / "docs" / "walk"
MOMENTS = (
    "lobby",
    "chat",
    "voting",
    "revealed",
    "outcome",
    "talking",
    "answered",
    "picture",
    "map",
    "looking_back",
    "help",
)
AUDIENCES = ("wall", "desk", "phone")
# The moment whose three screens README.md shows one by one as well, in the first language of the walk.
FIRST_LOOK = ("nl", "voting")
WIDTH, HEIGHT, GAP = 1600, 368, 20
PAPER = f"""<style>
  body {{ display: flex; align-items: center; justify-content: space-between; box-sizing: border-box;
         width: {WIDTH}px; margin: 0; padding: {GAP}px; background: #f4f1ea }}
  img {{ height: {HEIGHT}px; outline: 1px solid #8a8578 }}
</style>"""
ALONE = "<style>body { margin: 0 } img { display: block }</style>"


def walk_picture(language: str, moment: str) -> Path:
    return WALK / language / f"{MOMENTS.index(moment) + 1}-{moment}.webp"


def write_walk(page: Page, language: str) -> None:
    """Put the three pictures of each moment on one sheet of paper."""
    for moment in MOMENTS:
        kept = [picture(language, audience, moment, SIZES[audience][0]) for audience in AUDIENCES]
        _write(page, PAPER, kept, (WIDTH, HEIGHT + 2 * GAP), walk_picture(language, moment))
    if language == FIRST_LOOK[0]:
        for audience in AUDIENCES:
            size = SIZES[audience][0]
            _write(
                page,
                ALONE,
                [picture(language, audience, FIRST_LOOK[1], size)],
                size,
                WALK / language / f"{audience}.webp",
            )


def _write(page: Page, style: str, kept: list[Path], size: tuple[int, int], path: Path) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.set_content(style + "".join(_shown(one) for one in kept))
    page.evaluate("() => Promise.all([...document.images].map((image) => image.decode()))")
    write_webp(page, path)


def _shown(path: Path) -> str:
    return f'<img alt="" src="data:image/png;base64,{b64encode(path.read_bytes()).decode()}">'
