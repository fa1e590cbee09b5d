// A story played alone: the wall's letters and keys. Every move is a link, so without this all can be done as well.

import { fit } from "./fit.js";
import { inBrowser } from "./kept.js";
import { heedKeys, isForPage, toggleFull } from "./keys.js";
import { resizeBy, useSize } from "./sizes.js";

const ENDINGS_KEPT = "wissel-endings";
const LINKS = "a, button, summary";
// As in faces/alone.css: where the page is narrower it is read from above to below, and its letters stay as they are.
const wide = matchMedia("(width >= 52rem)");
const screen = document.getElementById("screen");

function drawn() {
  useSize();
  if (wide.matches) return fit(screen);
  screen.closest(".wall").style.removeProperty("--fit");
}

function press(id) {
  document.getElementById(id)?.click();
}

/** What somebody types who means an option, or the next moment where no link has the focus. */
function pressed({ key, target }) {
  if (/^[a-e]$/i.test(key)) return document.getElementById(`choose-${key.toUpperCase()}`);
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

/** Remember in this browser alone which endings it has seen. */
function rememberEnding({ storyEnded, ending }) {
  if (!ending) return;
  const seen = new Set((inBrowser.get(ENDINGS_KEPT) || "").split(" ").filter(Boolean));
  inBrowser.set(ENDINGS_KEPT, [...seen.add(`${encodeURIComponent(storyEnded)}/${ending}`)].join(" "));
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
rememberEnding(screen.dataset);
new ResizeObserver(drawn).observe(screen.parentElement);
document.fonts?.ready.then(drawn);
drawn();
if (!wide.matches) [...screen.querySelectorAll(".turn")].at(-1)?.scrollIntoView({ block: "nearest" });
