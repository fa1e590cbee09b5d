// The wall: shows, and hands its keys to the desk. It never changes the lesson itself.
import { follow } from "./live.js";
import { meaning, toggleFull } from "./keys.js";
import { resizeBy, useSize } from "./sizes.js";

const LARGEST_FIT = 1.25;
const SMALLEST_FIT = 0.8;
const FIT_STEP = 0.025;

const wall = document.getElementById("live");
const root = document.documentElement;
const full = document.getElementById("full");
const keys = document.getElementById("keys");
const desk = "BroadcastChannel" in globalThis ? new BroadcastChannel(`wissel-${wall.dataset.channel}`) : null;
let crowd = "";

/** Letters as large as was asked for: smaller where a long text needs it, larger where a short one leaves room. */
function fit() {
  const screen = wall.querySelector("#screen");
  const stage = screen.querySelector(".stage");
  const flow = screen.querySelector("[data-flow]");
  useSize();
  const largest = stage && "grow" in stage.dataset ? LARGEST_FIT : 1;
  for (let scale = largest; scale >= SMALLEST_FIT; scale -= FIT_STEP) {
    root.style.setProperty("--fit", scale.toFixed(3));
    const box = flow && !isTold(flow) ? flow : stage;
    if (!box || (box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1)) break;
  }
  if (flow) hideOld(flow);
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

function shown(screen) {
  fit();
  const state = screen.querySelector("#crowd");
  if (screen.dataset.phase !== "voting") crowd = "";
  else if (crowd && state && !("paused" in screen.dataset)) state.textContent = crowd;
}

function turnout(data) {
  const screen = wall.querySelector("#screen");
  if (screen.dataset.phase !== "voting" || "paused" in screen.dataset) return;
  crowd = data.words;
  screen.querySelector("#crowd").textContent = crowd;
}

function resize(by) {
  resizeBy(by);
  fit();
}

const OWN = {
  full: toggleFull,
  bigger: () => resize(1),
  smaller: () => resize(-1),
  keys: () => keys.showModal(),
};

addEventListener("keydown", (event) => {
  const wish = meaning(event);
  if (!wish) return;
  event.preventDefault();
  if (OWN[wish]) OWN[wish]();
  else if (desk) desk.postMessage(wish);
});
// The desk has the same keys and passes these on.
if (desk) desk.addEventListener("message", ({ data }) => ["full", "bigger", "smaller"].includes(data) && OWN[data]());
full.hidden = !root.requestFullscreen;
full.addEventListener("click", toggleFull);
document.addEventListener("fullscreenchange", () => (full.hidden = Boolean(document.fullscreenElement)));
new ResizeObserver(fit).observe(root);
if (document.fonts) document.fonts.ready.then(fit);
shown(wall.querySelector("#screen"));
follow(wall, {
  shown,
  turnout,
  link: (isUp) => (document.getElementById("lost").hidden = isUp),
});
