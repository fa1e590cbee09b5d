// How large the letters on the wall are: chosen once, kept in that browser, the same for every page of the wall.

import { inBrowser } from "./kept.js";

const SIZES = [0.85, 1, 1.1, 1.2];
const KEPT_AS = "wissel-size";
let chosen = Number(inBrowser.get(KEPT_AS) ?? 1);

/** Make the page use the size that was chosen. */
export function useSize() {
  document.documentElement.style.setProperty("--size", String(SIZES[chosen] ?? 1));
}

/** Choose a size so many steps larger, or smaller when `by` is below zero. */
export function resizeBy(by) {
  chosen = Math.min(SIZES.length - 1, Math.max(0, chosen + by));
  inBrowser.set(KEPT_AS, String(chosen));
}
