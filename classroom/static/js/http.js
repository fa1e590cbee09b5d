// Requests, each with a time limit.

// What a server says where there is nothing for this page any more.
export const GONE = [401, 403, 404, 410];

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
