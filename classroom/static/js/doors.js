// Which doors of which story a class has opened: kept in this browser only, so that they stay open in its next lesson.

import { inBrowser } from "./kept.js";

const KEPT_AS = "wissel-doors";
const MOST = 40;

function kept() {
  try {
    return JSON.parse(inBrowser.get(KEPT_AS)) || [];
  } catch {
    return [];
  }
}

/** Remember what the class in this room has opened of this story. */
export function rememberDoors(story, room, opened) {
  if (!opened) return;
  const others = kept().filter((lesson) => lesson.room !== room);
  const lesson = { story, room, when: new Date().toISOString(), opened };
  inBrowser.set(KEPT_AS, JSON.stringify([lesson, ...others].slice(0, MOST)));
}

/** Give what classes opened of this story in the lessons that this browser remembers. */
export function openedOf(story) {
  return kept()
    .filter((lesson) => lesson.story === story)
    .flatMap((lesson) => lesson.opened.split(","));
}

/** At the gate: offer the lessons that this browser remembers, and to forget them. */
export function offerDoors() {
  const field = document.getElementById("earlier");
  if (!field) return;
  const lessons = kept().filter((lesson) => lesson.story === field.dataset.story);
  for (const lesson of lessons) field.append(new Option(told(lesson, field), lesson.opened));
  const chosen = field.dataset.chosen;
  if ([...field.options].some((option) => option.value === chosen)) field.value = chosen;
  field.closest("[data-earlier]").hidden = field.options.length < 2;
  const forget = document.getElementById("forget-doors");
  forget.hidden = !lessons.length;
  forget.addEventListener("click", () => {
    inBrowser.set(KEPT_AS, JSON.stringify(kept().filter((lesson) => lesson.story !== field.dataset.story)));
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
  const doors = lesson.opened.split(",").filter((name) => name.includes(".")).length;
  return field.dataset.says.replace("{when}", when).replace("{ways}", String(doors));
}
