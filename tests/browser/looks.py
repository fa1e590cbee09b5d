"""What must be true of every page that anybody sees. Each look gives what is wrong, so that a walk can tell it all."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

SMALLEST, MUST_READ = 4.4, 5.6  # hundredths of the wall's height
ROUNDING = 0.02
NARROW = 320
LEAST_PX = 14  # of any text on a phone
WALL_SIZES = ((1366, 768), (1920, 1080))

REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""

# The pieces of text that an eye can see, each with the box that it is in.
SEEN = """
  const isForEars = (box) => box && (getComputedStyle(box).clipPath === "inset(50%)" || isForEars(box.parentElement));
  const isSeen = (text, box) => text.data.trim() && !box.closest("script, style, noscript, option") && !isForEars(box)
    && box.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const sizeOf = (box) => parseFloat(getComputedStyle(box).fontSize);
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const box = walker.currentNode.parentElement;
    if (isSeen(walker.currentNode, box)) seen.push({ node: walker.currentNode, box, text: walker.currentNode.data.trim().slice(0, 40) });
  }
"""
# Each with its size, and whether it stands on the wall whole.
WALL_TEXTS = f"""() => {{{SEEN}
  const mustRead = "h1, [data-flow] .prose, .bubble > p:not(.bubble-head), .option, .debrief .prose, .outcome .prose";
  return seen.flatMap(({{ node, box, text }}) => {{
    const range = document.createRange();
    range.selectNodeContents(node);
    const rect = range.getBoundingClientRect();
    if (!rect.width) return [];
    const scale = box instanceof SVGElement ? box.getScreenCTM().d : 1;
    const size = (100 * scale * sizeOf(box)) / innerHeight;
    const whole = rect.top >= -1 && rect.left >= -1 && rect.bottom <= innerHeight + 1 && rect.right <= innerWidth + 1;
    return [{{ text, size, whole, mustRead: !(box instanceof SVGElement) && Boolean(box.closest(mustRead)) }}];
  }});
}}"""
WALL_OVERFLOWS = """() => {
  const sticksOut = (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
  const page = document.scrollingElement;
  const found = [...document.querySelectorAll(".stage, .foot, .foot-join")].filter(sticksOut).map((box) => box.className);
  if (page.scrollHeight > innerHeight || page.scrollWidth > innerWidth) found.push("page");
  return found;
}"""
# Each with its size, and whether a box that it is in cuts it off.
PHONE_TEXTS = f"""() => {{{SEEN}
  const cuts = (box) => !["visible", "auto"].includes(getComputedStyle(box).overflowY)
    && (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1);
  const isCut = (box) => box && box !== document.documentElement && (cuts(box) || isCut(box.parentElement));
  return seen.map(({{ box, text }}) => ({{ text, size: sizeOf(box), cut: Boolean(isCut(box)) }}));
}}"""
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
    """Let axe look at everything with all its rules."""
    return [_told(violation) for violation in Axe().run(page).response["violations"]]


def _told(violation: dict[str, Any]) -> str:
    where = [(node["target"], node["failureSummary"]) for node in violation["nodes"][:3]]
    return f"{violation['id']}: {violation['help']} {where}"


def faults_of_wall(page: Page) -> list[str]:
    """Find what is too small on the wall or sticks out of it, on both sizes of projector."""
    faults = []
    for width, height in WALL_SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        texts = page.evaluate(WALL_TEXTS)
        assert texts, "nothing on the wall"
        faults += [f"{width}: small: {text}" for text in texts if not _is_large(text)]
        faults += [f"{width}: cut off: {text}" for text in texts if not text["whole"]]
        faults += [f"{width}: overflows: {box}" for box in page.evaluate(WALL_OVERFLOWS)]
    return faults


def _is_large(text: dict[str, Any]) -> bool:
    least = MUST_READ if text["mustRead"] else SMALLEST
    return bool(text["size"] >= least - ROUNDING)


def faults_of_width(page: Page) -> list[str]:
    """Find whether a page has to be pushed sideways, on the narrowest phone too."""
    return [fault for width in _narrowed(page) for fault in _wider(page, width)]


def faults_of_phone(page: Page) -> list[str]:
    """Find what is too small or cut off on a phone, and whether it has to be pushed sideways."""
    faults = []
    for width in _narrowed(page):
        texts = page.evaluate(PHONE_TEXTS)
        faults += _wider(page, width)
        faults += [f"at {width} small: {text}" for text in texts if text["size"] < LEAST_PX]
        faults += [f"at {width} cut off: {text}" for text in texts if text["cut"]]
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
