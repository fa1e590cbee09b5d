// The one gate through which HTML from the server comes in, and the one place where a page speaks.

const policy = globalThis.trustedTypes
  ? globalThis.trustedTypes.createPolicy("wissel", { createHTML: (html) => html })
  : { createHTML: (html) => html };

/** Turn server-made HTML into its one root element. */
export function fragment(html) {
  const holder = document.createElement("template");
  holder.innerHTML = policy.createHTML(html);
  return holder.content.firstElementChild;
}

/** Say something in the page's one live region. */
export function say(text) {
  const status = document.getElementById("status");
  if (status && text && status.textContent !== text) status.textContent = text;
}
