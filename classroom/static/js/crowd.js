// More phones than pupils, and phones that knock: the desk hears it when it happens, and has what to do beside it.

import { offerToCount } from "./acts.js";

/** Shows what a turnout tells of the crowd. */
export class CrowdBox {
  constructor(say) {
    this.say = say;
    this.box = document.getElementById("crowded");
    this.knocking = document.getElementById("knocking");
    this.signs = this.knocking.querySelector("[data-signs]");
  }

  /** A new screen has a new version, and the buttons here go with it. */
  renew(version) {
    this.box.querySelector("[name=version]").value = version;
  }

  show({ crowded, we_are: weAre, phones, knocking, knocks, let_in: letIn }) {
    const words = document.getElementById("crowded-title");
    const count = document.getElementById("do-we-are");
    const isNews = crowded && words.textContent !== crowded;
    words.textContent = crowded || "";
    this.box.hidden = !crowded;
    count.textContent = weAre || "";
    count.value = phones;
    count.hidden = !weAre;
    this.knocking.hidden = !knocking;
    this.list(knocks || []);
    offerToCount(letIn);
    if (isNews) this.say(crowded);
  }

  /** One button for each phone that knocks; those that are there stay, so that none slips away under a finger. */
  list(knocks) {
    for (const button of [...this.signs.children]) if (!knocks.includes(button.value)) button.remove();
    const there = [...this.signs.children].map((button) => button.value);
    for (const signs of knocks.filter((each) => !there.includes(each))) {
      const button = document.createElement("button");
      Object.assign(button, { type: "submit", className: "button signs", name: "signs", value: signs, textContent: signs });
      this.signs.append(button);
    }
  }
}
