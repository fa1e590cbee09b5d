// Keeps a wall up to date and its letters as large as fit, on the wall itself and on a mirrored one.

import { follow } from "./live.js";
import { resizeBy, useSize } from "./sizes.js";
import { Cue } from "./cue.js";

const LARGEST_FIT = 1.25;
const MOST_ROOM = 1.25;
const SMALLEST_FIT = 0.8;
const FIT_STEP = 0.025;
// When the wall says how many take part.
const COUNTED_IN = ["lobby", "voting"];

/** Letters as large as was asked for: smaller where a long text needs it, larger where a short one leaves room. */
function fit(wall) {
  const screen = wall.querySelector("#screen");
  const stage = screen.querySelector(".stage");
  const flow = screen.querySelector("[data-flow]");
  useSize();
  shrink(flow && !isTold(flow) ? flow : stage, largestFor(stage) * roomOf(wall));
  if (flow) hideOld(flow);
}

/** Make the letters smaller, from the largest on, until this box holds what is in it. */
function shrink(box, largest) {
  for (let scale = largest; scale >= SMALLEST_FIT; scale -= FIT_STEP) {
    document.documentElement.style.setProperty("--fit", scale.toFixed(3));
    if (!box || holdsAll(box)) return;
  }
}

function holdsAll(box) {
  return box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
}

function largestFor(stage) {
  return stage && "grow" in stage.dataset ? LARGEST_FIT : 1;
}

/** A picture that is higher than 16 by 9 has so many times the room for its letters. */
function roomOf(wall) {
  return Math.min(MOST_ROOM, Math.max(1, wall.clientHeight / (wall.clientWidth * 0.5625)));
}

/** A story with messages may lose its oldest ones at the top; a story alone has to fit. */
function isTold(flow) {
  return Boolean(flow.querySelector(".bubble"));
}

/** Keep the newest line in sight, and hide what no longer stands whole on the wall: half a line is worse than none. */
function hideOld(flow) {
  flow.classList.add("is-steered");
  flow.scrollTop = flow.scrollHeight;
  const top = flow.getBoundingClientRect().top;
  const items = [...flow.querySelectorAll(".bubble, .flow-item")];
  for (const item of items) item.classList.toggle("is-past", item.getBoundingClientRect().top < top - 2);
  if (items.length) items[items.length - 1].classList.remove("is-past");
}

/** A wall that says how many take part, in letters that fit. */
class FittedWall {
  constructor(main) {
    this.main = main;
    this.cue = new Cue(document.getElementById("hear"));
    this.crowd = "";
  }

  shown(screen) {
    if (!COUNTED_IN.includes(screen.dataset.phase)) this.crowd = "";
    if (this.crowd) this.tellCrowd(screen);
    fit(this.main);
    this.cue.heed(screen);
  }

  turnout({ words }) {
    const screen = this.main.querySelector("#screen");
    if (!COUNTED_IN.includes(screen.dataset.phase) || "paused" in screen.dataset) return;
    this.crowd = words;
    this.tellCrowd(screen);
    fit(this.main); // These words may need a line more than those before them.
  }

  tellCrowd(screen) {
    const place = screen.querySelector("#crowd");
    if (place && !("paused" in screen.dataset)) place.textContent = this.crowd;
  }

  resize(by) {
    resizeBy(by);
    fit(this.main);
  }
}

/** Follow this wall; gives what the page's keys may do to it. */
export function followWall(main, hooks = {}) {
  const wall = new FittedWall(main);
  new ResizeObserver(() => fit(main)).observe(main);
  if (document.fonts) document.fonts.ready.then(() => fit(main));
  wall.shown(main.querySelector("#screen"));
  follow(main, { ...hooks, shown: (screen) => wall.shown(screen), turnout: (data) => wall.turnout(data) });
  return { bigger: () => wall.resize(1), smaller: () => wall.resize(-1) };
}
