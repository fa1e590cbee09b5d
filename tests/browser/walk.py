"""The walk in docs/walk: wall, desk and phone of one moment side by side, made of the pictures in docs/screens."""

from base64 import b64encode
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.screens import FOLDER, SIZES, picture

WALK = FOLDER.parent / "walk"
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
    "debrief",
    "help",
)
WIDTH, HEIGHT, GAP = 1600, 368, 20
# Half of the bytes of a picture that was made smaller are shades that nobody sees: sixteen of each colour do.
SHADES = " ".join(f"{shade / 15:.3f}" for shade in range(16))
FEWER = "".join(f'<feFunc{colour} type="discrete" tableValues="{SHADES}"/>' for colour in "RGB")
PAPER = f"""<svg width="0" height="0"><filter id="fewer" color-interpolation-filters="sRGB">
  <feComponentTransfer>{FEWER}</feComponentTransfer></filter></svg><style>
  body {{ display: flex; align-items: center; justify-content: space-between; box-sizing: border-box;
         width: {WIDTH}px; margin: 0; padding: {GAP}px; background: #f4f1ea }}
  svg {{ position: absolute }}
  img {{ height: {HEIGHT}px; outline: 1px solid #8a8578; filter: url(#fewer) }}
</style>"""


def walk_picture(language: str, moment: str) -> Path:
    return WALK / language / f"{MOMENTS.index(moment) + 1}-{moment}.png"


def write_walk(page: Page, language: str) -> None:
    """Put the three pictures of each moment on one sheet of paper."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT + 2 * GAP})
    for moment in MOMENTS:
        pictures = [picture(language, audience, moment, sizes[0]) for audience, sizes in SIZES.items()]
        page.set_content(PAPER + "".join(_shown(path) for path in pictures))
        path = walk_picture(language, moment)
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path)


def _shown(path: Path) -> str:
    return f'<img alt="" src="data:image/png;base64,{b64encode(path.read_bytes()).decode()}">'
