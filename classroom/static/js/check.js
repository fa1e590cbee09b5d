// The room check: larger, smaller, over the full screen; any key that goes on goes to the wall.
import { meaning, toggleFull } from "./keys.js";
import { resizeBy, useSize } from "./sizes.js";

const DOES = {
  full: toggleFull,
  bigger: () => resizeBy(1),
  smaller: () => resizeBy(-1),
  next: () => location.assign(document.querySelector("[data-wall]").dataset.wall),
};

addEventListener("keydown", (event) => {
  const wish = meaning(event);
  if (!wish || !DOES[wish]) return;
  event.preventDefault();
  DOES[wish]();
  useSize();
});
useSize();
