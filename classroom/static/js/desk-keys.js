// The keys of a clicker at the desk: what they do to the lesson, and what they do to the wall in another window.

import { keyActs } from "./acts.js";
import { inBrowser } from "./kept.js";
import { isForPage, meaning } from "./keys.js";

const FROM_WALL = ["next", "back", "pause", "voice", "sound", "pile1", "pile2", "pile3", "pile4"];
const KEYS_KEPT = "wissel-keys-off";

/** The wall knows no notes, so the shared list of keys does not either. */
function deskMeaning(event) {
  if (event.key !== "n") return meaning(event);
  return isForPage(event) ? "notes" : null;
}

function focusNotes() {
  const notes = document.getElementById("notes-title") || document.getElementById("say-title");
  if (notes) notes.focus();
}

/** `main` is the desk's live page; `manner` the form that says how the wall behaves. */
export class DeskKeys {
  constructor(main, clock, manner) {
    this.list = document.getElementById("keys");
    this.isOn = document.getElementById("keys-on");
    this.wall = null;
    this.channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`wissel-${main.dataset.channel}`) : null;
    this.does = {
      ...keyActs(main, clock),
      sound: () => manner.elements.sound.click(),
      full: () => this.fillWall(),
      bigger: () => this.tellWall("bigger"),
      smaller: () => this.tellWall("smaller"),
      keys: () => (this.list.open ? this.list.close() : this.list.showModal()),
      notes: focusNotes,
    };
  }

  listen() {
    document.addEventListener("keydown", (event) => this.heed(event));
    document.addEventListener("click", (event) => this.openWall(event));
    this.channel?.addEventListener("message", ({ data }) => this.heedWall(data));
    document.querySelector("[data-show-keys]").addEventListener("click", this.does.keys);
    this.isOn.checked = !inBrowser.get(KEYS_KEPT);
    this.isOn.addEventListener("change", () => {
      if (this.isOn.checked) inBrowser.forget(KEYS_KEPT);
      else inBrowser.set(KEYS_KEPT, "yes");
    });
  }

  heed(event) {
    if (!this.isOn.checked || document.querySelector("dialog[open]")) return;
    const asked = deskMeaning(event);
    if (!asked) return;
    event.preventDefault();
    this.does[asked]();
  }

  heedWall(asked) {
    if (!FROM_WALL.includes(asked)) return;
    this.tellWall("heard");
    this.does[asked]();
  }

  tellWall(what) {
    this.channel?.postMessage(what);
  }

  fillWall() {
    if (this.wall && !this.wall.closed) this.wall.focus();
    this.tellWall("full");
  }

  openWall(event) {
    const link = event.target.closest("[data-open-wall]");
    if (!link) return;
    this.wall = window.open(link.href, "wissel-wall", "popup,width=1280,height=720");
    if (this.wall) event.preventDefault();
  }
}
