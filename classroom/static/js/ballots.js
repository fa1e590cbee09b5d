// The ballots on a phone: options in an order of its own, and nothing of the answer once it is given.

import { Answers, KINDS, remembered } from "./answers.js";
import { reload } from "./alive.js";
import { rest } from "./fresh.js";
import { say } from "./html.js";
import { inTab } from "./kept.js";

const LOOK = 3000;
const FELT = 15;

/** All ballots in `live`, the part of the page that a lesson renews. */
export class Ballots {
  constructor(live) {
    this.live = live;
    this.path = live.dataset.live;
    this.answers = new Answers(this.path, (kind, state) => this.tellAnswer(kind, state));
    this.part = "";
    this.lookTimer = null;
  }

  start() {
    this.live.addEventListener("submit", (event) => this.choose(event));
    this.live.addEventListener("click", (event) => this.touch(event));
    const screen = this.live.querySelector("#screen");
    this.prepare(screen);
    this.present(screen);
    this.answers.heedWhatCounts(JSON.parse(this.live.dataset.answered), ballotsOn(this.live));
    this.answers.deliver();
    this.answers.heedOtherPages((round) => this.live.querySelector(`[data-round="${round}"]`));
  }

  askWhatCounts() {
    this.answers.askWhatCounts(() => ballotsOn(this.live));
  }

  choose(event) {
    if (!event.target.matches("[data-form]") || !event.submitter) return;
    event.preventDefault();
    feel();
    const { kind } = event.target.closest("[data-round]").dataset;
    this.answers.choose(kind, event.target.elements.round.value, event.submitter.value);
  }

  touch({ target }) {
    const ballot = target.closest("[data-round]");
    if (!ballot) return;
    if (target.closest("[data-look]")) this.look(ballot);
    if (target.closest("[data-change]")) this.showCast(ballot, false, "changing");
  }

  /** Before a screen is shown. */
  prepare(screen) {
    for (const ballot of ballotsOn(screen)) this.shuffle(ballot);
  }

  /** Put the options in this phone's own order, the same until the round is over. */
  shuffle(ballot) {
    const list = ballot.querySelector("[data-shuffle]");
    const items = [...list.children];
    list.replaceChildren(...this.orderOf(ballot, items.length).map((place) => items[place]));
  }

  orderOf({ dataset: { kind, round } }, length) {
    const order = remembered(`order ${kind} ${this.path}`);
    const kept = order.get();
    if (kept && kept.round === round && kept.places.length === length) return kept.places;
    const places = shuffled([...Array(length).keys()]);
    order.set({ round, places });
    return places;
  }

  /** Once a screen is shown: what was answered on it stands there as answered. */
  present(screen) {
    this.tellPart();
    if ("paused" in screen.dataset) return; // the round is not over
    for (const kind of KINDS) this.presentOne(kind, ballotOf(kind, screen));
    this.arrange(screen);
  }

  /** One question at a time: the second comes once the first is answered, and who listens is told so. */
  arrange(screen) {
    const [first, ...others] = ballotsOn(screen);
    for (const other of others) {
      const comes = Boolean(this.answers.to(first) || this.answers.to(other));
      if (comes && other.hidden) say(`${textOf(first, "[data-stored]")} ${textOf(other, "h2")}`);
      other.hidden = !comes;
    }
  }

  /** How many phones take part is the same on all of them; nothing here is about this one. */
  tellPart(part = this.part) {
    this.part = part;
    const place = this.live.querySelector("[data-part]");
    if (place && place.textContent !== part) place.textContent = part;
  }

  presentOne(kind, ballot) {
    this.answers.boxes[kind].over(ballot ? ballot.dataset.round : null);
    if (!ballot) return inTab.forget(`order ${kind} ${this.path}`);
    const answer = this.answers.to(ballot);
    if (answer) this.showCast(ballot, true, answer.stored ? "stored" : "waiting");
  }

  tellAnswer(kind, state) {
    if (state === "out") return reload();
    this.tellOffline(state === "failing");
    document.getElementById("unsaved").hidden = state !== "unsaved";
    const ballot = ballotOf(kind, document);
    if (ballot) this.showCast(ballot, Boolean(this.answers.to(ballot)), state);
    this.arrange(this.live);
  }

  /** Say that there is no connection; and that an answer is kept, where there is one. */
  tellOffline(isOff) {
    document.getElementById("offline-kept").hidden = !this.answers.isAnyKept;
    document.getElementById("offline").hidden = !isOff;
  }

  showCast(ballot, isCast, state) {
    const hadFocus = ballot.contains(document.activeElement);
    const turns = ballot.querySelector("[data-cast]").hidden === isCast;
    const stored = ballot.querySelector("[data-stored]");
    ballot.querySelector("[data-form]").hidden = isCast;
    ballot.querySelector("[data-cast]").hidden = !isCast;
    stored.hidden = state !== "stored";
    ballot.querySelector("[data-waiting]").hidden = state === "stored";
    ballot.querySelector("[data-look]").hidden = isFromElsewhere(this.answers.to(ballot));
    if (turns) rest(this.live); // Something else stands under the finger now.
    if (isCast && state === "stored") say(stored.textContent.trim());
    if (hadFocus && turns) focusIn(ballot, isCast);
  }

  look(ballot) {
    const answer = this.answers.to(ballot);
    if (!answer || isFromElsewhere(answer)) return;
    const chosen = ballot.querySelector(`[name=option][value="${CSS.escape(answer.option)}"]`);
    const place = ballot.querySelector("[data-mine]");
    place.replaceChildren(copyOf(chosen));
    rest(this.live);
    say(chosen.textContent.trim());
    clearTimeout(this.lookTimer);
    this.lookTimer = setTimeout(() => {
      place.replaceChildren();
      rest(this.live);
      // What was said for those who listen must not stay there to be read.
      document.getElementById("status").textContent = "";
    }, LOOK);
  }
}

/** Tell whether two screens ask the same. */
export function askTheSame(one, other) {
  const [before, after] = [one, other].map((screen) => ballotsOn(screen).map(({ dataset }) => dataset.round).join());
  return before === after;
}

function ballotsOn(screen) {
  return [...screen.querySelectorAll("[data-round]")];
}

function ballotOf(kind, screen) {
  return screen.querySelector(`[data-round][data-kind="${kind}"]`);
}

function textOf(ballot, place) {
  return ballot.querySelector(place).textContent.trim();
}

/** Tell whether an answer came by another page of this phone, so that nobody here knows what it is. */
function isFromElsewhere(answer) {
  return Boolean(answer) && answer.option === null;
}

function focusIn(ballot, isCast) {
  ballot.querySelector(isCast ? "[data-cast-state]" : "[name=option]").focus();
}

/** Give an option as something that cannot be pressed. */
function copyOf(option) {
  const copy = document.createElement("p");
  copy.className = "choice";
  copy.append(...[...option.childNodes].map((node) => node.cloneNode(true)));
  return copy;
}

function shuffled(list) {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [list[last], list[other]] = [list[other], list[last]];
  }
  return list;
}

/** Let a finger feel its own tap, and nothing else ever. */
function feel() {
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) navigator.vibrate?.(FELT);
}
