// The summary: three lines that open, for whoever reads it. Its place is reserved, so that nothing below it moves when
// it comes. What it says can be pressed to see the message that says it.

import { Problem } from "./api.js";
import { h, icon, shows } from "./dom.js";
import { touch } from "./store.js";
import { humane } from "./text.js";
import { MOODS, trouble } from "./words.js";

const KINDS = { live: "Now", handover: "Next shift", closing: "Closing", customer: "Customer" };
const CHANGES = { better: "calmer now", worse: "more upset now" };

/** `hooks`: api, known(), showMessage(id). */
export function createSummary(hooks) {
  const lines = h("p", { class: "summary-text", id: "summary-text" });
  const choice = h("div", { class: "summary-kinds", role: "group", "aria-label": "Summary for" },
    Object.entries(KINDS).map(([kind, name]) => h("button", { class: "quiet small", type: "button", "data-kind": kind, onclick: () => choose(kind) }, name)));
  const told = h("div", { class: "summary-told" });
  const more = h("div", { class: "summary-more", id: "summary-more", hidden: true }, choice, told);
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

  function choose(kind) {
    const known = hooks.known();
    if (!known?.run) return;
    known.run.kind = kind;
    if (kind !== "live" && !known.run.kinds?.[kind]) summarise(hooks.api, known, kind);
    touch();
  }

  return {
    element,
    draw(run) {
      const kind = run?.kind ?? "live";
      const summary = run?.summary ?? null;
      const shown = kind === "live" ? summary : run?.kinds?.[kind] ?? null;
      const waiting = run?.phase === "running" && !summary;
      element.classList.toggle("is-stale", Boolean(run?.stale));
      shows(lines, summary ?? waiting, () => (waiting ? bones() : summary ? summary.text.split("\n").map((line) => h("span", { class: "summary-line" }, line)) : [h("span", { class: "fine" }, "No summary.")]));
      lines.lang = summary?.language ?? "";
      toggle.hidden = !summary;
      mood.textContent = [MOODS[summary?.mood], MOODS[summary?.mood] && CHANGES[summary.mood_change]].filter(Boolean).join(", ");
      mood.dataset.mood = summary?.mood ?? "";
      for (const button of choice.children) button.setAttribute("aria-pressed", String(button.dataset.kind === kind));
      shows(told, shown ?? kind, () => (shown ? (shown.problem ? [h("p", { class: "fine" }, shown.problem)] : parts(shown, hooks)) : summary ? bones() : []));
      told.lang = shown?.language ?? "";
    },
  };
}

/** Another kind, for the run on show; kept there until the suggestions are made anew. */
async function summarise(api, known, kind) {
  const { run } = known;
  run.kinds ??= {};
  const body = { conversation_id: known.id, want: ["summary"], summary_kind: kind };
  try {
    for await (const event of api.events("POST", "v1/assist", body, { signal: run.controller.signal })) {
      if (event.name === "problem") throw new Problem(event.data.status, "problem", event.data.detail);
      if (event.name === "summary") run.kinds[kind] = event.data;
      touch();
      if (event.name === "done") break;
    }
  } catch (problem) {
    if (run.controller.signal.aborted) return;
    if (!(problem instanceof Problem)) throw problem;
    run.kinds[kind] ??= { problem: trouble(problem) };
  }
  touch();
}

const bones = () => ["", "", "short"].map((size) => h("i", { class: `bone ${size}`, "aria-hidden": "true" }));

function parts(summary, hooks) {
  const promises = summary.promises.map((p) => [p.what, p.due && `until ${p.due}`, p.by && `(${p.by})`].filter(Boolean).join(" "));
  const one = (name, place, what) => part(name, what && [what, proof(summary, place, hooks)]);
  const several = (name, place, what) => part(name, what?.length > 0 && h("ul", {}, what.map((w, n) => h("li", {}, w, proof(summary, `${place}/${n}`, hooks)))));
  const wrong = (summary.checks ?? []).filter((c) => !c.ok);
  return h("dl", {},
    one("Next", "next_step", summary.next_step),
    summary.closing
      ? [one("Problem", "closing/problem", summary.closing.problem), one("Cause", "closing/cause", summary.closing.cause), one("Solution", "closing/solution", summary.closing.solution)]
      : one("Issue", "issue", summary.issue),
    one("Comes back about", "recurring", summary.recurring),
    part("Contacts", summary.timeline?.length > 0 && h("ul", {}, summary.timeline.map(contact))),
    one("Background", "background", summary.background),
    several("Tried", "tried", summary.tried),
    one("Where it stands", "state", summary.state),
    several("Open questions", "open_questions", summary.open_questions),
    several("Promised", "promises", promises),
    part("Facts", summary.facts?.length > 0 && h("ul", { class: "summary-facts" }, summary.facts.map((f) => fact(f, hooks)))),
    part([icon("note"), "Internal notes"], summary.notes?.length > 0 && h("ul", { class: "summary-notes" }, summary.notes.map((n, at) => h("li", {}, n, proof(summary, `notes/${at}`, hooks))))),
    part("Not borne out", wrong.length > 0 && h("ul", { class: "summary-wrong" }, wrong.map((c) => h("li", {}, c.detail)))));
}

function part(name, what) {
  if (!what) return [];
  return [h("dt", {}, name), h("dd", {}, what)];
}

const contact = (c) => h("li", {}, h("b", {}, [humane(c.channel), c.at?.slice(0, 10)].filter(Boolean).join(", ")), `: ${c.what}`, c.outcome && h("span", { class: "fine" }, ` ${humane(c.outcome)}`));

function fact({ name, value, where, confirmed_by: also }, hooks) {
  const sure = also ? h("span", { class: "summary-sure", title: "Message and record say the same" }, icon("check", "Confirmed")) : null;
  return h("li", {}, h("span", { class: "fine" }, `${humane(name)} `), value, sure, mark(where, hooks));
}

/** Where a statement comes from: a press shows the message, a pointer held on it the words. */
const proof = (summary, place, hooks) => (summary.evidence?.[place] ?? []).slice(0, 3).map((w) => mark(w, hooks));

function mark(where, hooks) {
  if (!where) return null;
  const props = { title: where.quote, lang: where.language };
  if (where.message_id)
    return h("button", { class: "summary-where", type: "button", "aria-label": `Show the message: ${where.quote}`, onclick: () => hooks.showMessage(where.message_id), ...props }, icon(where.private ? "note" : "chat"));
  const place = where.history === null || where.history === undefined ? "record" : "earlier contact";
  return h("span", { class: "summary-where", ...props }, place);
}
