// Soft sounds of the wall, where the desk asked for them: a line that comes in, a vote that opens and closes, the line of the way
// that is set, a lantern. What was there already when this page came makes none, and there is none where harm is told, in talk, at
// the debrief or with the help.

const LOUDEST = 0.12;
const RISES = 0.03; // seconds
const NOTHING = 0.0001;
// Each note: hertz, when it begins and how long it lasts in seconds, and how loud it is beside the loudest.
const SOUNDS = {
  opened: [[587, 0, 0.35, 1], [784, 0.2, 0.35, 1]],
  closed: [[784, 0, 0.35, 1], [587, 0.2, 0.35, 1]],
  set: [[196, 1, 0.07, 1], [165, 1.15, 0.07, 1]], // when the line is drawn
  line: [[660, 0, 0.08, 0.6]],
  photo: [[660, 0, 0.08, 0.25]],
  lantern: [[880, 0, 0.3, 0.6], [1320, 0.12, 0.3, 0.6]],
};
// What each phase is heard to come from. An undo that leads back into an open vote comes from elsewhere.
const BETWEEN = {
  voting: { sound: "opened", from: ["telling", "closed", "revealed", "outcome", "talking"] },
  closed: { sound: "closed", from: ["voting"] },
  revealed: { sound: "set", from: ["closed"] },
};
const LINES_COME_IN = ["telling", "outcome"];

/** Heeds the screens of a wall. `button` is for browsers that make no sound before somebody has touched the page. */
export class Cue {
  constructor(button) {
    this.button = button;
    this.audio = null;
    this.wanted = false;
    this.before = null;
    button.addEventListener("click", () => this.audio.resume());
  }

  heed(screen) {
    this.want("sound" in screen.dataset && "AudioContext" in globalThis);
    const now = heardOf(screen);
    if (this.before) this.play(soundOf(this.before, now));
    this.before = now;
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

  play(sound) {
    if (!sound || !this.wanted || this.audio.state !== "running") return; // It would come much later, at the first touch.
    for (const note of SOUNDS[sound]) this.note(note);
  }

  note([pitch, begins, lasts, loudness]) {
    const from = this.audio.currentTime + begins;
    const tone = this.audio.createOscillator();
    const volume = this.audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(NOTHING, from);
    volume.gain.exponentialRampToValueAtTime(loudness * LOUDEST, from + RISES);
    volume.gain.exponentialRampToValueAtTime(NOTHING, from + lasts);
    tone.connect(volume);
    volume.connect(this.audio.destination);
    tone.start(from);
    tone.stop(from + lasts);
  }
}

/** Give what of a screen can be heard. */
function heardOf(screen) {
  const lines = screen.querySelectorAll("[data-line]");
  return {
    phase: screen.dataset.phase,
    paused: "paused" in screen.dataset,
    harm: Boolean(screen.querySelector("[data-harm]")),
    lines: lines.length,
    photo: Boolean(lines.length && lines[lines.length - 1].querySelector("[data-tile]")),
    lantern: Boolean(screen.querySelector("[data-found]")),
  };
}

/** Name the sound of what has changed between two screens, if it has one. */
function soundOf(before, now) {
  if (now.paused || before.paused || now.harm) return "";
  return before.phase === now.phase ? soundWithin(before, now) : soundBetween(before.phase, now.phase);
}

function soundBetween(before, now) {
  const change = BETWEEN[now];
  return change?.from.includes(before) ? change.sound : "";
}

function soundWithin(before, now) {
  if (!LINES_COME_IN.includes(now.phase)) return "";
  if (now.lantern && !before.lantern) return "lantern";
  if (now.lines !== before.lines + 1) return "";
  return now.photo ? "photo" : "line";
}
