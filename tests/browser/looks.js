// Finds what an eye would: text that is too small, cut off, over something else, or out of the picture.
const WORD = "onverantwoordelijk".repeat(6).slice(0, 92);
const ROUNDING = 0.02;

// What a box is, is asked once a look: the texts in it share it.
let seen = new Map();
const once = (box, ask) => (seen.has(box) ? seen : seen.set(box, ask())).get(box);
const isForEars = (box) => Boolean(box) && once(box, () => getComputedStyle(box).clipPath === "inset(50%)" || isForEars(box.parentElement));
const isSeen = (box) => box.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isForEars(box);
const dialogSeen = () => document.querySelector("dialog[open]");
const rootSeen = () => dialogSeen() || document.body;

/** Give the pieces of text that an eye can see, each with the box that it is in. */
function textsSeen() {
  const texts = [];
  const walker = document.createTreeWalker(rootSeen(), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement: box } = walker.currentNode;
    if (!data.trim() || box.closest("script, style, noscript, option") || !isSeen(box)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const rects = [...range.getClientRects()].filter(({ width }) => width > 1);
    const text = data.trim().replace(/\s+/g, " ").slice(0, 40);
    if (rects.length) texts.push({ node: walker.currentNode, box, text, rects, isDrawn: box instanceof SVGElement });
  }
  return texts;
}

const drawingsSeen = () =>
  [...rootSeen().querySelectorAll(".badge, .way-lamp, .qr svg, button, summary, a.button, input")]
    .filter((box) => isSeen(box) && box.getBoundingClientRect().width)
    .map((box) => ({ node: box, box, text: box.textContent.trim().slice(0, 20) || String(box.id || box.getAttribute("class")), rects: [box.getBoundingClientRect()], isBox: true }));

const sizeOf = ({ box, isDrawn }) => (isDrawn ? box.getScreenCTM().d : 1) * parseFloat(getComputedStyle(box).fontSize);

/** Tell whether one box lies in another, which is how things stand beside each other without being in each other's way. */
function areNested(one, other) {
  return one.node.contains(other.node) || other.node.contains(one.node);
}

/** Give the lines as high as their letters are, not as high as their boxes. */
function inks({ rects, isBox }) {
  const trim = isBox ? 0 : 0.25;
  return rects.map(({ left, right, top, bottom, height }) => ({ left, right, top: top + trim * height, bottom: bottom - trim * height }));
}

function overlaps(things) {
  const lines = things.filter(({ isDrawn }) => !isDrawn).flatMap((thing) => inks(thing).map((ink) => ({ ...thing, ink })));
  const found = [];
  lines.sort((one, other) => one.ink.top - other.ink.top);
  lines.forEach((one, place) => {
    for (const other of lines.slice(place + 1)) {
      const [a, b] = [one.ink, other.ink];
      if (b.top >= a.bottom - 2) break; // and so are all that follow
      const meets = a.left < b.right - 2 && b.left < a.right - 2;
      if (meets && !areNested(one, other)) found.push(`overlap: ${one.text} / ${other.text}`);
    }
  });
  return found;
}

/** Give the box that cuts this one off, or the window where it goes out of that. */
function cutter({ box, rects }) {
  const isOutOf = (frame) => rects.some((rect) => isOut(rect, frame));
  const frame = framesAround(box).find((around) => isOutOf(around.getBoundingClientRect()));
  if (frame) return frame.className || frame.tagName;
  return isOutOf({ top: 0, left: 0, bottom: innerHeight, right: innerWidth }) ? "the window" : "";
}

function isOut(rect, frame) {
  const isAcross = rect.left < frame.left - 2 || rect.right > frame.right + 2;
  return isAcross || rect.top < frame.top - 2 || rect.bottom > frame.bottom + 2;
}

/** Give what can cut a box off, itself first. */
function framesAround(box) {
  if (!box || box === document.documentElement) return [];
  const others = framesAround(box.parentElement);
  return cutsOff(box) ? [box, ...others] : others;
}

