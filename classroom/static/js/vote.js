// The answer of this phone: kept until the server has it, numbered so that the newest wins, and known to nobody else.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;

/** Give how long to wait after so many failed tries: longer each time, and never in step with the phone beside it. */
export function waitAfter(tries, random = Math.random) {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries) * (0.75 + random() / 4);
}

// What the server says of an answer once and for all, by the status of its response.
const SETTLED = { 204: "stored", 403: "out", 404: "out", 410: "closed" };

/**
 * Keeps one answer. `send({round, option, n})` resolves to {status, n}; `memory` has get() and set(value); `sleep(ms)` waits.
 * `tell(state)` hears "waiting", "failing", "unsaved", "stored", "closed", "lost" or "out".
 */
export class BallotBox {
  constructor({ send, memory, sleep, tell }) {
    Object.assign(this, { send, memory, sleep, tell });
    this.answer = memory.get();
    this.isBusy = false;
  }

  /** Give the kept answer of this round, or null. */
  of(round) {
    return this.answer && this.answer.round === round ? this.answer : null;
  }

  choose(round, option) {
    const last = this.of(round);
    this.finish({ round, option, n: (last ? last.n : 0) + 1, stored: false }, "waiting");
    return this.deliver();
  }

  async deliver() {
    if (this.isBusy) return;
    this.isBusy = true;
    let tries = 0;
    while (this.answer && !this.answer.stored) {
      const sent = this.answer;
      const outcome = await this.send(sent).catch(() => ({ status: 0 }));
      if (this.settle(sent, outcome)) tries = 0;
      else await this.sleep(waitAfter(tries++));
    }
    this.isBusy = false;
  }

  /** Take in what the server said of an answer; tell whether that was an answer at all. */
  settle(sent, { status, n }) {
    if (status === 409 && Number.isInteger(n)) {
      this.goAbove(sent.round, n);
      return true;
    }
    if (this.answer === sent) this.takeIn(sent, status);
    return status in SETTLED;
  }

  /** Another page of this phone was ahead, or this answer was stored unheard: go above, unless a newer answer does already. */
  goAbove(round, n) {
    const newest = this.of(round);
    if (newest) this.keep({ ...newest, n: Math.max(newest.n, n) + 1 });
  }

  takeIn(sent, status) {
    if (status === 204) this.finish({ ...sent, stored: true }, "stored");
    else if (status in SETTLED) this.finish(null, SETTLED[status]);
    else this.tell(status === 503 ? "unsaved" : "failing");
  }

  /**
   * Take in what the server has of this phone in a round: the number of the answer that counts, or undefined. `seen` is what
   * was kept here when that was asked. An answer of another page of this phone is known to be in, and not what it is.
   */
  heed(round, n, seen = this.answer) {
    const known = this.of(round);
    if (this.answer !== seen || (known && !known.stored)) return;
    if (n === undefined) this.lose(known);
    else this.learn(known, { round, option: null, n, stored: true });
  }

  lose(known) {
    if (known) this.finish(null, "lost");
  }

  learn(known, counted) {
    if (!known || known.n < counted.n) this.finish(counted, "stored");
  }

  /** Forget an answer that has arrived, once its round is over. */
  over(openRound) {
    if (this.answer && this.answer.stored && this.answer.round !== openRound) this.keep(null);
  }

  forget() {
    this.keep(null);
  }

  finish(next, state) {
    this.keep(next);
    this.tell(state);
  }

  keep(next) {
    this.answer = next;
    this.memory.set(next);
  }
}
