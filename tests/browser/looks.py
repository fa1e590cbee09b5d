"""What must be true of every page that anybody sees. Each look gives what is wrong, so that a walk can tell it all."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

SMALLEST, MUST_READ = (
    4.4,
    5.6,
)  # hundredths of the height of the widest picture of 16 by 9 that fits in the wall
NARROW = 320
LEAST_PX = 14  # of any text on a phone
LETTERS = (100, 150, 200)  # percent
# An old projector and that of a laptop; and of every kind of screen besides half a screen, a wide one, and two in between.
WALL_SIZES = ((1024, 768), (1366, 768))
SHAPES = ((683, 640), (2560, 1080), (1280, 800), (1920, 1080), *WALL_SIZES)
DESKS = ((1024, 768), (1366, 768))
LOOKS = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")
LOOK_WITH_AXE = """() => axe.run({ resultTypes: ["violations"] })
  .then(({ violations }) => violations.map(({ id, help, nodes }) =>
    ({ id, help, nodes: nodes.slice(0, 3).map(({ target, failureSummary }) => ({ target, failureSummary })) })))"""
HAS_SIZE = "([width, height]) => innerWidth === width && innerHeight === height"
A_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""

WIDER = "() => document.scrollingElement.scrollWidth - innerWidth"


class Complaints:
    """Collects what the browser complains about: reports of the content security policy, and errors of our scripts."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def listen(self, context: BrowserContext) -> None:
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.found.append(str(error.error)))

    def _hear(self, message: ConsoleMessage) -> None:
        # A refusal such as 409 is an answer, and a server that is away is a matter of the test.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.found.append(message.text)


def faults_of_access(page: Page) -> list[str]:
    """Let axe look at everything with all its rules; it is brought into a page once, and tells only what is wrong."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(AXE_SCRIPT)
    return [_told(violation) for violation in page.evaluate(LOOK_WITH_AXE)]


def _told(violation: dict[str, Any]) -> str:
    where = [(node["target"], node["failureSummary"]) for node in violation["nodes"]]
    return f"{violation['id']}: {violation['help']} {where}"


def faults_of_wall(page: Page, sizes: Sequence[tuple[int, int]] = WALL_SIZES) -> list[str]:
    """Find what is too small on the wall, cut off, broken or in the way of something else, on projectors of these sizes."""
    faults = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(
            HAS_SIZE, arg=[width, height]
        )  # on a busy machine a window is told before it is so
        page.evaluate(A_FRAME)
        found = page.evaluate(f"() => {{{LOOKS} return [...new Set(wall({SMALLEST}, {MUST_READ}))]; }}")
        faults += [f"{width}x{height}: {fault}" for fault in found]
    return faults


def faults_of_long_words(page: Page) -> list[str]:
    """Find what goes out of the picture where every text is one long word."""
    found: list[str] = page.evaluate(f"() => {{{LOOKS} return withLongWords(); }}")
    return found


def faults_of_width(page: Page) -> list[str]:
    """Find whether a page has to be pushed sideways, on the narrowest phone too."""
    return [fault for width in _narrowed(page) for fault in _wider(page, width)]


def faults_of_phone(page: Page) -> list[str]:
    """Find what is too small, cut off or in the way on a phone, with large letters too, and whether it has to be pushed sideways."""
    look = f"phone({LEAST_PX})"
    return [
        f"at {width} {fault}"
        for width in _narrowed(page)
        for fault in page.evaluate(
            f"() => {{{LOOKS} return enlarged({list(LETTERS)}, () => [...new Set({look})]); }}"
        )
    ]


def faults_of_desk(page: Page) -> list[str]:
    """Find what a teacher cannot see or reach on a laptop or an old projector with letters twice as large, as browsers make them."""
    faults = []
    size = page.viewport_size
    assert size
    for width, height in DESKS:
        page.set_viewport_size({"width": width // 2, "height": height // 2})
        found = page.evaluate(f"() => {{{LOOKS} return [...new Set(desk())]; }}")
        faults += [f"{width}x{height} at 200 {fault}" for fault in found]
    page.set_viewport_size(size)
    return faults


def _narrowed(page: Page) -> Iterator[int]:
    """Make the page as narrow as the narrowest phone, and then as wide as it was."""
    size = page.viewport_size
    assert size
    for width in (NARROW, size["width"]):
        page.set_viewport_size({"width": width, "height": size["height"]})
        yield width


def _wider(page: Page, width: int) -> list[str]:
    wider = page.evaluate(WIDER)
    return [f"at {width} wider by {wider}"] if wider > 0 else []
