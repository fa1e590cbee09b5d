// Keeps what depends on time: the minutes, the late button, the undo that runs out, the help that stays up.

import { markWaiting } from "./acts.js";
import { rest } from "./fresh.js";
import { say } from "./html.js";
import { inTab } from "./kept.js";
import { now } from "./time.js";

const SETTLE = 1500;
const SOON = 5; // minutes before the button turns

/** `main` has data-started and data-clock: two pages of one browser with the same name keep the same time. */
export class Clock {
  constructor(main) {
    this.main = main;
    this.key = `wissel-clock-${main.dataset.clock}`;
    const again = Number(inTab.get(this.key));
    this.started = Math.max(again, Number(main.dataset.started) * 1000);
    this.until = new Map();
    this.turned = 0;
  }

  get minutes() {
    return Math.max(0, Math.floor((now() - this.started) / 60000));
  }

  restart() {
    this.started = now();
    inTab.set(this.key, String(this.started));
  }

  /** Tell whether the large button changed its meaning so lately that a key was perhaps meant for the old one. */
  get justTurned() {
    return now() - this.turned < SETTLE;
  }

  /** Bring this screen up to the present second. */
  tick(screen) {
    this.turnLate(screen);
    this.tellSoon(screen);
    this.runOut(screen.querySelector("[data-undo]"), screen);
    this.holdUp(screen.querySelector("[data-wait]"));
  }

  turnLate(screen) {
    const late = screen.querySelector("[data-when-late]");
    if (!late) return;
    const isLate = this.minutes >= Number(screen.dataset.late);
    if (late.hidden !== isLate) return;
    late.hidden = !isLate;
    screen.classList.toggle("is-late", isLate);
    if (isLate && !this.wasLate) {
      this.turned = now();
      rest(screen.querySelector("[data-large-acts]"));
      say(this.main.dataset.saysLate);
    }
    this.wasLate = isLate;
  }

  /** Say some minutes before what the large button will turn into; only the desk has a place for it. */
  tellSoon(screen) {
    const line = screen.querySelector("[data-soon]");
    if (!line) return;
    const left = Number(screen.dataset.late) - this.minutes;
    line.hidden = left <= 0 || left > SOON;
    const words = left === 1 ? line.dataset.soonNow : line.dataset.soon.replace("{minutes}", left);
    if (line.textContent !== words) line.textContent = words;
    this.saySoon(!line.hidden, words);
  }

  /** Once: every screen that is drawn meanwhile brings the line anew, and each minute has other words. */
  saySoon(isSoon, words) {
    if (isSoon && !this.saidSoon) say(words);
    this.saidSoon = isSoon;
  }

  secondsLeft(name, seconds) {
    if (!this.until.has(name)) this.until.set(name, now() + seconds * 1000);
    return Math.ceil((this.until.get(name) - now()) / 1000);
  }

  runOut(form, screen) {
    if (!form || form.hidden) return;
    const left = this.secondsLeft(`undo-${screen.dataset.version}`, Number(form.dataset.undo));
    form.querySelector("[data-seconds]").textContent = left > 0 ? `${left}` : "";
    if (left > 0) return;
    const hadFocus = form.contains(document.activeElement);
    form.hidden = true;
    if (hadFocus) screen.querySelector("#do-primary").focus();
  }

  holdUp(form) {
    const name = `${this.key}-wait`;
    if (!form) {
      inTab.forget(name);
      return;
    }
    if (!inTab.get(name)) inTab.set(name, String(now()));
    const since = (now() - Number(inTab.get(name))) / 1000;
    const left = Math.ceil(Number(form.dataset.wait) - since);
    form.querySelector("[data-seconds]").textContent = left > 0 ? `${left}` : "";
    markWaiting(form, left > 0);
  }
}
