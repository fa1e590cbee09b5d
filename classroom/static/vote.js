// The answer of this phone: kept until the server has it, numbered so that the newest wins, and known to nobody else.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;

/** Give how long to wait after so many failed tries: longer each time, and never in step with the phone beside it. */
export function waitAfter(tries, random = Math.random) {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries) * (0.75 + random() / 4);
}

/**
 * Keep one answer. `send({round, option, n})` resolves to {status, n}; `memory` has get() and set(value); `sleep(ms)` waits.
 * `tell(state)` hears "waiting", "failing", "unsaved", "stored", "closed", "lost" or "out".
 */
export function ballotBox({ send, memory, sleep, tell }) {
  let answer = memory.get();
  let busy = false;

  function keep(next) {
    answer = next;
    memory.set(next);
  }

  async function deliver() {
    if (busy) return;
    busy = true;
    let tries = 0;
    while (answer && !answer.stored) {
      const sent = answer;
      const outcome = await send(sent).catch(() => ({ status: 0 }));
      if (settle(sent, outcome)) tries = 0;
      else await sleep(waitAfter(tries++));
    }
    busy = false;
  }

  /** Take in what the server said of an answer; tell whether that was an answer at all. */
  function settle(sent, { status, n }) {
    const isNewest = answer === sent;
    if (status === 204) {
      if (isNewest) finish({ ...sent, stored: true }, "stored");
      return true;
    }
    if (status === 409 && Number.isInteger(n)) {
      // Another page of this phone was ahead, or this answer was stored unheard: go above, unless a newer answer does already.
      if (answer && answer.round === sent.round) keep({ ...answer, n: Math.max(answer.n, n) + 1 });
      return true;
    }
    if (status === 410 || status === 403 || status === 404) {
      if (isNewest) finish(null, status === 410 ? "closed" : "out");
      return true;
    }
    if (isNewest) tell(status === 503 ? "unsaved" : "failing");
    return false;
  }

  function finish(next, state) {
    keep(next);
    tell(state);
  }

  return {
    /** Give what is kept, of whichever round. */
    kept: () => answer,
    /** Give the kept answer of this round, or null. */
    of(round) {
      return answer && answer.round === round ? answer : null;
    },
    choose(round, option) {
      const last = this.of(round);
      keep({ round, option, n: (last ? last.n : 0) + 1, stored: false });
      tell("waiting");
      return deliver();
    },
    /**
     * Take in what the server has of this phone in a round: the number of the answer that counts, or undefined. `seen` is what
     * was kept here when that was asked. An answer of another page of this phone is known to be in, and not what it is.
     */
    heed(round, n, seen = answer) {
      if (answer !== seen || (answer && answer.round === round && !answer.stored)) return;
      const known = this.of(round);
      if (n === undefined ? !known : known && known.n >= n) return;
      keep(n === undefined ? null : { round, option: null, n, stored: true });
      tell(n === undefined ? "lost" : "stored");
    },
    /** Forget an answer that has arrived, once its round is over. */
    over(openRound) {
      if (answer && answer.stored && answer.round !== openRound) keep(null);
    },
    forget() {
      keep(null);
    },
    deliver,
  };
}
