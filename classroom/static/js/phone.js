// A phone: knocks, follows the lesson, and is left. What it answers is in ballots.js.

import { begin, depart, reload } from "./alive.js";
import { Ballots, askTheSame } from "./ballots.js";
import { rest } from "./fresh.js";
import { ask } from "./http.js";
import { inTab } from "./kept.js";
import { follow } from "./live.js";
import { jitter } from "./time.js";

const KNOCK = 3000;

const live = document.getElementById("live");
const knocking = document.querySelector("[data-knock]");

/** Follow the lesson; gives the answers of this phone. */
function startPlaying() {
  const ballots = new Ballots(live);
  ballots.start();
  follow(live, hooksFor(ballots));
  document.getElementById("received")?.remove(); // The ballot itself says it from here on.
  addEventListener("online", () => ballots.answers.wakeUp());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" || ballots.askWhatCounts());
  return ballots.answers;
}

/** What makes a screen that is the same for all one of this phone. */
function hooksFor(ballots) {
  return {
    prepare(next, old) {
      ballots.prepare(next);
      keepFolds(old, next);
      if (!askTheSame(old, next)) rest(live);
    },
    shown: (screen) => ballots.present(screen),
    turnout: ({ part }) => ballots.tellPart(part),
    link(isUp) {
      ballots.tellOffline(!isUp);
      if (isUp) ballots.answers.wakeUp();
    },
  };
}

/** Who folded "Read along" away keeps it so within a phase. */
function keepFolds(old, next) {
  const [before, after] = [old.querySelector("#along"), next.querySelector("#along")];
  if (before && after && old.dataset.phase === next.dataset.phase) after.open = before.open;
}

/** Help opens over everything, from words that the page has already. */
function openHelp(event) {
  const opener = event.target.closest("#help-open");
  const dialog = document.getElementById("help");
  if (!opener || !dialog.showModal) return;
  event.preventDefault();
  const sheet = document.getElementById("help-sheet").cloneNode(true);
  sheet.removeAttribute("id");
  sheet.querySelector("h2").id = "help-words-title";
  document.getElementById("help-words").replaceChildren(sheet);
  dialog.showModal();
  rest(dialog);
  sheet.querySelector("h2").focus();
}

/** Leave at a touch: the page is blank before anything is sent, and what this phone knew is gone. */
function leave(event, answers) {
  event.preventDefault();
  depart(); // The stream may end before the answer comes.
  document.documentElement.classList.add("left");
  document.title = "";
  const gone = () => location.replace(event.target.dataset.out);
  setTimeout(gone, 1000);
  fetch(event.target.action, { method: "POST", keepalive: true }).then(gone, gone);
  answers?.forget();
  inTab.forgetAll();
}

/** Ask from time to time whether the door is open. */
async function knock() {
  const offline = document.getElementById("offline");
  try {
    const answer = await ask(`${knocking.dataset.knock}/screen`, { headers: { "X-Wissel": "1" } });
    offline.hidden = true;
    if (answer.status < 500 && !answer.headers.has("X-Knocks")) return reload(); // let in, sent away, or over
  } catch {
    offline.hidden = false;
  }
  setTimeout(knock, jitter(KNOCK));
}

const answers = live ? startPlaying() : null;
if (!live) inTab.forgetAll("answer "); // of a lesson that this phone is no longer in
// A second touch would be a second seat.
document.querySelector("form[data-enter]")?.addEventListener("submit", ({ target }) => {
  setTimeout(() => (target.querySelector("button").disabled = true));
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-enter] button").forEach((button) => (button.disabled = false)));
if (knocking) begin(() => setTimeout(knock, jitter(KNOCK)));
document.addEventListener("click", openHelp);
// The button that opened it may be another one by now.
document.getElementById("help")?.addEventListener("close", () => {
  document.getElementById("help-open")?.focus();
  rest(document.querySelector("[data-top]")); // Where help is closed stands the way out.
});
document.getElementById("leave")?.addEventListener("submit", (event) => leave(event, answers));
// A page that the browser kept for its "back" button must not show an old lesson.
addEventListener("pageshow", (event) => event.persisted && location.reload());
