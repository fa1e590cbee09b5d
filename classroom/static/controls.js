// The buttons of the desk where pupils look on: under a mirrored wall, or on a phone as remote.

import { follow } from "./live.js";
import { Sender, keyActs, offerToCount, sendActs } from "./acts.js";
import { Clock } from "./clock.js";

/** Keep the controls in `main` up to date and send what is pressed; gives what the keys of a clicker may do. */
export function startControls(main, hooks = {}) {
  const clock = new Clock(main);
  let turnout = { knocking: 0, words: "", remotes: 0 };

  function told() {
    const screen = main.querySelector("#controls");
    screen.querySelector("[data-knocks]").textContent = turnout.knocking;
    screen.querySelector("[data-knocking]").hidden = !turnout.knocking;
    offerToCount(turnout.let_in);
    screen.querySelector("[data-crowd]").textContent = screen.dataset.phase === "voting" ? turnout.words : "";
  }

  function tick() {
    clock.tick(main.querySelector("#controls"));
  }

  const live = follow(main, {
    link: (isUp) => (document.getElementById("offline").hidden = isUp),
    ...hooks,
    shown() {
      sender.arrive();
      told();
      tick();
    },
    turnout(data) {
      if (hooks.remotes) hooks.remotes(data.remotes, live);
      turnout = data;
      told();
    },
  });
  const sender = new Sender(main, live.refresh);
  sendActs(sender);
  told();
  tick();
  setInterval(tick, 1000);
  return keyActs(main, clock);
}
