// Which ways of which story a class has looked at: kept in this browser only, so that their lamps stay lit in its next lesson.

import { inBrowser } from "./kept.js";

const WAYS_KEPT = "wissel-ways";
const KEPT_ONCE = "wissel-doors"; // as it was called before, in browsers that still have it
const MOST = 40;

function kept() {
  try {
    const lessons = JSON.parse(inBrowser.get(WAYS_KEPT) ?? inBrowser.get(KEPT_ONCE)) || [];
    return lessons.map(({ opened, seen = opened, ...lesson }) => ({ ...lesson, seen })); // It was called `opened` before.
  } catch {
    return [];
  }
}

function keep(lessons) {
  inBrowser.set(WAYS_KEPT, JSON.stringify(lessons));
  inBrowser.forget(KEPT_ONCE);
}

/** Remember what the class in this room has looked at of this story. */
export function rememberWays(story, room, seen) {
  if (!seen) return;
  const others = kept().filter((lesson) => lesson.room !== room);
  const lesson = { story, room, when: new Date().toISOString(), seen };
  keep([lesson, ...others].slice(0, MOST));
}

/** Give what classes looked at of this story in the lessons that this browser remembers. */
export function seenOf(story) {
  return kept()
    .filter((lesson) => lesson.story === story)
    .flatMap((lesson) => lesson.seen.split(","));
}

/** At the gate: offer the lessons that this browser remembers, and to forget them. */
export function offerWays() {
  const field = document.getElementById("earlier");
  if (!field) return;
  const lessons = kept().filter((lesson) => lesson.story === field.dataset.story);
  for (const lesson of lessons) field.append(new Option(told(lesson, field), lesson.seen));
  const chosen = field.dataset.chosen;
  if ([...field.options].some((option) => option.value === chosen)) field.value = chosen;
  field.closest("[data-earlier]").hidden = field.options.length < 2;
  const forget = document.getElementById("forget-ways");
  forget.hidden = !lessons.length;
  forget.addEventListener("click", () => {
    keep(kept().filter((lesson) => lesson.story !== field.dataset.story));
    location.reload();
  });
}

function told(lesson, field) {
  const when = new Date(lesson.when).toLocaleString(document.documentElement.lang, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
  const ways = lesson.seen.split(",").filter((name) => name.includes(".")).length;
  return field.dataset.says.replace("{when}", when).replace("{ways}", String(ways));
}
