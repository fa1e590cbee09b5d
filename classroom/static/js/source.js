// The text of a story: a problem leads to its line, and leaving with words that were not saved asks first.

export function watchSource() {
  const text = document.querySelector("[data-source]");
  if (!text) return;
  for (const link of document.querySelectorAll("[data-line]")) {
    link.addEventListener("click", (event) => goToLine(event, text, Number(link.dataset.line)));
  }
  let isSaving = false;
  text.form.addEventListener("submit", () => (isSaving = true));
  text.addEventListener("input", () => (isSaving = false));
  addEventListener("beforeunload", (event) => {
    const isUnsaved = text.value !== text.defaultValue || "unsaved" in text.dataset;
    if (!isSaving && isUnsaved) event.preventDefault();
  });
}

function goToLine(event, text, line) {
  event.preventDefault();
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  const height = parseFloat(getComputedStyle(text).lineHeight);
  text.scrollTop = Math.max(0, (line - 5) * height);
}
