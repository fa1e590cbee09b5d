// A phone: follows the lesson, answers at a touch, and shows nothing of the answer afterwards.
import { begin, depart, reload } from "./alive.js";
import { rest } from "./fresh.js";
import { inTab } from "./kept.js";
import { ask, follow, jitter, post, say } from "./live.js";
import { ballotBox } from "./vote.js";

const LOOK = 3000;
const KNOCK = 3000;
const LEFT = "/out";

const live = document.getElementById("live");
const knocking = document.querySelector("[data-knock]");
const offline = document.getElementById("offline");
const unsaved = document.getElementById("unsaved");

function remembered(key) {
  return {
    get() {
      try {
        return JSON.parse(inTab.get(key));
      } catch {
        return null; // not written by this page
      }
    },
    set: (value) => (value === null ? inTab.forget(key) : inTab.set(key, JSON.stringify(value))),
  };
}

function startPlaying() {
  const path = live.dataset.live;
  const wakers = new Set();
  const pages = "BroadcastChannel" in globalThis ? new BroadcastChannel(`wissel-answers ${path}`) : null;
  const boxes = { vote: boxFor("vote"), guess: boxFor("guess"), build: boxFor("build") };
  let lookTimer = null;
  let part = "";

  /** One ballot box for the question, one for the guess about the others, one for a part of a sentence. */
  function boxFor(kind) {
    return ballotBox({
      memory: remembered(`answer ${kind} ${path}`),
      tell: (state) => showAnswer(kind, state),
      async send({ round, option, n }) {
        const answer = await post(`${path}/vote`, { round, option, n });
        const body = answer.status === 409 ? await answer.json() : {};
        if (answer.status === 204) pages?.postMessage({ round, n });
        return { status: answer.status, n: body.n };
      },
      sleep: (milliseconds) =>
        new Promise((resolve) => {
          const wake = () => (clearTimeout(timer), wakers.delete(wake), resolve());
          const timer = setTimeout(wake, milliseconds);
          wakers.add(wake);
        }),
    });
  }

  /** Say that there is no connection; and that an answer is kept, where there is one. */
  function tellOffline(isOff) {
    document.getElementById("offline-kept").hidden = !Object.values(boxes).some((box) => box.kept());
    offline.hidden = !isOff;
  }

  function wakeUp() {
    for (const wake of [...wakers]) wake();
  }

  /** Put the options in this phone's own order, the same until the round is over. */
  function shuffle(ballot) {
    const order = remembered(`order ${ballot.dataset.kind} ${path}`);
    const list = ballot.querySelector("[data-shuffle]");
    const { round } = ballot.dataset;
    const items = [...list.children];
    let kept = order.get();
    if (!kept || kept.round !== round || kept.places.length !== items.length) {
      kept = { round, places: shuffled(items.map((_, place) => place)) };
      order.set(kept);
    }
    list.replaceChildren(...kept.places.map((place) => items[place]));
  }

  function showAnswer(kind, state) {
    if (state === "out") return reload();
    tellOffline(state === "failing");
    unsaved.hidden = state !== "unsaved";
    const ballot = document.querySelector(`[data-round][data-kind="${kind}"]`);
    if (ballot) showCast(ballot, Boolean(boxes[kind].of(ballot.dataset.round)), state);
  }

  /** Hear from the server which rounds this phone has answered, by whichever of its pages, and never what. */
  async function askWhatCounts() {
    const seen = kept();
    try {
      const answer = await ask(`${path}/answered`, { headers: { "X-Wissel": "1" } });
      if (answer.ok) heedWhatCounts(await answer.json(), seen);
    } catch {
      // The stream says whether there is a connection.
    }
  }

  function heedWhatCounts(counts, seen) {
    for (const { dataset } of live.querySelectorAll("[data-round]")) {
      boxes[dataset.kind].heed(dataset.round, counts[dataset.round], seen[dataset.kind]);
    }
  }

  function kept() {
    return Object.fromEntries(Object.entries(boxes).map(([kind, box]) => [kind, box.kept()]));
  }

  function showCast(ballot, isCast, state) {
    const had = ballot.contains(document.activeElement);
    const stored = ballot.querySelector("[data-stored]");
    const waiting = ballot.querySelector("[data-waiting]");
    const wasCast = !ballot.querySelector("[data-cast]").hidden;
    ballot.querySelector("[data-form]").hidden = isCast;
    ballot.querySelector("[data-cast]").hidden = !isCast;
    stored.hidden = state !== "stored";
    waiting.hidden = state === "stored";
    ballot.querySelector("[data-look]").hidden = isFromElsewhere(ballot);
    if (isCast !== wasCast) rest(live); // Something else stands under the finger now.
    if (isCast && state === "stored") say(stored.textContent.trim());
    if (had && isCast !== wasCast) ballot.querySelector(isCast ? ".cast-state" : ".choice").focus();
  }

  function isFromElsewhere(ballot) {
    const answer = boxes[ballot.dataset.kind].of(ballot.dataset.round);
    return Boolean(answer) && answer.option === null;
  }

  /** How many phones take part is the same on all of them; nothing here is about this one. */
  function tellPart() {
    const place = live.querySelector("[data-part]");
    if (place && place.textContent !== part) place.textContent = part;
  }

  /** Name what can be answered on this screen. */
  function asked(screen) {
    return [...screen.querySelectorAll("[data-round]")].map(({ dataset }) => dataset.round).join();
  }

  function present(screen) {
    tellPart();
    // A new code was given out: this page's address leads nowhere any more, and the next one is on the wall.
    if ("paused" in screen.dataset) return; // the round is not over
    for (const [kind, box] of Object.entries(boxes)) {
      const ballot = screen.querySelector(`[data-round][data-kind="${kind}"]`);
      box.over(ballot ? ballot.dataset.round : null);
      if (!ballot) inTab.forget(`order ${kind} ${path}`);
      const answer = ballot && box.of(ballot.dataset.round);
      if (answer) showCast(ballot, true, answer.stored ? "stored" : "waiting");
    }
  }

  function look(ballot) {
    const answer = boxes[ballot.dataset.kind].of(ballot.dataset.round);
    const place = ballot.querySelector("[data-mine]");
    if (!answer || answer.option === null) return;
    const chosen = ballot.querySelector(`.choice[value="${CSS.escape(answer.option)}"]`);
    const copy = document.createElement("p");
    copy.className = "choice";
    copy.append(...[...chosen.childNodes].map((node) => node.cloneNode(true)));
    place.replaceChildren(copy);
    rest(live);
    say(chosen.textContent.trim());
    clearTimeout(lookTimer);
    lookTimer = setTimeout(() => {
      place.replaceChildren();
      rest(live);
      // What was said for those who listen must not stay there to be read.
      document.getElementById("status").textContent = "";
    }, LOOK);
  }

  live.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-form]") || !event.submitter) return;
    event.preventDefault();
    const { kind } = event.target.closest("[data-round]").dataset;
    boxes[kind].choose(event.target.elements.round.value, event.submitter.value);
  });
  live.addEventListener("click", (event) => {
    const ballot = event.target.closest("[data-round]");
    if (!ballot) return;
    if (event.target.closest("[data-look]")) look(ballot);
    if (event.target.closest("[data-change]")) showCast(ballot, false, "changing");
  });

  const screen = live.querySelector("#screen");
  screen.querySelectorAll("[data-round]").forEach(shuffle);
  present(screen);
  heedWhatCounts(JSON.parse(live.dataset.answered), kept());
  for (const box of Object.values(boxes)) box.deliver();
  follow(live, {
    prepare(next, old) {
      next.querySelectorAll("[data-round]").forEach(shuffle);
      keepFolds(old, next);
      if (asked(old) !== asked(next)) rest(live);
    },
    shown: present,
    turnout(data) {
      part = data.part;
      tellPart();
    },
    link(isUp) {
      tellOffline(!isUp);
      if (isUp) wakeUp();
    },
  });
  document.getElementById("received")?.remove(); // The ballot itself says it from here on.
  addEventListener("online", wakeUp);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" || askWhatCounts());
  pages?.addEventListener("message", ({ data }) => {
    const ballot = live.querySelector(`[data-round="${data.round}"]`);
    if (ballot) boxes[ballot.dataset.kind].heed(data.round, data.n);
  });
  return boxes;
}

