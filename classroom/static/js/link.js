// How a page hears that there is news: by a stream that it holds, and by asking where it holds none or the stream is silent.

import { jitter, now } from "./time.js";

const FIRST_BYTE = 3000;
const POLL = 3000;
// How often a page asks that nobody looks at.
const POLL_UNSEEN = 15000;
// A beat comes every three seconds. After this silence the stream counts as dead, whatever the browser says of it.
const WATCHDOG = 7000;
const REOPEN = [1000, 2000, 4000, 5000];

export function isSeen() {
  return document.visibilityState !== "hidden";
}

/**
 * `address()` gives where the stream is; `heeds` has what to do with each kind of event, and `arrived()` hears of any of them.
 * `gone()` hears that there is nothing to follow any more. `refresh()` asks for news, and `isOver()` tells that none can come.
 */
export class Link {
  constructor({ address, heeds, arrived, gone, refresh, isOver }) {
    Object.assign(this, { address, heeds, arrived, gone, refresh, isOver });
    this.source = null;
    this.heard = 0;
    this.failures = 0;
    this.polling = null;
    this.reopening = null;
    this.firstByte = null;
  }

  /** Tell whether there is a stream that has been silent for too long. */
  get isDead() {
    return Boolean(this.source) && now() - this.heard > WATCHDOG;
  }

  /** Hold a stream, or ask now and then. */
  hold(isStream) {
    if (!isStream) {
      this.close();
      this.startPolling();
    } else if (!this.source) this.open();
  }

  open() {
    this.close();
    this.heard = now();
    this.source = new EventSource(this.address());
    this.firstByte = setTimeout(() => this.startPolling(), FIRST_BYTE);
    for (const [kind, heed] of Object.entries(this.heeds)) {
      this.source.addEventListener(kind, (event) => {
        this.hear();
        heed(event);
      });
    }
    this.source.addEventListener("gone", this.gone);
    this.source.addEventListener("error", () => this.lose());
  }

  hear() {
    this.heard = now();
    this.failures = 0;
    clearTimeout(this.firstByte);
    this.stopPolling();
    this.arrived();
  }

  lose() {
    this.startPolling();
    if (!this.source || this.source.readyState !== EventSource.CLOSED || this.reopening) return;
    const wait = REOPEN[Math.min(this.failures++, REOPEN.length - 1)];
    this.reopening = setTimeout(() => this.open(), jitter(wait));
  }

  close() {
    clearTimeout(this.firstByte);
    clearTimeout(this.reopening);
    this.reopening = null;
    this.stopPolling();
    if (this.source) this.source.close();
    this.source = null;
  }

  startPolling() {
    if (this.polling) return;
    if (isSeen()) this.refresh();
    this.pollLater();
  }

  pollLater() {
    this.polling = null;
    if (this.isOver()) return;
    const poll = () => {
      this.refresh();
      this.pollLater();
    };
    this.polling = setTimeout(poll, jitter(isSeen() ? POLL : POLL_UNSEEN));
  }

  stopPolling() {
    clearTimeout(this.polling);
    this.polling = null;
  }
}