function cutsOff(box) {
  return !(box instanceof SVGElement) && getComputedStyle(box).overflowX !== "visible";
}

function broken({ node, isDrawn }) {
  const range = document.createRange();
  return [...(isDrawn ? "" : node.data).matchAll(/\p{L}{8,}/gu)].flatMap((word) => {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
    return lines.size > 1 ? [`broken: ${word[0]}`] : [];
  });
}

const wide = (texts) => texts.filter(({ rects }) => rects.some(({ left, right }) => left < -1 || right > innerWidth + 1));

/** Give what goes out of the picture when every text but the words on our own buttons is one word of 92 letters. */
function withLongWords() {
  const texts = textsSeen().filter(({ box, isDrawn }) => !isDrawn && !box.closest(".code, .pile-number, [data-seconds], .button, .plain"));
  const were = texts.map(({ node }) => node.data);
  for (const { node } of texts) node.data = WORD;
  const found = wide(textsSeen()).map(({ box }) => `long word: ${box.parentElement.className} ${box.className} ${box.tagName}`);
  texts.forEach(({ node }, place) => (node.data = were[place]));
  return found;
}

function overflowing() {
  const sticksOut = (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
  const page = document.scrollingElement;
  const found = [...document.querySelectorAll(".stage, .foot, .under, .flow")].filter(sticksOut).map((box) => `overflows: ${box.className}`);
  return page.scrollHeight > innerHeight || page.scrollWidth > innerWidth ? [...found, "overflows: page"] : found;
}

/** The photo that a story is about stays on the wall while it is told of: other lines leave before it. */
function photosThatLeft() {
  return [...document.querySelectorAll("#screen [data-tile]")].filter((tile) => !tile.getClientRects().length).map(() => "the photo left the wall");
}

/** Give the largest part of the wall's height, in hundredths, on which nothing is between its first and its last mark. */
function bareness() {
  const boxes = [...document.querySelectorAll("#screen *")].filter((box) => isSeen(box) && (box instanceof SVGElement ? box.tagName === "svg" : isFramed(box)));
  const rects = [...textsSeen().flatMap((text) => text.rects), ...boxes.map((box) => box.getBoundingClientRect())].filter(({ height }) => height);
  rects.sort((one, other) => one.top - other.top);
  let [down, widest] = [rects[0].bottom, 0];
  for (const { top, bottom } of rects) {
    widest = Math.max(widest, top - down);
    down = Math.max(down, bottom);
  }
  return Math.round((100 * widest) / innerHeight);
}

const isFramed = (box) => ["borderTopWidth", "borderInlineStartWidth"].every((side) => parseFloat(getComputedStyle(box)[side]) > 0);
const bare = (most) => (bareness() > most ? [`bare: ${bareness()} of 100`] : []);

/** Sizes on a wall are in hundredths of the height of the widest picture of 16 by 9 that fits in it. */
function wall(smallest, smallestToRead) {
  const unit = Math.min(innerHeight, innerWidth * 0.5625) / 100;
  const mustRead = "h1, .told [data-story=alone], .bubble:not(.bubble-tile), .option .says, .piece, .thought, .debrief .prose, .outcome .prose";
  const texts = textsSeen();
  if (!texts.length) return ["nothing on the wall"];
  const things = [...texts, ...drawingsSeen()];
  const least = ({ box, isDrawn }) => (!isDrawn && box.closest(mustRead) ? smallestToRead : smallest) - ROUNDING;
  return [
    ...texts.filter((text) => !text.box.closest(".wall-shape") && sizeOf(text) / unit < least(text)).map((text) => `small: ${text.text} ${(sizeOf(text) / unit).toFixed(2)}`),
    ...things.flatMap((thing) => (cutter(thing) ? [`cut off by ${cutter(thing)}: ${thing.text}`] : [])),
    ...texts.flatMap(broken),
    ...overlaps(things),
    ...overflowing(),
    ...photosThatLeft(),
  ];
}

/** Give what stays at the lower edge of a remote, over the words that pass below it. */
function feet() {
  const staysDown = (box) => getComputedStyle(box).position === "sticky" && getComputedStyle(box).bottom !== "auto";
  return [...document.querySelectorAll(".bar-acts, .large-acts")].filter(staysDown);
}

/** A foot is in sight as a whole, and leaves half of the window to the words. */
function tooMuchOf(box) {
  const { bottom, height } = box.getBoundingClientRect();
  return bottom > innerHeight + 1 || height > innerHeight / 2 ? [`the foot, ${height} high, ends at ${bottom} of ${innerHeight}`] : [];
}

/** A phone scrolls, but never sideways; help and the way out are in sight from the first. */
function phone(smallest) {
  const texts = textsSeen();
  const hides = (box) => !["visible", "auto"].includes(getComputedStyle(box).overflowY) && (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1);
  const isCut = (box) => box && box !== document.documentElement && (hides(box) || isCut(box.parentElement));
  const wider = () => document.scrollingElement.scrollWidth - innerWidth;
  const always = [...document.querySelectorAll("#help-open, #leave button, .top a.button")].filter((box) => !dialogSeen() && isSeen(box));
  const things = [...texts, ...drawingsSeen()];
  // Once a pupil has scrolled, what is read passes under the bar, and under Help, which stays in its place of itself.
  const isStuck = ({ box }) => box.closest(".top, .help-plain");
  const layersOf = (all) => (document.scrollingElement.scrollTop > 0 ? [all.filter(isStuck), all.filter((thing) => !isStuck(thing))] : [all]);
  const foot = feet().filter(() => !dialogSeen());
  const isInFoot = ({ box }) => foot.some((one) => one.contains(box));
  const layers = [things.filter(isInFoot), ...layersOf(things.filter((thing) => !isInFoot(thing)))];
  const isAway = ({ top, bottom, left, right }) => top < 0 || left < 0 || bottom > innerHeight || right > innerWidth;
  const found = [
    ...texts.filter((text) => sizeOf(text) < smallest).map(({ text }) => `small: ${text}`),
    ...texts.filter(({ box }) => isCut(box)).map(({ text }) => `cut off: ${text}`),
    ...wide(texts).map(({ text }) => `off the screen: ${text}`),
    ...always.filter((box) => isAway(box.getBoundingClientRect())).map((box) => `away: ${box.textContent.trim()}`),
    ...foot.flatMap(tooMuchOf),
    ...layers.flatMap(overlaps),
  ];
  return wider() > 0 ? [...found, `wider by ${wider()}`] : found;
}

/** A desk scrolls too; what stays where it is leaves half of the window to what is read, and the large button is in sight. */
function desk() {
  const [top, bar, large] = [".top", ".bar-acts", "#do-primary"].map((one) => document.querySelector(one));
  const heightOf = (box) => (box && getComputedStyle(box).position === "sticky" ? box.getBoundingClientRect().height : 0);
  const isStuck = ({ box }) => box.closest(".top, .bar-acts");
  const wider = document.scrollingElement.scrollWidth - innerWidth;
  const texts = textsSeen();
  const things = [...texts, ...drawingsSeen()];
  const found = [
    ...wide(texts).map(({ text }) => `off the screen: ${text}`),
    ...overlaps(things.filter((thing) => !isStuck(thing))),
    ...overlaps(things.filter(({ box }) => box.closest(".bar-acts"))),
  ];
  if (wider > 0) found.push(`wider by ${wider}`);
  if (heightOf(top) + heightOf(bar) > innerHeight / 2) found.push(`stuck: ${heightOf(top)} and ${heightOf(bar)}`);
  if (bar && large && large.getBoundingClientRect().bottom > innerHeight + 1) found.push("the large button is out of sight");
  return found;
}

/** Look at a page with letters of these sizes, in hundredths of what they are. */
function enlarged(percents, look) {
  const page = document.documentElement;
  return percents.flatMap((percent) => {
    page.style.fontSize = `${percent}%`;
    const found = look();
    page.style.fontSize = "";
    return found.map((fault) => `letters at ${percent} ${fault}`);
  });
}
