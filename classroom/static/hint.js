// No phone after a while: the desk offers help with the network, and a way without phones.

const PATIENCE = 60000;

/** Watches the lobby; `box` is what to show when nobody comes in. A class that votes on paper has none. */
export class LobbyHint {
  constructor(box, say) {
    this.box = box;
    this.say = say;
    this.since = Date.now();
  }

  look(phase, phones) {
    if (!this.box) return;
    const isEmpty = phase === "lobby" && phones === 0;
    if (!isEmpty) this.since = Date.now();
    const shows = isEmpty && Date.now() - this.since >= PATIENCE;
    if (shows === !this.box.hidden) return;
    this.box.hidden = !shows;
    if (shows) this.say(this.box.querySelector("h2").textContent);
  }
}
