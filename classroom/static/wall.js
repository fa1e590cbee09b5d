// The wall: shows, and hands its keys to the desk. It never changes the lesson itself.
import { meaning, toggleFull } from "./keys.js";
import { followWall } from "./fitted.js";

const wall = document.getElementById("live");
const full = document.getElementById("full");
const keys = document.getElementById("keys");
const desk = "BroadcastChannel" in globalThis ? new BroadcastChannel(`wissel-${wall.dataset.channel}`) : null;

const OWN = {
  ...followWall(wall, { link: (isUp) => (document.getElementById("lost").hidden = isUp) }),
  full: toggleFull,
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
full.hidden = !document.documentElement.requestFullscreen;
full.addEventListener("click", toggleFull);
document.addEventListener("fullscreenchange", () => (full.hidden = Boolean(document.fullscreenElement)));
