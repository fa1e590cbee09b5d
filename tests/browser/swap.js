// Brings screens into an open page as the server pushes them, without a server: what the page's own scripts do then, they do.
globalThis.streams = {};
globalThis.EventSource = class extends EventTarget {
  constructor(address) {
    super();
    const path = new URL(address, location.href).pathname.replace(/\/stream$/, "");
    streams[path] = this;
  }

  close() {
    this.readyState = 2;
  }
};
EventSource.CLOSED = 2;

globalThis.swapped = 0;

/** Bring these screens in, by the address that each is of, and then the news of who takes part. */
globalThis.bring = (screens, turnout) => {
  swapped += 1;
  for (const [path, html] of Object.entries(screens)) {
    const holder = document.querySelector(`[data-live="${path}"]`);
    const version = `${holder.dataset.version.split(".")[0]}.${1000 + swapped}`;
    streams[path].dispatchEvent(new MessageEvent("screen", { data: html, lastEventId: version }));
    if (holder.dataset.version !== version) throw new Error(`${path} did not take the screen`);
    streams[path].dispatchEvent(new MessageEvent("turnout", { data: turnout }));
  }
};
