// A story played alone: the wall's letters and keys. Every move is a link, so without this all can be done as well.

import { rememberEnding } from "./endings.js";
import { fit, unfit } from "./fit.js";
import { heedKeys, isForPage, toggleFull } from "./keys.js";
import { resizeBy, useSize } from "./sizes.js";

const LINKS = "a, button, summary";
// As in faces/alone.css: where the page is narrower it is read from above to below, and its letters stay as they are.
const wide = matchMedia("(width >= 52rem)");
const screen = document.getElementById("screen");

function drawn() {
  useSize();
  if (wide.matches) fit(screen);
  else unfit(screen);
}

function press(id) {
  document.getElementById(id)?.click();
}

/** What somebody types who means an option, or the next moment where no link has the focus. */
function pressed({ key, target }) {
  if (/^[a-z]$/i.test(key)) return document.getElementById(`choose-${key.toUpperCase()}`);
  const isOnLink = target instanceof Element && target.closest(LINKS);
  return key === "Enter" && !isOnLink ? document.getElementById("next") : null;
}

function heedLetters(event) {
  const link = isForPage(event) && pressed(event);
  if (!link) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  link.click();
}

function resize(by) {
  resizeBy(by);
  drawn();
}

addEventListener("keydown", heedLetters);
heedKeys({
  next: () => press("next"),
  back: () => press("back"),
  voice: () => press("voice"),
  full: toggleFull,
  bigger: () => resize(1),
  smaller: () => resize(-1),
});
if (screen.dataset.ending) rememberEnding(screen.dataset.story, screen.dataset.ending);
new ResizeObserver(drawn).observe(screen.parentElement);
document.fonts?.ready.then(drawn);
drawn();
if (!wide.matches) screen.querySelector("[data-flow] > li:last-child")?.scrollIntoView({ block: "nearest" });
