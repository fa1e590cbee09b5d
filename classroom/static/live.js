// Keeps a page at the present screen: pushed if possible, fetched if not. Every screen arrives whole, so nothing needs replaying.

import { begin, reload } from "./alive.js";
import { Turn } from "./turns.js";

const FIRST_BYTE = 3000;
const POLL = 3000;
// How often a page asks that nobody looks at.
const POLL_UNSEEN = 15000;
// An end can be taken back for ten seconds; after this nothing more can come.
const OVER = 20000;
// A beat comes every three seconds. After this silence the stream counts as dead, whatever the browser says of it.
const WATCHDOG = 7000;
const FETCH_LIMIT = 5000;
const REOPEN = [1000, 2000, 4000, 5000];

const policy = globalThis.trustedTypes
  ? globalThis.trustedTypes.createPolicy("wissel", { createHTML: (html) => html })
  : { createHTML: (html) => html };

/** Turn server-made HTML into its one root element. */
export function fragment(html) {
  const holder = document.createElement("template");
  holder.innerHTML = policy.createHTML(html);
  return holder.content.firstElementChild;
}

/** Say something in the page's one live region. */
export function say(text) {
  const status = document.getElementById("status");
  if (status && text && status.textContent !== text) status.textContent = text;
}

/** Give milliseconds that only count on: a clock that is set leaves every waiting time as it was. */
export function now() {
  return performance.timeOrigin + performance.now();
}

/** Add up to a fifth, so that thirty phones do not ask at the same moment. */
export function jitter(milliseconds) {
  return milliseconds * (1 + Math.random() / 5);
}

