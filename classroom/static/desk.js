// The desk: every act is a plain form, sent from here without leaving the page, one at a time.

import { follow, now, post, reload, say } from "./live.js";
import { meaning } from "./keys.js";
import { LobbyHint } from "./hint.js";

const SETTLE = 1500;
const FROM_WALL = ["next", "back", "pause", "voice"];
const KEYS_KEPT = "wissel-keys-off";

/** Make one form's button say that it waits, without taking the focus from it. */
function markWaiting(form, waits) {
  for (const button of form.querySelectorAll("button")) {
    if (waits) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

/** Sends acts: one at a time, so never twice for one screen, and never one that has to wait. */
class Sender {
  constructor(main, refresh) {
    this.says = main.dataset;
    this.refresh = refresh;
    this.underWay = null;
    this.alert = document.getElementById("alert");
    this.sure = document.getElementById("sure");
  }

  async send(form, submitter, extra = {}) {
    if (this.underWay) return;
    if (form.matches("[data-wait]") && form.querySelector("[aria-disabled]")) {
      say(this.says.saysWait);
      return;
    }
    const fields = { ...Object.fromEntries(new FormData(form)), ...extra };
    if (submitter && submitter.name) fields[submitter.name] = submitter.value;
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

  /** A new screen is there, so the next act may go, even if the answer to the last one is still on its way. */
  free() {
    this.underWay = null;
  }

  async heed(answer, form) {
    if (answer.status === 428) {
      const { message } = await answer.json();
      this.askFirst(message, form);
    } else if (answer.status === 409) {
      const { message } = await answer.json();
      this.tell(message);
      this.free(); // Nothing was done, so the next try need not wait for the screen.
      await this.refresh();
    } else if (answer.status === 503) {
      const { message } = await answer.json();
      this.tell(message);
    } else if (answer.ok) {
      this.tell("");
      this.thank(form);
      // The stream brings the new screen too; asking at once is for when it is slow or gone.
      await this.refresh();
    } else if ([401, 403, 404, 410].includes(answer.status)) {
      location.reload();
    } else {
      this.tell(this.says.saysFailed);
    }
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
  }

  tell(text) {
    this.alert.textContent = text;
  }
}

/** Keeps what depends on time: the minutes, the late button, the undo that runs out, the help that stays up. */
class Clock {
  constructor(main) {
    this.main = main;
    this.key = `wissel-clock-${main.dataset.live}`;
    const again = Number(sessionStorage.getItem(this.key));
    this.started = Math.max(again, Number(main.dataset.started) * 1000);
    this.until = new Map();
    this.turned = 0;
  }

  get minutes() {
    return Math.max(0, Math.floor((now() - this.started) / 60000));
  }

  restart() {
    this.started = now();
    sessionStorage.setItem(this.key, String(this.started));
    this.tick();
  }

  /** Tell whether the large button changed its meaning so lately that a key was perhaps meant for the old one. */
  get justTurned() {
    return now() - this.turned < SETTLE;
  }

  tick() {
    const screen = this.main.querySelector("#screen");
    document.querySelector("[data-minutes]").textContent = String(this.minutes);
    document.querySelector("[data-plan]").textContent = screen.dataset.plan;
    this.turnLate(screen);
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
      say(this.main.dataset.saysLate);
    }
    this.wasLate = isLate;
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
      sessionStorage.removeItem(name);
      return;
    }
    if (!sessionStorage.getItem(name)) sessionStorage.setItem(name, String(now()));
    const since = (now() - Number(sessionStorage.getItem(name))) / 1000;
    const left = Math.ceil(Number(form.dataset.wait) - since);
    form.querySelector("[data-seconds]").textContent = left > 0 ? `${left}` : "";
    markWaiting(form, left > 0);
  }
}

/** What the whole desk does; `main` is its live page. */
function startDesk(main) {
  const clock = new Clock(main);
  const hint = new LobbyHint(document.getElementById("no-phones"), say);
  const room = document.getElementById("room");
  const keysList = document.getElementById("keys");
  const keysOn = document.getElementById("keys-on");
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`wissel-${main.dataset.channel}`) : null;
  const trouble = document.getElementById("trouble");
  let turnout = { phones: 0, knocking: 0, answered: 0, trouble: "" };
  let { phase, announce } = main.querySelector("#screen").dataset;
  let wall = null;

  const live = follow(main, {
    prepare(next, old) {
      for (const open of old.querySelectorAll("details[open][id]")) {
        const same = next.querySelector(`#${open.id}`);
        if (same) same.open = true;
      }
      const typing = document.activeElement;
      const field = old.contains(typing) && typing.matches("input") && next.querySelector(`#${typing.id}`);
      if (field) field.value = typing.value;
    },
    shown(screen) {
      sender.free();
      // The address and QR code around the screen belong to one code; a new code needs a new page.
      if (screen.dataset.code !== main.dataset.code) reload();
      if (screen.dataset.phase !== phase) {
        phase = screen.dataset.phase;
        room.open = phase === "lobby";
      }
      if (screen.dataset.announce !== announce) {
        announce = screen.dataset.announce;
        // Something else begins, and it begins at the top.
        if (screen.getBoundingClientRect().top < 0) screen.scrollIntoView();
      }
      countAnswers();
      clock.tick();
    },
    turnout(data) {
      turnout = { ...turnout, ...data };
      tellTrouble(turnout.trouble);
      countAnswers();
    },
    link(isUp, why) {
      document.getElementById("offline").hidden = isUp || Boolean(why);
      if (why) tellTrouble(why);
    },
    gone() {
      location.assign("/teach");
    },
  });
  const sender = new Sender(main, live.refresh);

  /** Say what is wrong with the program's disk for as long as it is. */
  function tellTrouble(text) {
    if (trouble.textContent !== text) trouble.textContent = text;
  }

  function countAnswers() {
    document.querySelector("[data-phones]").textContent = turnout.phones;
    document.querySelector("[data-knocks]").textContent = turnout.knocking;
    document.querySelector("[data-knocking]").hidden = !turnout.knocking;
    const line = main.querySelector("[data-answered]");
    if (!line) return;
    line.textContent = main.dataset.saysAnswered
      .replace("{answered}", turnout.answered)
      .replace("{phones}", turnout.phones);
  }

  function press(selector) {
    const button = main.querySelector(selector);
    if (button) button.click();
    return Boolean(button);
  }

  const does = {
    next() {
      if (!clock.justTurned) press("[data-when-late]:not([hidden]) .primary") || press("[data-next] .primary");
    },
    back: () => press("#do-back"),
    pause: () => press("#do-pause") || press("#do-resume, [data-act=resume] button"),
    voice: () => press("#do-voice"),
    full() {
      if (wall && !wall.closed) wall.focus();
      tellWall("full");
    },
    bigger: () => tellWall("bigger"),
    smaller: () => tellWall("smaller"),
    keys: () => (keysList.open ? keysList.close() : keysList.showModal()),
    notes() {
      const notes = document.getElementById("notes-title") || document.getElementById("say-title");
      if (notes) notes.focus();
    },
  };

  function tellWall(what) {
    if (channel) channel.postMessage(what);
  }

  function heedKey(event) {
    if (!keysOn.checked || document.querySelector("dialog[open]")) return;
    const asked = wish(event);
    if (!asked) return;
    event.preventDefault();
    does[asked]();
  }

  /** The wall knows no notes, so the shared list of keys does not either. */
  function wish(event) {
    if (event.key !== "n") return meaning(event);
    const { target, ctrlKey, altKey, metaKey, isComposing, repeat } = event;
    return meaning({ target, ctrlKey, altKey, metaKey, isComposing, repeat, key: "?" }) && "notes";
  }

  document.addEventListener("keydown", heedKey);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-act]")) return;
    event.preventDefault();
    sender.send(event.target, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-open-wall]");
    if (!link) return;
    wall = window.open(link.href, "wissel-wall", "popup,width=1280,height=720");
    if (wall) event.preventDefault();
  });
  if (channel) {
    channel.addEventListener("message", ({ data }) => {
      if (FROM_WALL.includes(data)) does[data]();
    });
  }
  document.querySelector("[data-show-keys]").addEventListener("click", does.keys);
  document.querySelector("[data-clock-again]").addEventListener("click", () => clock.restart());
  document.addEventListener("focusin", (event) => event.target.matches("input[readonly]") && event.target.select());
  keysOn.checked = !localStorage.getItem(KEYS_KEPT);
  keysOn.addEventListener("change", () => {
    if (keysOn.checked) localStorage.removeItem(KEYS_KEPT);
    else localStorage.setItem(KEYS_KEPT, "yes");
  });
  for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;
  room.open = phase === "lobby";
  countAnswers();
  clock.tick();
  setInterval(() => {
    clock.tick();
    hint.look(phase, turnout.phones);
  }, 1000);
}

/** Beside every choice of a name, one button for the next one: changing a name must be a single tap. */
function addSwapButtons() {
  for (const names of document.querySelectorAll("select[data-swap]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = names.dataset.swap;
    button.setAttribute("aria-label", `${names.dataset.swap}: ${names.labels[0].textContent.trim()}`);
    button.addEventListener("click", () => {
      names.selectedIndex = (names.selectedIndex + 1) % names.options.length;
    });
    names.after(button);
  }
}

const liveMain = document.querySelector("main[data-live]");
if (liveMain) startDesk(liveMain);
addSwapButtons();
for (const form of document.querySelectorAll("form[data-at-once]")) form.submit();
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
const problem = document.querySelector("#errors-title, #refusal-title");
if (problem) problem.focus();
