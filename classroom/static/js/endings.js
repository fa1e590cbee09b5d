// Which endings this browser has seen, of stories played alone: kept here only, so that their lampions stay lit on the shelf.

import { inBrowser } from "./kept.js";

const ENDINGS_KEPT = "wissel-endings";

function allEndings() {
  try {
    return Object(JSON.parse(inBrowser.get(ENDINGS_KEPT)));
  } catch {
    return {};
  }
}

/** Remember that this ending of this story was seen. */
export function rememberEnding(story, ending) {
  inBrowser.set(ENDINGS_KEPT, JSON.stringify({ ...allEndings(), [story]: [...new Set([...endingsSeen(story), ending])] }));
}

/** Give the names of the endings of this story that were seen. */
export function endingsSeen(story) {
  const seen = allEndings()[story];
  return Array.isArray(seen) ? seen : [];
}
