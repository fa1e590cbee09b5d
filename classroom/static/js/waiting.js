// A computer that waits for a desk: asks now and then whether its code was typed, and goes where it is told.

import { begin } from "./alive.js";

const AGAIN = 2000;

async function ask() {
  try {
    const answer = await fetch(location.pathname, { headers: { "X-Wissel": "1" }, cache: "no-store" });
    if (answer.status === 200) {
      const { go } = await answer.json();
      location.replace(go);
      return;
    }
  } catch {
    // The program is away for a moment; it is asked again.
  }
  setTimeout(ask, AGAIN);
}

begin(() => setTimeout(ask, AGAIN));
