// The desk: every act is a plain form, sent from here without leaving the page, one at a time.

import { Sender, sendActs } from "./acts.js";
import { reload } from "./alive.js";
import { Clock } from "./clock.js";
import { CrowdBox } from "./crowd.js";
import { DeskKeys } from "./desk-keys.js";
import { offerWays, rememberWays } from "./ways.js";
import { LobbyHint } from "./hint.js";
import { say } from "./html.js";
import { knownRemotes, offerRemote, showRemotes } from "./invite.js";
import { follow } from "./live.js";
import { MANNER } from "./manner.js";
import { PlanLine } from "./plan.js";
import { lightEndings, showSeenEndings } from "./posters.js";
import { previewWith } from "./preview.js";
import { watchSource } from "./source.js";

/** What the whole desk does; `main` is its live page. */
class Desk {
  constructor(main) {
    this.main = main;
    this.clock = new Clock(main);
    this.hint = new LobbyHint(document.getElementById("no-phones"), say);
    this.crowd = new CrowdBox(say);
    this.room = document.getElementById("room");
    this.manner = document.getElementById("manner");
    this.trouble = document.getElementById("trouble");
    this.plan = new PlanLine(document.getElementById("plan"));
    this.keys = new DeskKeys(main, this.clock, this.manner);
    this.turnout = { phones: 0, knocking: 0, answered: 0, remotes: knownRemotes(), trouble: "" };
    this.phase = this.screen.dataset.phase;
    this.announce = this.screen.dataset.announce;
    this.preview = previewWith(main.dataset.wallStyle);
  }

  start() {
    const live = follow(this.main, {
      prepare: (next, old) => {
        keepOpen(next, old);
        this.preview?.enter(next);
      },
      shown: (screen) => this.shown(screen),
      turnout: (data) => this.heedTurnout(data),
      link: (isUp, why) => this.tellLink(isUp, why),
      gone: () => location.assign(this.main.dataset.shelf),
    });
    this.sender = new Sender(this.main, live.refresh);
    this.preview?.enter(this.screen);
    this.listen();
    for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;
    this.room.open = this.phase === "lobby";
    this.remember();
    this.tellTurnout();
    this.tick();
    setInterval(() => {
      this.tick();
      this.hint.look(this.phase, this.turnout.phones);
    }, 1000);
  }

  listen() {
    this.keys.listen();
    sendActs(this.sender);
    offerRemote(this.sender);
    this.manner.addEventListener("change", () => this.manner.requestSubmit());
    document.querySelector("[data-clock-again]").addEventListener("click", () => {
      this.clock.restart();
      this.tick();
    });
    document.addEventListener("focusin", ({ target }) => target.matches("input[readonly]") && target.select());
  }

  get screen() {
    return this.main.querySelector("#screen");
  }

  shown(screen) {
    this.sender.arrive();
    this.preview?.arrive();
    this.leaveOldAddress(screen.dataset);
    this.turnTo(screen);
    for (const wish of MANNER) this.manner.elements[wish].checked = wish in screen.dataset;
    this.crowd.renew(screen.dataset.version);
    this.remember();
    this.tellTurnout();
    this.tick();
  }

  /** The address and QR code around the screen belong to one code and one network; another needs a new page. */
  leaveOldAddress({ code, lan }) {
    if (code !== this.main.dataset.code || lan !== this.main.dataset.lan) reload();
  }

  turnTo(screen) {
    const { phase, announce } = screen.dataset;
    if (phase !== this.phase) this.room.open = phase === "lobby";
    // Something else begins, and it begins at the top.
    if (announce !== this.announce && screen.getBoundingClientRect().top < 0) screen.scrollIntoView();
    Object.assign(this, { phase, announce });
  }

  heedTurnout(data) {
    this.turnout = { ...this.turnout, ...data };
    this.tellTrouble(this.turnout.trouble);
    this.crowd.show(this.turnout);
    this.tellTurnout();
  }

  tellLink(isUp, why) {
    document.getElementById("offline").hidden = isUp || Boolean(why);
    if (why) this.tellTrouble(why);
  }

  /** Say what is wrong with the program's disk for as long as it is. */
  tellTrouble(text) {
    if (this.trouble.textContent !== text) this.trouble.textContent = text;
  }

  remember() {
    rememberWays(this.main.dataset.story, this.main.dataset.live, this.screen.dataset.seen);
  }

  tick() {
    this.plan.show(this.clock.minutes, this.screen.dataset.due);
    this.clock.tick(this.screen);
  }

  tellTurnout() {
    const { phones, knocking, answered, remotes } = this.turnout;
    showRemotes(remotes);
    document.querySelector("[data-phones]").textContent = phones;
    document.querySelector("[data-knocks]").textContent = knocking;
    document.querySelector("[data-knocking]").hidden = !knocking;
    const line = this.main.querySelector("[data-answered]");
    if (line) line.textContent = this.main.dataset.saysAnswered.replace("{answered}", answered).replace("{phones}", phones);
  }
}

/** What was open stays open, and what was being typed stays there. */
function keepOpen(next, old) {
  for (const open of old.querySelectorAll("details[open][id]")) {
    const same = next.querySelector(`#${open.id}`);
    if (same) same.open = true;
  }
  const typing = document.activeElement;
  const field = old.contains(typing) && typing.matches("input") && next.querySelector(`#${typing.id}`);
  if (field) field.value = typing.value;
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
if (liveMain) new Desk(liveMain).start();
addSwapButtons();
offerWays();
lightEndings();
showSeenEndings();
watchSource();
for (const form of document.querySelectorAll("form[data-at-once]")) form.submit();
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
const problem = document.querySelector("#errors-title, #refusal-title");
if (problem) problem.focus();
