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
  const root = document.documentElement;
  useSize();
  const largest = (stage && "grow" in stage.dataset ? LARGEST_FIT : 1) * roomOf(wall);
  for (let scale = largest; scale >= SMALLEST_FIT; scale -= FIT_STEP) {
    root.style.setProperty("--fit", scale.toFixed(3));
    const box = flow && !isTold(flow) ? flow : stage;
    if (!box || (box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1)) break;
  }
  if (flow) hideOld(flow);
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

/** Follow this wall; gives what the page's keys may do to it. */
export function followWall(wall, hooks = {}) {
  const cue = new Cue(document.getElementById("hear"));
  let crowd = "";

  function shown(screen) {
    const state = screen.querySelector("#crowd");
    if (!COUNTED_IN.includes(screen.dataset.phase)) crowd = "";
    else if (crowd && state && !("paused" in screen.dataset)) state.textContent = crowd;
    fit(wall);
    cue.heed(screen);
  }

  function turnout(data) {
    const screen = wall.querySelector("#screen");
    if (!COUNTED_IN.includes(screen.dataset.phase) || "paused" in screen.dataset) return;
    crowd = data.words;
    screen.querySelector("#crowd").textContent = crowd;
    fit(wall); // These words may need a line more than those before them.
  }

  function resize(by) {
    resizeBy(by);
    fit(wall);
  }

  new ResizeObserver(() => fit(wall)).observe(wall);
  if (document.fonts) document.fonts.ready.then(() => fit(wall));
  shown(wall.querySelector("#screen"));
  follow(wall, { ...hooks, shown, turnout });
  return { bigger: () => resize(1), smaller: () => resize(-1) };
}
