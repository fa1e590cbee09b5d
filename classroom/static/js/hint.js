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
    if (this.box) this.show(this.isLong(phase === "lobby" && phones === 0));
  }

  /** Tell whether the lobby is empty and has been so for long. */
  isLong(isEmpty) {
    if (!isEmpty) this.since = Date.now();
    return isEmpty && Date.now() - this.since >= PATIENCE;
  }

  show(isShown) {
    if (this.box.hidden !== isShown) return;
    this.box.hidden = !isShown;
    if (isShown) this.say(this.box.querySelector("h2").textContent);
  }
}
