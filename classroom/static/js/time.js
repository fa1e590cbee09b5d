// Time as a page counts it.

/** Give milliseconds that only count on: a clock that is set leaves every waiting time as it was. */
export function now() {
  return performance.timeOrigin + performance.now();
}

/** Add up to a fifth, so that thirty phones do not ask at the same moment. */
export function jitter(milliseconds) {
  return milliseconds * (1 + Math.random() / 5);
}
