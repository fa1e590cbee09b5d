// The answers of this phone: one ballot box for the question, one for the guess about the others, one for a part of a sentence.

import { ask, post } from "./http.js";
import { inTab } from "./kept.js";
import { BallotBox } from "./vote.js";

export const KINDS = ["vote", "guess", "build"];

/** Give a place in this tab where something is remembered. */
export function remembered(key) {
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

export class Answers {
  /** `path` leads to the lesson; `tell(kind, state)` hears how an answer fares. */
  constructor(path, tell) {
    this.path = path;
    this.wakers = new Set();
    this.pages = "BroadcastChannel" in globalThis ? new BroadcastChannel(`wissel-answers ${path}`) : null;
    this.boxes = Object.fromEntries(KINDS.map((kind) => [kind, this.boxFor(kind, tell)]));
  }

  boxFor(kind, tell) {
    return new BallotBox({
      memory: remembered(`answer ${kind} ${this.path}`),
      tell: (state) => tell(kind, state),
      send: (answer) => this.send(answer),
      sleep: (milliseconds) => this.sleep(milliseconds),
    });
  }

  async send({ round, option, n }) {
    const answer = await post(`${this.path}/vote`, { round, option, n });
    const body = answer.status === 409 ? await answer.json() : {};
    if (answer.status === 204) this.pages?.postMessage({ round, n });
    return { status: answer.status, n: body.n };
  }

  /** Wait, but no longer than until `wakeUp`. */
  sleep(milliseconds) {
    return new Promise((resolve) => {
      const wake = () => (clearTimeout(timer), this.wakers.delete(wake), resolve());
      const timer = setTimeout(wake, milliseconds);
      this.wakers.add(wake);
    });
  }

  wakeUp() {
    for (const wake of [...this.wakers]) wake();
  }

  /** Give what this phone answered to a ballot, or null. */
  to({ dataset }) {
    return this.boxes[dataset.kind].of(dataset.round);
  }

  choose(kind, round, option) {
    this.boxes[kind].choose(round, option);
  }

  deliver() {
    for (const box of Object.values(this.boxes)) box.deliver();
  }

  forget() {
    for (const box of Object.values(this.boxes)) box.forget();
  }

  kept() {
    return Object.fromEntries(Object.entries(this.boxes).map(([kind, box]) => [kind, box.answer]));
  }

  get isAnyKept() {
    return Object.values(this.boxes).some((box) => box.answer);
  }

  /** Hear from the server which rounds this phone has answered, by whichever of its pages, and never what. */
  async askWhatCounts(ballots) {
    const seen = this.kept();
    try {
      const answer = await ask(`${this.path}/answered`, { headers: { "X-Wissel": "1" } });
      if (answer.ok) this.heedWhatCounts(await answer.json(), ballots(), seen);
    } catch {
      // The stream says whether there is a connection.
    }
  }

  heedWhatCounts(counts, ballots, seen = this.kept()) {
    for (const { dataset } of ballots) {
      this.boxes[dataset.kind].heed(dataset.round, counts[dataset.round], seen[dataset.kind]);
    }
  }

  /** Hear of an answer that another page of this phone has brought. `find(round)` gives its ballot, if it is here. */
  heedOtherPages(find) {
    this.pages?.addEventListener("message", ({ data }) => {
      const ballot = find(data.round);
      if (ballot) this.boxes[ballot.dataset.kind].heed(data.round, data.n);
    });
  }
}
