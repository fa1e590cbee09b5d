// The wall: shows, and hands its keys to the desk. It never changes the lesson itself.
import { followWall } from "./fitted.js";
import { say } from "./html.js";
import { heedKeys, toggleFull } from "./keys.js";

const ANSWERS = 1000;
const READABLE = 8000;
let unheard = null;

const wall = document.getElementById("live");
const full = document.getElementById("full");
const keys = document.getElementById("keys");
const deaf = document.getElementById("deaf");
const desk = "BroadcastChannel" in globalThis ? new BroadcastChannel(`wissel-${wall.dataset.channel}`) : null;

const OWN = {
  ...followWall(wall, { link: (isUp) => (document.getElementById("lost").hidden = isUp) }),
  full: toggleFull,
  keys: () => keys.showModal(),
};

heedKeys(OWN, hand);

/** Hand a key to the desk. It hears that only in the same browser, at the same address; if it does not, say so for a while. */
function hand(wish) {
  if (desk) desk.postMessage(wish);
  clearTimeout(unheard);
  unheard = setTimeout(() => tellDeaf(true), ANSWERS);
}

function tellDeaf(isDeaf) {
  clearTimeout(unheard);
  deaf.hidden = !isDeaf;
  if (!isDeaf) return;
  say(deaf.textContent.trim());
  unheard = setTimeout(() => tellDeaf(false), READABLE);
}

// The desk has the same keys and passes these on.
if (desk) {
  desk.addEventListener("message", ({ data }) => {
    if (data === "heard") tellDeaf(false);
    else if (["full", "bigger", "smaller"].includes(data)) OWN[data]();
  });
}
full.hidden = !document.documentElement.requestFullscreen;
full.addEventListener("click", toggleFull);
document.addEventListener("fullscreenchange", () => (full.hidden = Boolean(document.fullscreenElement)));
