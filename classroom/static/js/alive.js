// Every page that follows a lesson renews itself, as browsers do it without any script, and says so. Only a script that
// has started well stops that; so a script that is refused, lost on its way, too old or broken leaves nobody behind.

const LOADS = 5000; // milliseconds that a page may take to load, and that it stays at least between two reloads

let broken = false;
let started = false;
let leaving = false;

/** Load the page anew, but never in a tight circle. */
export function reload() {
  const came = performance.getEntriesByType("navigation")[0];
  const wait = came && came.type !== "reload" ? 0 : LOADS - performance.now();
  setTimeout(() => leaving || location.reload(), Math.max(0, wait));
}

/** Let nothing load this page anew any more: it is about to make room for another. */
export function depart() {
  leaving = true;
}

// An error that nobody expected: from here on the page cannot be trusted to keep itself up to date.
addEventListener("error", ({ error, filename }) => error && filename.startsWith(location.origin) && die());
addEventListener("unhandledrejection", ({ reason }) => isFault(reason) && die());

/** Tell whether this is a fault of our script: not of an extension, and not something that a browser refuses. */
function isFault(reason) {
  return reason instanceof Error && !(reason instanceof DOMException) && String(reason.stack).includes(location.origin);
}

function die() {
  broken = true;
  if (started) reload();
}

function stopRenewing() {
  // What stops a page that is about to renew itself: the first in Chromium and Firefox, the second, which leads nowhere, in WebKit.
  stop();
  history.go(9999);
  document.querySelector("meta[http-equiv=refresh]")?.remove();
  for (const line of document.querySelectorAll("[data-renews]")) line.remove();
}

/**
 * Call `start` once the page stands and no part of its script has failed; it need not renew itself any more from then on.
 * A page may begin several things, such as a wall and the buttons under it.
 */
export function begin(start) {
  let isBegun = false;
  const go = () => {
    if (isBegun || broken) return;
    isBegun = true;
    if (!started) stopRenewing();
    started = true;
    start();
  };
  if (document.readyState === "complete") setTimeout(go);
  addEventListener("load", () => setTimeout(go));
  setTimeout(go, LOADS);
}
