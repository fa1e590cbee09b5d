// The minute that pairs have for a question goes on where it was when the wall is drawn anew, and stands still in a pause.

import { now } from "./time.js";

export class Minute {
  constructor() {
    this.question = null;
    this.gone = 0; // milliseconds
    this.since = null;
  }

  /** Heed a screen that the wall shows now. */
  heed(screen) {
    if (this.since !== null) this.gone += now() - this.since;
    this.since = null;
    const line = screen.querySelector("[data-minute]");
    if (line) this.go(line);
    else if (screen.dataset.phase !== "talking") this.question = null; // A pause, or a voice, is in the midst of talking.
  }

  go(line) {
    if (line.dataset.minute !== this.question) this.gone = 0;
    this.question = line.dataset.minute;
    this.since = now();
    for (const motion of line.getAnimations?.() ?? []) motion.currentTime = this.gone;
  }
}
