"""In a contrast theme of the system, what we draw is seen as well as what is written."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_room import DESK, NewContext
from tests.browser.running import Running
from tests.browser.simulated import SimulatedDesk, all_vote, version_in

pytestmark = pytest.mark.browser
PUPILS = 28
# The shapes that nothing sets apart from what is behind them: less than three to one, in their lines and in what fills them.
UNSEEN = """() => {
  const light = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    const [x, y, z] = [r, g, b].map((part) => (part / 255 <= 0.04 ? part / 255 / 12.9 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return a ? 0.2126 * x + 0.7152 * y + 0.0722 * z : null;
  };
  const behind = light(getComputedStyle(document.body).backgroundColor);
  const stands = (paint) => {
    const own = paint.startsWith("rgb") ? light(paint) : paint === "none" ? null : behind > 0.5 ? 0 : 1;
    return own !== null && (Math.max(own, behind) + 0.05) / (Math.min(own, behind) + 0.05) >= 3;
  };
  const shapes = [...document.querySelectorAll(".bar *, .way-lamp *, .icon *, .badge-shape, .linger-line")]
    .filter((shape) => shape.checkVisibility() && shape.tagName !== "g" && !shape.closest("defs") && shape.getBoundingClientRect().width > 1);
  const paints = (style) => [style.fill, style.stroke, style.backgroundColor];
  return shapes.filter((shape) => !paints(getComputedStyle(shape)).some(stands)).map((shape) => shape.getAttribute("class") || shape.tagName);
}"""
DRAWN = ".bar, .way-lamp, .icon, .badge, .linger"


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_bars_lamps_and_badges_are_seen_in_a_contrast_theme(
    server: Running, new_context: NewContext, scheme: str
) -> None:
    desk = SimulatedDesk(server).open_room(PUPILS)
    wall = new_context(
        viewport=DESK, forced_colors="active", color_scheme=scheme, reduced_motion="reduce"
    ).new_page()
    wall.goto(server.url(desk.wall_path))
    phones = desk.phones(PUPILS)
    desk.until("voting")
    all_vote(phones, desk.round_id(phones[0]), [0, 1, 1])
    assert desk.close().status == 204
    assert desk.act("next").status == 204
    seen = _seen(wall, desk)
    assert desk.act("land").status == 204
    while desk.phase != "help":
        assert desk.act("next").status == 204
        seen |= _seen(wall, desk)
    assert seen >= {"bar", "badge", "linger"}


def _seen(wall: Page, desk: SimulatedDesk) -> set[str]:
    """Wait until the wall shows what the desk shows, look at it, and name what is drawn there."""
    expect(wall.locator("#live")).to_have_attribute("data-version", f"{_build(wall)}.{version_in(desk.now)}")
    assert wall.evaluate(UNSEEN) == []
    return set(wall.eval_on_selector_all(DRAWN, "(all) => all.map((box) => box.classList[0])"))


def _build(wall: Page) -> str:
    return (wall.locator("#live").get_attribute("data-version") or "").rpartition(".")[0]
