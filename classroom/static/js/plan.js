// The minutes of the lesson as a line: where the class is on it, and whether there is time.

const LATE = 2; // minutes; less is no reason to hurry anybody

/** Moves the mark on the line of `figure`, and says in words whether there is time. */
export class PlanLine {
  constructor(figure) {
    this.figure = figure;
  }

  /** Show how many minutes have gone by, and whether that is late; `due` is when the class is to be on from here. */
  show(minutes, due) {
    this.put("[data-minutes]", minutes);
    this.put("[data-schedule]", due ? this.schedule(minutes - Number(due)) : "");
    const end = Number(this.figure.dataset.end);
    const at = `${Math.min(minutes / end, 1) * 100}%`;
    this.figure.querySelector("[data-plan-now]").setAttribute("cx", at);
    this.figure.querySelector("[data-plan-done]").setAttribute("x2", at);
  }

  schedule(behind) {
    const { onTime, behind: says } = this.figure.dataset;
    return behind < LATE ? onTime : says.replace("{minutes}", Math.floor(behind));
  }

  put(selector, words) {
    const place = this.figure.querySelector(selector);
    if (place.textContent !== String(words)) place.textContent = words;
  }
}
