// Keeps a page at the present screen: pushed if possible, fetched if not. Every screen arrives whole, so nothing needs replaying.

import { begin, reload } from "./alive.js";
import { fragment, say } from "./html.js";
import { GONE, ask } from "./http.js";
import { Link, isSeen } from "./link.js";
import { now } from "./time.js";
import { Turn } from "./turns.js";

// An end can be taken back for ten seconds; after this nothing more can come.
const OVER = 20000;
const FETCH_LIMIT = 5000;

/**
 * Follow a live page. `main` has data-live and data-version and holds #screen, or what data-holds names instead.
 * Hooks, all optional: prepare(next, old) before a screen is shown, shown(screen) after, turnout(data), link(isUp, why), gone().
 */
export function follow(main, hooks = {}) {
  const follower = new Follower(main, hooks);
  begin(() => follower.start());
  return { refresh: () => follower.refresh() };
}

class Follower {
  constructor(main, hooks) {
    this.main = main;
    this.hooks = hooks;
    this.path = main.dataset.live;
    this.shown = main.dataset.version;
    this.since = now();
    this.fetching = null;
    this.turn = new Turn(main.dataset.channel || this.path, () => this.attend(), (version) => this.hear(version));
    this.link = new Link({
      address: () => this.address("stream"),
      heeds: {
        screen: (event) => this.show(event.data, event.lastEventId),
        beat: (event) => this.hear(event.data),
        turnout: (event) => this.call("turnout", JSON.parse(event.data)),
      },
      arrived: () => this.call("link", true),
      gone: () => this.leave(),
      refresh: () => this.refresh(),
      isOver: () => this.isOver && now() - this.since > OVER,
    });
  }

  start() {
    const wake = () => this.wake();
    setInterval(() => this.link.isDead && isSeen() && wake(), 1000);
    document.addEventListener("visibilitychange", wake);
    document.addEventListener("resume", wake); // a page that was frozen
    addEventListener("pageshow", (event) => event.persisted && wake());
    addEventListener("online", wake);
    addEventListener("offline", () => this.call("link", false));
    addEventListener("focus", () => this.front());
    addEventListener("pagehide", () => {
      this.turn.go();
      this.link.close();
    });
    this.arrive();
  }

  call(name, ...rest) {
    if (this.hooks[name]) this.hooks[name](...rest);
  }

  address(what) {
    return `${this.path}/${what}?since=${encodeURIComponent(this.shown)}`;
  }

  get screen() {
    return this.main.querySelector(this.main.dataset.holds || "#screen");
  }

  get isOver() {
    return this.screen.dataset.phase === "ended";
  }

  /** Hold a stream where that is this page's turn, ask where it is not, and let a lesson that is over rest. */
  attend() {
    this.link.hold(this.turn.isInFront && !this.isOver);
  }

  arrive() {
    if (isSeen()) this.turn.come();
    else this.turn.go();
    this.attend();
  }

  /** After sleep a socket can be dead without anyone telling, so waking always asks anew. */
  wake() {
    this.link.close();
    this.arrive();
    if (isSeen()) this.refresh();
  }

  /** Come to the front of several windows that are all in sight. */
  front() {
    this.turn.come();
    this.attend();
  }

  leave() {
    this.link.close();
    if (this.hooks.gone) this.hooks.gone();
    else reload();
  }

  /** Hear which version there is. */
  hear(version) {
    if (version && version !== this.shown) this.refresh();
  }

  /** Fetch the present screen; a second wish while one is under way is the same wish. */
  refresh() {
    this.fetching = this.fetching || this.fetchScreen().finally(() => (this.fetching = null));
    return this.fetching;
  }

  async fetchScreen() {
    try {
      const answer = await ask(this.address("screen"), { headers: { "X-Wissel": "1" } }, FETCH_LIMIT);
      if (answer.status === 503) this.call("link", false, (await answer.json()).message);
      else await this.takeIn(answer);
    } catch {
      this.call("link", false);
    }
  }

  async takeIn(answer) {
    if (answer.status === 200) this.show(await answer.text(), answer.headers.get("X-Version"));
    const turnout = answer.headers.get("X-Turnout");
    if (turnout) this.call("turnout", JSON.parse(turnout));
    else if (GONE.includes(answer.status)) return this.leave();
    this.call("link", answer.status < 500);
  }

  show(html, version) {
    if (!this.isNews(version)) return;
    const [next, old] = [fragment(html), this.screen];
    if (!next || !old) return reload();
    try {
      this.bring(next, old, version);
    } catch {
      return reload(); // A page that cannot show this screen must not stand still at the last one.
    }
    this.turn.news(version);
    if (this.isOver) this.attend();
  }

  isNews(version) {
    if (!version || version === this.shown) return false;
    const [next, present] = [parts(version), parts(this.shown)];
    if (next.build === present.build) return next.number > present.number;
    reload();
    return false;
  }

  bring(next, old, version) {
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    this.call("prepare", next, old);
    old.replaceWith(next);
    this.shown = version;
    this.since = now();
    this.main.dataset.version = version;
    if (active) this.keepFocus(active, next);
    say(next.dataset.announce);
    this.call("shown", next);
  }

  keepFocus(active, next) {
    const same = active.id && document.getElementById(active.id);
    const target = same || next.querySelector("[tabindex='-1']") || this.main;
    target.focus({ preventScroll: Boolean(same) });
  }
}

function parts(version) {
  const dot = version.lastIndexOf(".");
  return { build: version.slice(0, dot), number: Number(version.slice(dot + 1)) };
}
