// What a browser keeps for a page. Where it refuses to keep anything, the page's own memory must do: nothing here ever throws.

class Kept {
  constructor(name) {
    this.name = name;
    this.memory = new Map();
  }

  /** Try to reach what the browser keeps; even naming it throws where it is refused. */
  reach(use, otherwise) {
    try {
      return use(globalThis[this.name]);
    } catch {
      return otherwise;
    }
  }

  /** Give what was kept under this name, or null. */
  get(key) {
    if (this.memory.has(key)) return this.memory.get(key);
    return this.reach((store) => store.getItem(key), null);
  }

  set(key, value) {
    this.memory.delete(key);
    const isKept = this.reach((store) => (store.setItem(key, value), true), false);
    if (!isKept) this.memory.set(key, String(value));
  }

  forget(key) {
    this.memory.delete(key);
    this.reach((store) => store.removeItem(key));
  }

  /** Forget everything whose name begins so; without a beginning, all of it. */
  forgetAll(beginning = "") {
    const names = [...this.memory.keys(), ...this.reach((store) => Object.keys(store), [])];
    for (const key of names) if (key.startsWith(beginning)) this.forget(key);
  }
}

export const inTab = new Kept("sessionStorage");
export const inBrowser = new Kept("localStorage");
