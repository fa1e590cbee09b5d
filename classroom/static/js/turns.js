// A browser opens six connections to one host over all of its pages, and a stream holds one for as long as it lasts. So of
// all pages only those that were looked at last hold a stream; the others ask now and then, and are told of news by those.

const STREAMS = 3;

/**
 * One of all that follow something in this browser, in a row in which the one looked at last is in front.
 * `moved()` is called when it comes to have a stream or loses it, `heard(version)` when another on the same `topic` has news.
 */
export class Turn {
  constructor(topic, moved, heard) {
    this.topic = topic;
    this.moved = moved;
    this.heard = heard;
    this.name = `${Math.random()} ${Math.random()}`;
    this.isTaken = false;
    this.before = new Set();
    this.others = "BroadcastChannel" in globalThis ? new BroadcastChannel("wissel-turns") : null;
    this.others?.addEventListener("message", ({ data }) => this.heed(data));
  }

  /** Tell whether this one may hold a stream. */
  get isInFront() {
    return this.isTaken && this.before.size < STREAMS;
  }

  /** Come to the front of the row. */
  come() {
    this.isTaken = true;
    this.before.clear();
    this.tell("come");
  }

  /** Leave the row. */
  go() {
    this.isTaken = false;
    this.tell("go");
  }

  /** Tell the others on this topic which version there is. */
  news(version) {
    this.tell("news", version);
  }

  tell(what, version) {
    this.others?.postMessage({ what, version, topic: this.topic, name: this.name });
  }

  heed({ what, version, topic, name }) {
    if (what === "news") {
      if (topic === this.topic) this.heard(version);
      return;
    }
    const was = this.isInFront;
    if (what === "come") this.before.add(name);
    else this.before.delete(name);
    if (this.isInFront !== was) this.moved();
  }
}
