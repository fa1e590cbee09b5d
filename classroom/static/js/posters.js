// The posters on the shelf: a lampion is lit for each ending that this browser has seen, with a class or alone.

import { seenOf } from "./ways.js";
import { endingsSeen } from "./endings.js";

/** Light the lampions of all posters; without this they are there, and dark. */
export function lightEndings() {
  for (const line of document.querySelectorAll("[data-endings]")) {
    const known = seenIn(line.dataset.story);
    const seen = line.dataset.endings.split(" ").filter((ending) => known.includes(ending)).length;
    if (seen) lightSome(line, seen);
  }
}

/** Show the endings in a gallery that were seen. */
export function showSeenEndings() {
  const gallery = document.querySelector("[data-gallery]");
  if (!gallery) return;
  const known = seenIn(gallery.dataset.gallery);
  for (const ending of gallery.children) if (known.includes(ending.dataset.ending)) showEnding(ending);
}

/** Give the names of all that this browser has seen of a story, with a class or alone. */
function seenIn(story) {
  return [...seenOf(story), ...endingsSeen(story)];
}

function showEnding(ending) {
  ending.querySelector("[data-unseen]").remove();
  ending.querySelector("details").hidden = false;
}

function lightSome(line, seen) {
  for (const lampion of [...line.querySelectorAll("[data-lampion]")].slice(0, seen)) lampion.toggleAttribute("data-lit", true);
  line.querySelector("[data-seen]").textContent = line.dataset.says.replace("{seen}", String(seen));
}
