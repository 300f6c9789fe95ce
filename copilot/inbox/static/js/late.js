// What we promised for a day that is past, above all suggestions. Nothing is there while nothing is late.

import { h, icon, shows } from "./dom.js";

export function createLate() {
  const list = h("ul", {});
  const element = h("section", { class: "card late", "aria-labelledby": "late-title", hidden: true },
    h("h2", { id: "late-title" }, icon("promise"), "Promised and overdue"), list);
  return {
    element,
    draw(run) {
      const late = (run?.summary?.promises ?? []).filter((p) => p.overdue);
      element.hidden = !late.length;
      element.classList.toggle("is-stale", Boolean(run?.stale));
      shows(list, run?.summary ?? null, () => late.map(line));
    },
  };
}

function line(promise) {
  const told = [promise.due_on && `due ${day(promise.due_on)}`, promise.by && `by ${promise.by}`].filter(Boolean).join(", ");
  return h("li", {}, promise.what, told && h("span", { class: "fine" }, ` (${told})`));
}

/** "2026-11-20" as a day; it is no moment, so it is the same day in every time zone. */
export function day(iso) {
  return new Date(`${iso}T00:00:00Z`).toLocaleDateString(undefined, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
}
