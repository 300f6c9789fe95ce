// What stands in the reply box when no reply does: loading, slow, nothing found, no knowledge yet, failed.

import { h, icon } from "./dom.js";
import { searchForm } from "./sources.js";
import { whyNone } from "./words.js";

export function drawLoading(run) {
  const bones = ["", "", "short", "", "short"].map((size) => h("i", { class: `bone ${size}`, "aria-hidden": "true" }));
  if (run?.slow)
    return [h("p", { class: "slow", role: "status" }, h("i", { class: "spinner" }), "This takes longer than usual. You can write meanwhile; suggestions come in here."), ...bones];
  return [h("p", { class: "sr" }, "Looking for suggestions"), ...bones];
}

export function drawEmpty(run, me, { search, refresh, bringBack }) {
  if (run.phase === "failed") return failed(run.problem, refresh);
  if (run.replies.some((r) => r.dismissed && !r.withdrawn))
    return empty("check", "All dismissed", "Nothing left to show.", h("button", { type: "button", onclick: bringBack }, "Show them again"));
  if (run.reasons.some((r) => r.code === "nothing_indexed") || knowsNothing(me)) return howToImport(me);
  const [title, text] = whyNone(run.reasons);
  return empty("search", title, text, searchForm(search, "Search the knowledge yourself"));
}

const empty = (symbol, title, text, ...more) =>
  h("div", { class: "none" }, h("span", { class: "state-icon" }, icon(symbol)), h("h3", {}, title), h("p", {}, text), ...more);

export const knowsNothing = ({ knowledge }) => Boolean(knowledge) && knowledge.articles + knowledge.resolutions === 0;

export function howToImport({ tenant }) {
  return h("div", { class: "none no-knowledge" },
    h("span", { class: "state-icon" }, icon("article")), h("h3", {}, "No knowledge yet"),
    h("p", {}, "Suggestions are made from your help pages and past conversations. Import a folder of Markdown or HTML, or an export as NDJSON:"),
    h("pre", {}, h("code", {}, `copilot ingest ./help-pages --tenant ${tenant}\ncopilot ingest ./tickets.jsonl --tenant ${tenant}`)),
    h("p", { class: "fine" }, "It is safe to repeat: what hasn't changed is left alone."),
  );
}

function failed(problem, refresh) {
  const again = h("button", { type: "button", onclick: refresh }, "Try again");
  if (problem.status === 503) return empty("cloud", "Suggestions are out of reach", "A part of the service doesn't answer. Your text is safe; try again in a moment.", again);
  if (problem.status === 0) return empty("cloud", "No connection", "The service could not be reached. Your text is safe.", again);
  return empty("warn", "No suggestions this time", problem.message, again);
}