function shuffled(list) {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [list[last], list[other]] = [list[other], list[last]];
  }
  return list;
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
function leave(event, boxes) {
  event.preventDefault();
  depart(); // The stream may end before the answer comes.
  document.documentElement.classList.add("left");
  document.title = "";
  const gone = () => location.replace(LEFT);
  setTimeout(gone, 1000);
  fetch(event.target.action, { method: "POST", keepalive: true }).then(gone, gone);
  for (const box of Object.values(boxes || {})) box.forget();
  inTab.forgetAll();
}

/** Ask from time to time whether the door is open. */
async function knock() {
  try {
    const answer = await ask(`${knocking.dataset.knock}/screen`, { headers: { "X-Wissel": "1" } });
    offline.hidden = true;
    if (answer.status < 500 && !answer.headers.has("X-Knocks")) return reload(); // let in, sent away, or over
  } catch {
    offline.hidden = false;
  }
  setTimeout(knock, jitter(KNOCK));
}

const boxes = live ? startPlaying() : null;
if (!live) inTab.forgetAll("answer "); // of a lesson that this phone is no longer in
// A second touch would be a second seat.
document.querySelector("form.enter")?.addEventListener("submit", ({ target }) => {
  setTimeout(() => (target.querySelector("button").disabled = true));
});
addEventListener("pageshow", () => document.querySelectorAll("form.enter button").forEach((button) => (button.disabled = false)));
if (knocking) begin(() => setTimeout(knock, jitter(KNOCK)));
document.addEventListener("click", openHelp);
// The button that opened it may be another one by now.
document.getElementById("help")?.addEventListener("close", () => {
  document.getElementById("help-open")?.focus();
  rest(document.querySelector("header.top")); // Where help is closed stands the way out.
});
document.getElementById("leave")?.addEventListener("submit", (event) => leave(event, boxes));
// A page that the browser kept for its "back" button must not show an old lesson.
addEventListener("pageshow", (event) => event.persisted && location.reload());
