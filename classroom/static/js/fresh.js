// What has just come to a place is dead for as long as a double tap lasts: the second tap was meant for what stood there before.

import { now } from "./time.js";

const DOUBLE_TAP = 500;
const dead = new WeakMap();

/** Let nothing in this box be pressed for so many milliseconds; what it holds may change meanwhile. */
export function rest(box, milliseconds = DOUBLE_TAP) {
  if (!box) return;
  const last = dead.get(box);
  if (last) clearTimeout(last.timer);
  box.classList.add("is-fresh");
  const timer = setTimeout(() => box.classList.remove("is-fresh"), milliseconds);
  dead.set(box, { timer, until: now() + milliseconds });
}

/** Tell whether a box is still dead: keys ask, since they do not come by way of a place. A hidden page wakes late, so time counts too. */
export function rests(box) {
  return box.classList.contains("is-fresh") && now() < dead.get(box).until;
}