/** Fetch with a time limit; AbortSignal.timeout is too new for older phones. */
export async function ask(address, options = {}, limit = 8000) {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), limit);
  try {
    return await fetch(address, { cache: "no-store", ...options, signal: stopper.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** Post a form's fields the way that the server knows to be from a script. */
export function post(address, fields, limit) {
  return ask(address, { method: "POST", body: new URLSearchParams(fields), headers: { "X-Wissel": "1" } }, limit);
}

function parts(version) {
  const dot = version.lastIndexOf(".");
  return { build: version.slice(0, dot), number: Number(version.slice(dot + 1)) };
}

/**
 * Follow a live page. `main` has data-live and data-version and holds #screen, or what data-holds names instead.
 * Hooks, all optional: prepare(next) before a screen is shown, shown(screen) after, turnout(data), link(isUp, why), gone().
 */
export function follow(main, hooks = {}) {
  const path = main.dataset.live;
  const holds = main.dataset.holds || "#screen";
  const call = (name, ...rest) => hooks[name] && hooks[name](...rest);
  let shown = main.dataset.version;
  let since = now();
  let source = null;
  let heard = 0;
  let failures = 0;
  let polling = null;
  let reopening = null;
  let firstByte = null;
  let fetching = null;

  function isNews(version) {
    if (!version || version === shown) return false;
    const [next, now] = [parts(version), parts(shown)];
    if (next.build !== now.build) {
      reload();
      return false;
    }
    return next.number > now.number;
  }

  function show(html, version) {
    if (!isNews(version)) return;
    const next = fragment(html);
    const old = main.querySelector(holds);
    if (!next || !old) return reload();
    try {
      bring(next, old, version);
    } catch {
      return reload(); // A page that cannot show this screen must not stand still at the last one.
    }
    turn.news(version);
    if (isOver()) attend();
  }

  function bring(next, old, version) {
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    call("prepare", next, old);
    old.replaceWith(next);
    shown = version;
    since = now();
    main.dataset.version = version;
    if (active) keepFocus(active, next);
    say(next.dataset.announce);
    call("shown", next);
  }

  function isOver() {
    return main.querySelector(holds).dataset.phase === "ended";
  }

  function keepFocus(active, next) {
    const same = active.id && document.getElementById(active.id);
    const target = same || next.querySelector("[tabindex='-1']") || main;
    target.focus({ preventScroll: Boolean(same) });
  }

  async function fetchScreen() {
    try {
      const answer = await ask(`${path}/screen?since=${encodeURIComponent(shown)}`, { headers: { "X-Wissel": "1" } }, FETCH_LIMIT);
      if (answer.status === 503) return call("link", false, (await answer.json()).message);
      if (answer.status === 200) show(await answer.text(), answer.headers.get("X-Version"));
      const turnout = answer.headers.get("X-Turnout");
      if (turnout) call("turnout", JSON.parse(turnout));
      else if ([401, 403, 404, 410].includes(answer.status)) return leave();
      call("link", answer.status < 500);
    } catch {
      call("link", false);
    }
  }

  /** Fetch the present screen; a second wish while one is under way is the same wish. */
  function refresh() {
    fetching = fetching || fetchScreen().finally(() => (fetching = null));
    return fetching;
  }

  function leave() {
    close();
    if (hooks.gone) hooks.gone();
    else reload();
  }

  function arrived() {
    heard = now();
    failures = 0;
    clearTimeout(firstByte);
    stopPolling();
    call("link", true);
  }

  /** Hold a stream where that is this page's turn, ask where it is not, and let a lesson that is over rest. */
  function attend() {
    if (turn.isInFront && !isOver()) {
      if (!source) open();
      return;
    }
    close();
    startPolling();
  }

  function open() {
    close();
    heard = now();
    source = new EventSource(`${path}/stream?since=${encodeURIComponent(shown)}`);
    firstByte = setTimeout(startPolling, FIRST_BYTE);
    source.addEventListener("screen", (event) => {
      arrived();
      show(event.data, event.lastEventId);
    });
    source.addEventListener("beat", (event) => {
      arrived();
      if (event.data && event.data !== shown) refresh();
    });
    source.addEventListener("turnout", (event) => {
      arrived();
      call("turnout", JSON.parse(event.data));
    });
    source.addEventListener("gone", leave);
    source.addEventListener("error", lost);
  }

  function lost() {
    startPolling();
    if (source && source.readyState === EventSource.CLOSED && !reopening) {
      const wait = REOPEN[Math.min(failures++, REOPEN.length - 1)];
      reopening = setTimeout(open, jitter(wait));
    }
  }

  function close() {
    clearTimeout(firstByte);
    clearTimeout(reopening);
    reopening = null;
    stopPolling();
    if (source) source.close();
    source = null;
  }

  function startPolling() {
    if (polling) return;
    if (isSeen()) refresh();
    pollLater();
  }

  function pollLater() {
    polling = null;
    if (isOver() && now() - since > OVER) return;
    polling = setTimeout(() => {
      refresh();
      pollLater();
    }, jitter(isSeen() ? POLL : POLL_UNSEEN));
  }

  function stopPolling() {
    clearTimeout(polling);
    polling = null;
  }

  function isSeen() {
    return document.visibilityState !== "hidden";
  }

  function arrive() {
    if (isSeen()) turn.come();
    else turn.go();
    attend();
  }

  /** After sleep a socket can be dead without anyone telling, so waking always asks anew. */
  function wake() {
    close();
    arrive();
    if (isSeen()) refresh();
  }

  /** Come to the front of several windows that are all in sight. */
  function front() {
    turn.come();
    attend();
  }

  function start() {
    setInterval(() => source && now() - heard > WATCHDOG && isSeen() && wake(), 1000);
    document.addEventListener("visibilitychange", wake);
    document.addEventListener("resume", wake); // a page that was frozen
    addEventListener("pageshow", (event) => event.persisted && wake());
    addEventListener("online", wake);
    addEventListener("offline", () => call("link", false));
    addEventListener("focus", front);
    addEventListener("pagehide", () => {
      turn.go();
      close();
    });
    arrive();
  }

  const turn = new Turn(main.dataset.channel || path, attend, (version) => version !== shown && refresh());
  begin(start);
  return { refresh };
}
