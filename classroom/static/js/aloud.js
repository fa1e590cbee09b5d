// Brings what is to be read aloud now into sight: the newest line, or the first where all is new.

export function bringNewest() {
  const newest = document.querySelector("[data-newest]");
  if (newest) newest.scrollIntoView({ block: "start" });
  else scrollTo(0, 0);
}
