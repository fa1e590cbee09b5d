// The desk: every act is a plain form, sent from here without leaving the page, one at a time.

import { reload } from "./alive.js";
import { inBrowser } from "./kept.js";
import { follow, say } from "./live.js";
import { meaning } from "./keys.js";
import { LobbyHint } from "./hint.js";
import { CrowdBox } from "./crowd.js";
import { Sender, keyActs, sendActs } from "./acts.js";
import { Clock } from "./clock.js";
import { knownRemotes, offerRemote, showRemotes } from "./invite.js";
import { offerDoors, rememberDoors } from "./doors.js";

const FROM_WALL = ["next", "back", "pause", "voice", "sound", "pile1", "pile2", "pile3", "pile4"];
const KEYS_KEPT = "wissel-keys-off";

/** What the whole desk does; `main` is its live page. */
function startDesk(main) {
  const clock = new Clock(main);
  const hint = new LobbyHint(document.getElementById("no-phones"), say);
  const crowd = new CrowdBox(say);
  const room = document.getElementById("room");
  const manner = document.getElementById("manner");
  const keysList = document.getElementById("keys");
  const keysOn = document.getElementById("keys-on");
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`wissel-${main.dataset.channel}`) : null;
  const trouble = document.getElementById("trouble");
  let turnout = { phones: 0, knocking: 0, answered: 0, remotes: knownRemotes(), trouble: "" };
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
      sender.arrive();
      // The address and QR code around the screen belong to one code; a new code needs a new page.
      // So they do to one network.
      if (screen.dataset.code !== main.dataset.code || screen.dataset.lan !== main.dataset.lan) reload();
      if (screen.dataset.phase !== phase) {
        phase = screen.dataset.phase;
        room.open = phase === "lobby";
      }
      if (screen.dataset.announce !== announce) {
        announce = screen.dataset.announce;
        // Something else begins, and it begins at the top.
        if (screen.getBoundingClientRect().top < 0) screen.scrollIntoView();
      }
      for (const wish of ["sound", "calm"]) manner.elements[wish].checked = wish in screen.dataset;
      crowd.renew(screen.dataset.version);
      remember();
      countAnswers();
      tick();
    },
    turnout(data) {
      turnout = { ...turnout, ...data };
      tellTrouble(turnout.trouble);
      crowd.show(turnout);
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

  function remember() {
    rememberDoors(main.dataset.story, main.dataset.live, main.querySelector("#screen").dataset.opened);
  }

  function tick() {
    const screen = main.querySelector("#screen");
    document.querySelector("[data-minutes]").textContent = String(clock.minutes);
    document.querySelector("[data-plan]").textContent = screen.dataset.plan;
    clock.tick(screen);
  }

  function countAnswers() {
    showRemotes(turnout.remotes);
    document.querySelector("[data-phones]").textContent = turnout.phones;
    document.querySelector("[data-knocks]").textContent = turnout.knocking;
    document.querySelector("[data-knocking]").hidden = !turnout.knocking;
    const line = main.querySelector("[data-answered]");
    if (!line) return;
    line.textContent = main.dataset.saysAnswered
      .replace("{answered}", turnout.answered)
      .replace("{phones}", turnout.phones);
  }

  const does = {
    ...keyActs(main, clock),
    sound: () => manner.elements.sound.click(),
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
  sendActs(sender);
  offerRemote(sender);
  manner.addEventListener("change", () => manner.requestSubmit());
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-open-wall]");
    if (!link) return;
    wall = window.open(link.href, "wissel-wall", "popup,width=1280,height=720");
    if (wall) event.preventDefault();
  });
  if (channel) {
    channel.addEventListener("message", ({ data }) => {
      if (!FROM_WALL.includes(data)) return;
      channel.postMessage("heard");
      does[data]();
    });
  }
  document.querySelector("[data-show-keys]").addEventListener("click", does.keys);
  document.querySelector("[data-clock-again]").addEventListener("click", () => {
    clock.restart();
    tick();
  });
  document.addEventListener("focusin", (event) => event.target.matches("input[readonly]") && event.target.select());
  keysOn.checked = !inBrowser.get(KEYS_KEPT);
  keysOn.addEventListener("change", () => {
    if (keysOn.checked) inBrowser.forget(KEYS_KEPT);
    else inBrowser.set(KEYS_KEPT, "yes");
  });
  for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;
  room.open = phase === "lobby";
  remember();
  countAnswers();
  tick();
  setInterval(() => {
    tick();
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
offerDoors();
for (const form of document.querySelectorAll("form[data-at-once]")) form.submit();
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
const problem = document.querySelector("#errors-title, #refusal-title");
if (problem) problem.focus();
