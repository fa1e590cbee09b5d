// The room check: larger, smaller, over the full screen; any key that goes on goes to the wall.
import { heedKeys, toggleFull } from "./keys.js";
import { resizeBy, useSize } from "./sizes.js";

const DOES = {
  full: toggleFull,
  bigger: () => resize(1),
  smaller: () => resize(-1),
  next: () => location.assign(document.querySelector("[data-wall]").dataset.wall),
};

function resize(steps) {
  resizeBy(steps);
  useSize();
}

heedKeys(DOES);
useSize();
