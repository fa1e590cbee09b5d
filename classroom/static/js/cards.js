// A card that is sorted goes to its pile before the eyes of the class: where each one was is remembered from screen to screen.

const MOVE = { duration: 450, easing: "ease-in-out" };
let before = new Map();

/** Let every card of the screen that has just come move here from where it was on the one before. */
export function moveCards(screen) {
  const isStill = "calm" in screen.dataset || matchMedia("(prefers-reduced-motion: reduce)").matches;
  const now = new Map();
  for (const card of screen.querySelectorAll("[data-card]")) {
    const at = card.getBoundingClientRect();
    now.set(card.textContent, at);
    if (!isStill) moveFrom(before.get(card.textContent) ?? at, at, card);
  }
  before = now;
}

function moveFrom(was, at, card) {
  const [right, down] = [was.left - at.left, was.top - at.top];
  if (right || down) card.animate([{ transform: `translate(${right}px, ${down}px)` }, { transform: "none" }], MOVE);
}
