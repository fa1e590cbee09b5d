// The buttons of the desk where pupils look on: under a mirrored wall, or on a phone as remote.

import { Sender, keyActs, offerToCount, sendActs } from "./acts.js";
import { Clock } from "./clock.js";
import { follow } from "./live.js";

/** The buttons in `main`; a turnout tells them who knocks and how many have answered. */
class Controls {
  constructor(main) {
    this.main = main;
    this.clock = new Clock(main);
    this.turnout = { knocking: 0, words: "", remotes: 0 };
  }

  /** Keep the buttons up to date and send what is pressed. */
  follow({ remotes, shown, ...hooks }) {
    const live = follow(this.main, {
      link: (isUp) => (document.getElementById("offline").hidden = isUp),
      ...hooks,
      shown: () => {
        this.shown();
        if (shown) shown();
      },
      turnout: (data) => {
        if (remotes) remotes(data.remotes, live);
        this.turnout = data;
        this.tell();
      },
    });
    this.sender = new Sender(this.main, live.refresh);
    sendActs(this.sender);
    this.tell();
    this.tick();
    setInterval(() => this.tick(), 1000);
  }

  get screen() {
    return this.main.querySelector("#controls");
  }

  shown() {
    this.sender.arrive();
    this.tell();
    this.tick();
  }

  tell() {
    const { screen, turnout } = this;
    screen.querySelector("[data-knocks]").textContent = turnout.knocking;
    screen.querySelector("[data-knocking]").hidden = !turnout.knocking;
    offerToCount(turnout.let_in);
    screen.querySelector("[data-crowd]").textContent = screen.dataset.phase === "voting" ? turnout.words : "";
  }

  tick() {
    this.clock.tick(this.screen);
  }
}

/** Keep the controls in `main` up to date and send what is pressed; gives what the keys of a clicker may do. */
export function startControls(main, hooks = {}) {
  const controls = new Controls(main);
  controls.follow(hooks);
  return keyActs(main, controls.clock);
}
