// How large the letters of a wall may be, so that its screen stands whole: on the projector, and small on the desk.

const LARGEST_FIT = 1.25;
const MOST_ROOM = 1.25;
const SMALLEST_FIT = 0.8;
const FIT_STEP = 0.025;

/** Make the letters of a wall's screen as large as was asked for: smaller where a long text needs it, larger where a short one leaves room. */
export function fit(screen) {
  const stage = screen.querySelector(".stage");
  const wall = screen.closest(".wall");
  const largest = largestFor(stage) * roomOf(screen.parentElement);
  placeStory(wall, stage, largest);
  shrink(wall, stage, largest, SMALLEST_FIT);
  const chat = screen.querySelector("[data-flow]");
  if (!chat) return;
  const receipts = chat.querySelectorAll(".receipt");
  for (const receipt of receipts) receipt.classList.remove("is-past");
  hideOld(chat);
  const isFull = !holdsAll(chat);
  for (const receipt of receipts) receipt.classList.toggle("is-past", isFull);
  shrink(wall, chat, Number(wall.style.getPropertyValue("--fit")), SMALLEST_FIT); // The newest line stands whole.
}

/** Undo all that `fit` did, where a page is read from above to below and there is room for everything. */
export function unfit(screen) {
  screen.closest(".wall").style.removeProperty("--fit");
  const story = screen.querySelector("[data-story]");
  if (story) story.hidden = false;
  for (const name of ["is-narrow", "is-steered", "is-past"]) {
    for (const fitted of screen.querySelectorAll(`.${name}`)) fitted.classList.remove(name);
  }
}

/** A story in letters of the usual size leaves room for what is drawn behind it, and beside messages it is there at all, if it can. */
function placeStory(wall, stage, largest) {
  const story = stage?.querySelector("[data-story]");
  if (!story) return;
  const isBeside = story.dataset.story === "beside";
  story.hidden = false;
  story.classList.add("is-narrow");
  const fits = shrink(wall, stage, largest, 1);
  story.hidden = isBeside && !fits;
  story.classList.toggle("is-narrow", fits);
}

/** Make the letters of the wall smaller, from the largest on, until this box holds what is in it; tell whether it does. */
function shrink(wall, box, largest, smallest) {
  for (let scale = largest; scale >= smallest; scale -= FIT_STEP) {
    wall.style.setProperty("--fit", scale.toFixed(3));
    if (!box || holdsAll(box)) return true;
  }
  return false;
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

/** Keep the newest line in sight, and hide the oldest where they do not all stand whole. A photo leaves last: it is what the story is about. */
function hideOld(chat) {
  chat.classList.add("is-steered");
  const lines = [...chat.querySelectorAll(".bubble")];
  for (const line of lines) show(line, true);
  const older = lines.slice(0, -1);
  const photos = older.filter((line) => line.querySelector("[data-tile]"));
  for (const line of [...older.filter((line) => !photos.includes(line)), ...photos]) {
    if (holdsAll(chat)) return;
    show(line, false);
  }
}

/** Show or hide a line, and with its last one the name of who sent them. */
function show(line, isShown) {
  const turn = line.closest(".turn");
  line.classList.toggle("is-past", !isShown);
  turn.classList.toggle("is-past", !turn.querySelector(".bubble:not(.is-past)"));
}
