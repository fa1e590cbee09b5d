// One soft sound when a vote opens, where the desk asked for it. A vote that was open already when this page came makes none.

const NOTES = [587, 784]; // hertz
const APART = 0.2; // seconds
const LASTS = 0.35;
const RISES = 0.03;
const LOUDEST = 0.12;
const NOTHING = 0.0001;
// What a vote opens from. An undo that leads back into an open vote comes from elsewhere.
const BEFORE_A_VOTE = ["telling", "closed", "revealed", "outcome", "talking"];

/** Heeds the phases of a wall. `button` is for browsers that make no sound before somebody has touched the page. */
export class Cue {
  constructor(button) {
    this.button = button;
    this.audio = null;
    this.wanted = false;
    this.before = null;
    button.addEventListener("click", () => this.audio.resume());
  }

  heed({ dataset }) {
    this.want("sound" in dataset && "AudioContext" in globalThis);
    if (dataset.phase === "voting" && BEFORE_A_VOTE.includes(this.before)) this.play();
    this.before = dataset.phase;
    this.offer();
  }

  want(isWanted) {
    this.wanted = isWanted;
    if (!isWanted || this.audio) return;
    this.audio = new AudioContext();
    this.audio.addEventListener("statechange", () => this.offer());
  }

  offer() {
    this.button.hidden = !this.wanted || this.audio.state === "running";
  }

  play() {
    if (!this.wanted || this.audio.state !== "running") return; // It would come much later, at the first touch.
    NOTES.forEach((pitch, place) => this.note(pitch, this.audio.currentTime + place * APART));
  }

  note(pitch, from) {
    const tone = this.audio.createOscillator();
    const loudness = this.audio.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(NOTHING, from);
    loudness.gain.exponentialRampToValueAtTime(LOUDEST, from + RISES);
    loudness.gain.exponentialRampToValueAtTime(NOTHING, from + LASTS);
    tone.connect(loudness);
    loudness.connect(this.audio.destination);
    tone.start(from);
    tone.stop(from + LASTS);
  }
}
