// Clickers are keyboards: what each key means, on the wall and on the desk alike.

const MEANINGS = {
  PageDown: "next",
  ArrowRight: "next",
  " ": "next",
  PageUp: "back",
  ArrowLeft: "back",
  b: "pause",
  ".": "pause",
  v: "voice",
  s: "sound",
  f: "full",
  "+": "bigger",
  "=": "bigger",
  "-": "smaller",
  "?": "keys",
  1: "pile1",
  2: "pile2",
  3: "pile3",
  4: "pile4",
};

const TYPED_IN = "input, select, textarea, [contenteditable], dialog[open]";
const PRESSED = "button, summary, a, label";

/** Give what a key press asks for, or null. */
export function meaning(event) {
  if (!isForPage(event)) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // Space keeps its own meaning on something that can be pressed.
  if (key === " " && isWithin(event, PRESSED)) return null;
  return MEANINGS[key] || null;
}

/** Do what a key asks for: `does` has it by its meaning, and `otherwise(meaning)` takes what is not there, if anything does. */
export function heedKeys(does, otherwise) {
  addEventListener("keydown", (event) => {
    const asked = meaning(event);
    const act = asked && (does[asked] || otherwise);
    if (!act) return;
    event.preventDefault();
    act(asked);
  });
}

/** Tell whether a key may ask for something: not while somebody types in a field, and not what belongs to the browser. */
export function isForPage(event) {
  return !isForBrowser(event) && !isWithin(event, TYPED_IN);
}

function isForBrowser({ ctrlKey, altKey, metaKey, isComposing, repeat }) {
  return ctrlKey || altKey || metaKey || isComposing || repeat;
}

function isWithin({ target }, selector) {
  return target instanceof Element && Boolean(target.closest(selector));
}

/** Fill the screen, or give it back. */
export function toggleFull() {
  const page = document.documentElement;
  const turned = document.fullscreenElement ? document.exitFullscreen() : page.requestFullscreen?.();
  turned?.catch(() => {}); // A browser may refuse.
}
