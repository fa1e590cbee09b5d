// The code that makes a phone a remote: asked for, shown for as long as it works, and put away once a phone has come.

import { fragment } from "./html.js";
import { post } from "./http.js";

/** Show the code in a dialog when its form is sent. */
export function offerRemote(sender) {
  const dialog = document.getElementById("invite");
  const form = document.querySelector("form[data-invite]");
  let ends = null;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await post(form.getAttribute("action"), {});
      if (!answer.ok) throw new Error(answer.status);
      const code = fragment(await answer.text());
      dialog.querySelector("[data-code]").replaceChildren(code);
      clearTimeout(ends);
      ends = setTimeout(() => dialog.close(), Number(code.dataset.seconds) * 1000);
      dialog.showModal();
    } catch {
      sender.tell(document.querySelector("main[data-live]").dataset.saysFailed);
    }
  });
}

/** Give how many remotes the page speaks of. */
export function knownRemotes() {
  return Number(document.querySelector("[data-remotes]").textContent);
}

/** Say how many remotes there are; one more means that the code was used. */
export function showRemotes(number) {
  if (number > knownRemotes()) document.getElementById("invite").close();
  document.querySelector("[data-remotes]").textContent = number;
  document.getElementById("remotes").hidden = !number;
}
