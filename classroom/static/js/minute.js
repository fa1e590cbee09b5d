// The minute that pairs have goes on where it was when the wall is drawn anew, and stands still in a pause.

import { now } from "./time.js";

export class Minute {
  constructor() {
    this.gone = 0; // milliseconds
    this.since = null;
  }

  /** Heed a screen that the wall shows now. */
  heed(screen) {
    if (this.since !== null) this.gone += now() - this.since;
    this.since = null;
    const line = screen.querySelector("[data-minute]");
    if (line) this.go(line);
    else if (!("paused" in screen.dataset)) this.gone = 0;
  }

  go(line) {
    this.since = now();
    for (const motion of line.getAnimations?.() ?? []) motion.currentTime = this.gone;
  }
}
