// What stands on the wall now, small on the desk: the wall's own screen in the wall's own style, which a shadow root keeps
// apart from the desk's.

import { begin } from "./alive.js";
import { fit } from "./fit.js";

/** The small wall; `style` is the address of the wall's stylesheet. Until that is here the box stays hidden. */
class Preview {
  constructor(style) {
    this.style = style;
    this.box = document.createElement("div");
    this.box.className = "small-wall";
    this.wall = document.createElement("div");
    this.wall.className = "wall wall-small";
    this.root = this.box.attachShadow({ mode: "open" });
    this.root.append(this.wall);
    begin(() => this.dress()); // Before that, what is being fetched is broken off.
  }

  get isDressed() {
    return this.root.adoptedStyleSheets.length > 0;
  }

  /** A sheet that is made once stays when the box moves on to the next screen; a link would be loaded anew, and flash. */
  async dress() {
    const style = await this.fetchStyle().catch(() => ""); // The next screen tries again.
    if (!style) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.root.adoptedStyleSheets = [sheet];
    this.fit();
  }

  async fetchStyle() {
    const answer = await fetch(this.style);
    return answer.ok ? answer.text() : "";
  }

  /** Put what a desk's screen brings of the wall into the small one, and that into the screen. */
  enter(screen) {
    const drawn = screen.querySelector("[data-drawn]");
    const frame = document.createElement("div");
    frame.append(document.importNode(drawn.content, true));
    // On this page the names are the desk's, and what is on the wall stands under a heading of the third level.
    for (const name of ["screen", "crowd"]) frame.querySelector(`#${name}`).removeAttribute("id");
    for (const heading of frame.querySelectorAll("h1, h2")) heading.setAttribute("aria-level", String(Number(heading.localName[1]) + 3));
    this.screen = frame.firstElementChild;
    this.wall.replaceChildren(frame);
    drawn.replaceWith(this.box);
  }

  /** Show what has entered, as large as fits. */
  fit() {
    if (!this.isDressed) return;
    this.box.parentElement.hidden = false;
    fit(this.screen);
  }

  /** Show a screen that now stands on the page. */
  arrive() {
    if (this.isDressed) this.fit();
    else this.dress();
  }
}

/** Give a small wall, or nothing where the browser cannot keep two styles apart. */
export function previewWith(style) {
  return "adoptedStyleSheets" in Document.prototype && CSS.supports("block-size", "1cqh") ? new Preview(style) : null;
}
