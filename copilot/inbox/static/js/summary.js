// The summary: three lines that open. Its place is reserved, so that nothing below it moves when it comes.

import { h, icon, shows } from "./dom.js";
import { MOODS } from "./words.js";

export function createSummary() {
  const lines = h("p", { class: "summary-text", id: "summary-text" });
  const more = h("div", { class: "summary-more", id: "summary-more", hidden: true });
  const toggle = h("button", { class: "quiet small", type: "button", "aria-expanded": "false", "aria-controls": "summary-more", onclick: open }, h("span", {}, "More"), icon("down"));
  const mood = h("span", { class: "mood" });
  const element = h("section", { class: "card summary", "aria-labelledby": "summary-title" },
    h("header", {}, h("h2", { id: "summary-title" }, "Summary"), mood, toggle), lines, more);

  function open() {
    const now = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(now));
    toggle.firstElementChild.textContent = now ? "Less" : "More";
    element.classList.toggle("is-open", now);
    more.hidden = !now;
    lines.hidden = now;
  }

  return {
    element,
    draw(run) {
      const summary = run?.summary ?? null;
      const waiting = run?.phase === "running" && !summary;
      element.classList.toggle("is-stale", Boolean(run?.stale));
      shows(lines, summary ?? waiting, () => (waiting ? bones() : summary ? summary.text.split("\n").map((line) => h("span", { class: "summary-line" }, line)) : [h("span", { class: "fine" }, "No summary.")]));
      lines.lang = summary?.language ?? "";
      toggle.hidden = !summary;
      mood.textContent = MOODS[summary?.mood] ?? "";
      mood.dataset.mood = summary?.mood ?? "";
      shows(more, summary, () => (summary ? parts(summary) : []));
      more.lang = summary?.language ?? "";
    },
  };
}

const bones = () => ["", "", "short"].map((size) => h("i", { class: `bone ${size}`, "aria-hidden": "true" }));

function parts(summary) {
  const promises = summary.promises.map((p) => [p.what, p.due && `until ${p.due}`, p.by && `(${p.by})`].filter(Boolean).join(" "));
  return h("dl", {},
    part("Issue", summary.issue), part("Background", summary.background), part("Tried", summary.tried), part("Where it stands", summary.state),
    part("Open questions", summary.open_questions), part("Promised", promises));
}

function part(name, what) {
  if (!what || what.length === 0) return [];
  return [h("dt", {}, name), h("dd", {}, Array.isArray(what) ? h("ul", {}, what.map((w) => h("li", {}, w))) : what)];
}
