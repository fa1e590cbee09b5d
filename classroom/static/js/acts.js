// Acts are plain forms, sent from here without leaving the page: on the desk, on the mirrored wall and on a remote.

import { rest, rests } from "./fresh.js";
import { say } from "./html.js";
import { GONE, post } from "./http.js";

const ASKS = 428; // done only when somebody says that it is meant
const NOT_NOW = 409;
const SAYS_WHY = [ASKS, NOT_NOW, 503];

/** Make one form's button say that it waits, without taking the focus from it. */
export function markWaiting(form, waits) {
  for (const button of form.querySelectorAll("button")) {
    if (waits) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

function hasToWait(form) {
  return form.matches("[data-wait]") && form.querySelector("[aria-disabled]");
}

function fieldsOf(form, submitter, extra) {
  const fields = { ...Object.fromEntries(new FormData(form)), ...extra };
  if (submitter && submitter.name) fields[submitter.name] = submitter.value;
  return fields;
}

/** Sends acts: one at a time, so never twice for one screen or one touch, and never one that has to wait. */
export class Sender {
  constructor(main, refresh) {
    this.main = main;
    this.says = main.dataset;
    this.refresh = refresh;
    this.underWay = null;
    this.alert = document.getElementById("alert");
    this.sure = document.getElementById("sure");
    this.tooMany = document.getElementById("too-many");
  }

  async send(form, submitter, extra = {}) {
    if (this.ignores(form)) return;
    if (hasToWait(form)) say(this.says.saysWait);
    else await this.carry(form, fieldsOf(form, submitter, extra));
  }

  /** Tell whether a touch may do nothing: an act is under way, or what was touched has only just come there. */
  ignores(form) {
    return this.underWay || (this.main.contains(form) && rests(this.main));
  }

  async carry(form, fields) {
    const act = (this.underWay = {});
    markWaiting(form, true);
    try {
      await this.heed(await post(form.getAttribute("action"), fields), form);
    } catch {
      this.tell(this.says.saysFailed);
    } finally {
      if (this.underWay === act) this.underWay = null;
      markWaiting(form, false);
    }
  }

  /** The next act may go, even if the answer to the last one is still on its way. */
  free() {
    this.underWay = null;
  }

  /** A new screen is there: what it can do is done by a touch of its own. */
  arrive() {
    this.free();
    rest(this.main);
  }

  async heed(answer, form) {
    if (answer.ok) await this.succeed(form);
    else if (SAYS_WHY.includes(answer.status)) await this.heedRefusal(answer.status, await answer.json(), form);
    else if (GONE.includes(answer.status)) location.reload();
    else this.tell(this.says.saysFailed);
  }

  async succeed(form) {
    this.tell("");
    this.thank(form);
    // The stream brings the new screen too; asking at once is for when it is slow or gone.
    await this.refresh();
  }

  async heedRefusal(status, refusal, form) {
    if (status === ASKS) return refusal.pupils ? this.askAboutPhones(refusal, form) : this.askFirst(refusal.message, form);
    this.tell(refusal.message);
    if (status !== NOT_NOW) return;
    this.free(); // Nothing was done, so the next try need not wait for the screen.
    await this.refresh();
  }

  /** What changes no screen of the desk says itself that it is done. */
  thank(form) {
    const done = form.querySelector("[data-done]");
    if (!done) return;
    done.textContent = done.dataset.done;
    form.reset();
  }

  askFirst(message, form) {
    this.sure.querySelector("[data-sure-text]").textContent = message;
    this.sure.returnValue = "wait";
    this.sure.onclose = () => this.sure.returnValue === "yes" && this.send(form, null, { sure: "yes" });
    this.sure.showModal();
    rest(this.sure);
  }

  /** More phones than pupils: there are more pupils now, or everybody comes in again. */
  askAboutPhones({ message, pupils, yes }, form) {
    const dialog = this.tooMany;
    const count = dialog.querySelector("[data-we-are]");
    dialog.querySelector("[data-sure-text]").textContent = message;
    count.textContent = yes;
    count.hidden = !yes;
    dialog.querySelector("[data-all-the-same]").hidden = Boolean(yes); // No class is so large: nobody can be counted.
    dialog.returnValue = "wait";
    dialog.onclose = () => {
      if (dialog.returnValue === "yes") this.send(form, null, { sure: "yes" });
      if (dialog.returnValue === "count") this.send(form, null, { pupils });
      if (dialog.returnValue === "again") this.send(document.getElementById("all-again"), null, { version: this.version });
    };
    dialog.showModal();
  }

  /** The version of the room that the buttons of this page belong to. */
  get version() {
    return this.main.querySelector("[data-version]").dataset.version;
  }

  tell(text) {
    this.alert.textContent = text;
  }
}

/** Offer to count who knocks as pupils, where letting them in makes more phones than pupils. */
export function offerToCount(letIn) {
  const { words, pupils } = letIn || { words: "", pupils: "" };
  for (const button of document.querySelectorAll("[data-let-in]")) {
    button.hidden = !words;
    button.value = pupils;
    button.title = words;
    button.querySelector("[data-let-in-words]").textContent = words;
    button.querySelector("[data-together]").textContent = pupils;
  }
}

/** Send every act of this page by this sender. */
export function sendActs(sender) {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-act]")) return;
    event.preventDefault();
    sender.send(event.target, event.submitter);
  });
}

/** What the keys of a clicker do to the lesson, by the buttons in `main`. */
export function keyActs(main, clock) {
  function press(selector) {
    const button = main.querySelector(selector);
    if (button) button.click();
    return Boolean(button);
  }
  return {
    next() {
      if (clock.justTurned || press("[data-when-late]:not([hidden]) button") || press("#do-primary")) return;
      const letter = main.querySelector("[data-letter]"); // A letter is chosen on purpose, never by going on.
      if (letter) letter.focus();
    },
    back: () => press("#do-back"),
    pause: () => press("#do-pause") || press("#do-resume, [data-act=resume] button"),
    voice: () => press("#do-voice"),
    pile1: () => press("#next-card [value='0']"),
    pile2: () => press("#next-card [value='1']"),
    pile3: () => press("#next-card [value='2']"),
    pile4: () => press("#next-card [value='3']"),
  };
}
