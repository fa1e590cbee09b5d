// Keeps a wall up to date and its letters as large as fit, on the wall itself and on a mirrored one.

import { moveCards } from "./cards.js";
import { Cue } from "./cue.js";
import { fit } from "./fit.js";
import { follow } from "./live.js";
import { Minute } from "./minute.js";
import { resizeBy, useSize } from "./sizes.js";

// When the wall says how many take part.
const COUNTED_IN = ["lobby", "voting"];

/** A wall that says how many take part, in letters that fit. */
class FittedWall {
  constructor(main) {
    this.main = main;
    this.cue = new Cue(document.getElementById("hear"));
    this.minute = new Minute();
    this.crowd = "";
    this.lit = { window: 0, lamp: 0 };
  }

  shown(screen) {
    if (!COUNTED_IN.includes(screen.dataset.phase)) Object.assign(this, { crowd: "", lit: { window: 0, lamp: 0 } });
    if (this.crowd) this.tellCrowd(screen);
    this.fit();
    moveCards(screen);
    this.minute.heed(screen);
    this.cue.heed(screen);
  }

  turnout({ words, phones = 0, lamps = 0 }) {
    const screen = this.main.querySelector("#screen");
    if (!COUNTED_IN.includes(screen.dataset.phase) || "paused" in screen.dataset) return;
    this.crowd = words;
    this.lit = { window: Math.max(this.lit.window, phones), lamp: lamps }; // Nobody sees on the wall who leaves.
    this.tellCrowd(screen);
    this.fit(); // These words may need a line more than those before them.
  }

  /** Letters as large as was chosen in this browser, if they fit. */
  fit() {
    useSize();
    fit(this.main.querySelector("#screen"));
  }

  tellCrowd(screen) {
    const place = screen.querySelector("#crowd");
    if (place && !("paused" in screen.dataset)) place.textContent = this.crowd;
    for (const [light, number] of Object.entries(this.lit)) {
      for (const one of screen.querySelectorAll(`[data-${light}]`)) one.toggleAttribute("data-lit", Number(one.dataset[light]) < number);
    }
  }

  resize(by) {
    resizeBy(by);
    this.fit();
  }
}

/** Follow this wall; gives what the page's keys may do to it. */
export function followWall(main, hooks = {}) {
  const wall = new FittedWall(main);
  new ResizeObserver(() => wall.fit()).observe(main);
  if (document.fonts) document.fonts.ready.then(() => wall.fit());
  wall.shown(main.querySelector("#screen"));
  follow(main, { ...hooks, shown: (screen) => wall.shown(screen), turnout: (data) => wall.turnout(data) });
  return { bigger: () => wall.resize(1), smaller: () => wall.resize(-1) };
}
