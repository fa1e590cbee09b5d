// The posters on the shelf: a lantern is lit for each ending that this browser has seen, with a class or alone.

import { openedOf } from "./doors.js";
import { endingsSeen } from "./endings.js";

/** Light the lanterns of all posters; without this they are there, and dark. */
export function lightEndings() {
  for (const line of document.querySelectorAll("[data-endings]")) {
    const known = [...openedOf(line.dataset.story), ...endingsSeen(line.dataset.story)];
    const seen = line.dataset.endings.split(" ").filter((ending) => known.includes(ending)).length;
    if (seen) lightSome(line, seen);
  }
}

function lightSome(line, seen) {
  for (const lantern of [...line.querySelectorAll("[data-lantern]")].slice(0, seen)) lantern.toggleAttribute("data-lit", true);
  line.querySelector("[data-seen]").textContent = line.dataset.says.replace("{seen}", String(seen));
}
