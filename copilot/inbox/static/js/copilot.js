// The copilot on the right: how suggestions are made, the summary, the replies, what they rest on, what to do next.

import { createActions } from "./actions.js";
import { createLate } from "./late.js";
import { createReplies } from "./replies.js";
import { createSources } from "./sources.js";
import { createSummary } from "./summary.js";
import { h, icon, say, shows } from "./dom.js";
import { howToImport, knowsNothing } from "./replystates.js";
import { store } from "./store.js";
import { keptLine, modeLine, why } from "./words.js";

/** Builds the pane once. `hooks`: api, known(), insert(text), refresh(), search(query), ask(question), rewrite(wish),
 * suggest(instruction), bringBack(), showMessage(id). */
export function createCopilot(root, hooks) {
  const line = h("span", { class: "status-text" });
  const reasons = h("ul", {});
  const details = h("details", { class: "status-why" }, h("summary", {}, "Why?"), h("div", { class: "why-panel" }, reasons));
  const status = h("header", { class: "status", role: "status" }, h("i", { class: "status-dot", "aria-hidden": "true" }), line, details);
  const kept = h("p", { class: "status-kept" });
  const late = createLate();
  const summary = createSummary(hooks);
  const replies = createReplies(hooks);
  const sources = createSources(hooks);
  const actions = createActions(hooks);
  const blank = h("div", { class: "copilot-blank" });
  root.append(status, kept, late.element, summary.element, replies.element, sources.element, actions.element, blank);

  function draw() {
    const known = hooks.known();
    const run = known?.run ?? null;
    root.classList.toggle("is-blank", !known?.conversation);
    shows(blank, knowsNothing(store.me), () =>
      knowsNothing(store.me) ? howToImport(store.me) : [icon("mark"), h("p", {}, "Open a conversation to see suggestions for it.")]);
    const [words, tone] = statusOf(run, known);
    say(line, words);
    line.title = words;
    status.dataset.tone = tone;
    const told = run?.reasons ?? [];
    details.hidden = !told.length;
    shows(reasons, told, () => told.map((r) => h("li", {}, h("b", {}, why(r)), r.detail && r.detail !== why(r) ? `: ${r.detail}` : "")));
    const wrote = run?.replies.some((r) => r.reply?.origin === "llm") || run?.summary?.origin === "llm";
    say(kept, wrote ? keptLine(run.masked) : "");
    kept.hidden = !kept.textContent;
    late.draw(run);
    summary.draw(run);
    replies.draw(store.me);
    sources.draw(run);
    actions.draw(run);
  }

  return { draw, choose: replies.choose, insert: replies.insert, dismiss: replies.dismiss };
}

function statusOf(run, known) {
  if (!run) return known ? ["Getting ready…", "busy"] : ["", "idle"];
  if (run.phase === "failed") return ["No suggestions", "bad"];
  if (run.phase === "running") {
    const some = run.replies.length > 0;
    // words that keep coming are not slow
    if (run.slow && !run.replies.some((r) => r.streaming)) return [some && store.me.llm ? "The model is slow; use what is here already" : "Taking longer than usual…", "slow"];
    return [some && store.me.llm ? "The model is writing…" : "Looking through your knowledge…", "busy"];
  }
  const words = modeLine(run.mode, run.reasons, store.me);
  return [words, run.mode === "full" ? "good" : run.mode === "nothing" ? "bad" : "plain"];
}
