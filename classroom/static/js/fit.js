// How large the letters of a wall may be, so that its screen stands whole: on the projector, and small on the desk.

const LARGEST_FIT = 1.25;
const MOST_ROOM = 1.25;
const SMALLEST_FIT = 0.8;
const FIT_STEP = 0.025;

/** Make the letters of a wall's screen as large as was asked for: smaller where a long text needs it, larger where a short one leaves room. */
export function fit(screen) {
  const stage = screen.querySelector(".stage");
  const flow = screen.querySelector("[data-flow]");
  const box = flow && !isTold(flow) ? flow : stage;
  shrink(screen.closest(".wall"), box, largestFor(stage) * roomOf(screen.parentElement));
  if (flow) hideOld(flow);
}

/** Make the letters of the wall smaller, from the largest on, until this box holds what is in it. */
function shrink(wall, box, largest) {
  for (let scale = largest; scale >= SMALLEST_FIT; scale -= FIT_STEP) {
    wall.style.setProperty("--fit", scale.toFixed(3));
    if (!box || holdsAll(box)) return;
  }
}

function holdsAll(box) {
  return box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
}

function largestFor(stage) {
  return stage && "grow" in stage.dataset ? LARGEST_FIT : 1;
}

/** A picture that is higher than 16 by 9 has so many times the room for its letters. */
function roomOf({ clientHeight, clientWidth }) {
  return Math.min(MOST_ROOM, Math.max(1, clientHeight / (clientWidth * 0.5625)));
}

/** A story with messages may lose its oldest ones at the top; a story alone has to fit. */
function isTold(flow) {
  return Boolean(flow.querySelector(".bubble"));
}

/** Keep the newest line in sight, and hide what no longer stands whole on the wall: half a line is worse than none. */
function hideOld(flow) {
  flow.classList.add("is-steered");
  flow.scrollTop = flow.scrollHeight;
  const top = flow.getBoundingClientRect().top;
  const items = [...flow.querySelectorAll(".bubble, .flow-item")];
  for (const item of items) item.classList.toggle("is-past", item.getBoundingClientRect().top < top - 2);
  if (items.length) items[items.length - 1].classList.remove("is-past");
}
