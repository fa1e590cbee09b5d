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

/** Give what a key press asks for, or null: typing in a field, or a key that belongs to the browser, asks for nothing. */
export function meaning(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target && target.closest("input, select, textarea, [contenteditable], dialog[open]")) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // Space and the arrows keep their own meaning on something that can be pressed.
  if (key === " " && target && target.closest("button, summary, a, label")) return null;
  return MEANINGS[key] || null;
}

/** Fill the screen, or give it back. */
export function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
}
