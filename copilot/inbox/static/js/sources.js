// What the replies rest on, and a search for more.

import { Problem } from "./api.js";
import { opened } from "./assist.js";
import { h, icon, shows } from "./dom.js";
import { failures, flagged } from "./flag.js";
import { touch } from "./store.js";
import { internalBadge, kindOf, openSource } from "./source.js";
import { pieces } from "./text.js";
import { trouble, whyNone } from "./words.js";

const FOUND = 8;
const AT_FIRST = 3;

/** A search box; `search(query)` is called with what was typed, `ask(question)` where it is there and pressed. */
export function searchForm(search, label, ask = null) {
  const input = h("input", { type: "search", name: "query", maxlength: "2000", placeholder: ask ? `${label}, or ask` : label, "aria-label": label, autocomplete: "off", enterkeyhint: "search" });
  const submit = (event) => {
    event.preventDefault();
    if (input.value.trim()) search(input.value.trim());
  };
  return h("form", { class: "search", role: "search", onsubmit: submit }, icon("search"), input, h("button", { class: "quiet small", type: "submit" }, "Search"),
    ask && h("button", { class: "quiet small", type: "button", title: "An answer for you, with its sources; internal articles too", onclick: () => { if (input.value.trim()) ask(input.value.trim()); } }, "Ask"));
}

/** The agent's own question: an answer with its sources that is not for the customer. */
export async function askFor(api, known, question) {
  known.search?.controller?.abort();
  const search = { query: question, phase: "running", answer: null, reasons: [], problem: null, controller: new AbortController() };
  known.search = search;
  touch();
  const { signal } = search.controller;
  try {
    for await (const event of api.events("POST", "v1/assist", { conversation_id: known.id, question, want: [] }, { signal })) {
      if (event.name === "problem") throw new Problem(event.data.status, "problem", event.data.detail);
      if (event.name === "answer") search.answer = event.data;
      if (event.name === "done") search.reasons = event.data.reasons ?? [];
      if (known.search === search || known.search?.controller === search.controller) known.search = { ...search };
      touch();
      if (event.name === "done") break;
    }
    search.phase = "done";
  } catch (problem) {
    if (signal.aborted) return;
    if (!(problem instanceof Problem)) throw problem;
    Object.assign(search, { phase: "failed", problem });
  }
  if (known.search?.controller === search.controller) known.search = { ...search };
  touch();
}

/** Ask the knowledge itself, for the conversation on show. */
export async function searchFor(api, known, query) {
  const search = { query, phase: "running", passages: [], reason: null, problem: null };
  known.search = search;
  touch();
  try {
    const found = await api.post("v1/search", { query, limit: FOUND });
    search.passages = found.passages;
    search.reason = found.reason;
    search.phase = "done";
  } catch (problem) {
    search.phase = "failed";
    search.problem = problem;
  }
  known.search = { ...search };
  touch();
}

export function createSources({ api, known, search, ask }) {
  const found = h("div", { class: "found", "aria-live": "polite" });
  const list = h("ul", { class: "sources" });
  const more = h("button", { class: "quiet small", type: "button", hidden: true, onclick: () => { whole = !whole; touch(); } });
  const element = h("section", { class: "card", "aria-labelledby": "sources-title" },
    h("header", {}, h("h2", { id: "sources-title" }, "Sources"), more), list, searchForm(search, "Search the knowledge", ask), found);
  let whole = false;
  return {
    element,
    draw(run) {
      const searched = known()?.search ?? null;
      shows(found, searched, () => (searched?.controller ? drawAnswer(searched, api, known) : drawFound(searched, api, known)));
      element.classList.toggle("is-stale", Boolean(run?.stale));
      const entry = opened(run);
      const waiting = run?.phase === "running" && !run.sources.length;
      // the reply box holds the search where there is nothing to reply with
      const none = Boolean(run) && run.phase !== "running" && !run.replies.length;
      const bare = none && !run.sources.length;
      element.classList.toggle("is-bare", bare || (none && run.phase === "done"));
      element.hidden = bare && !searched;
      const key = run ? `${run.n}.${run.sources.length}.${entry?.id}.${entry?.version}.${waiting}.${whole}` : "";
      shows(list, key, () => {
        if (waiting) return h("li", { class: "source", "aria-hidden": "true" }, h("i", { class: "bone" }), h("i", { class: "bone short" }));
        const all = ordered(run, entry);
        const needed = Math.max(AT_FIRST, all.filter((s) => s.number !== null || s.source.visibility === "internal").length);
        more.hidden = all.length <= needed;
        more.textContent = whole ? "Fewer" : `All ${all.length}`;
        return all.slice(0, whole ? all.length : needed).map((s) => row(s.source, s.number, s.quotes, api));
      });
    },
  };
}

function drawAnswer(search, api, known) {
  const clear = () => { search.controller.abort(); known().search = null; touch(); };
  const head = (words) => h("p", { class: "found-head" }, h("span", {}, words), h("button", { class: "quiet small", type: "button", "data-key": "close-search", onclick: clear }, "Clear"));
  const { answer } = search;
  if (search.phase === "failed") return [head(trouble(search.problem).replace(/ Trying again…$/, ""))];
  if (!answer) return [head(search.phase === "running" ? "Looking for an answer…" : `No answer to “${search.query}” in the knowledge`)];
  const body = h("p", { class: "reply-words" });
  for (const piece of pieces(answer.text, answer.citations ?? [], answer.checks ?? [])) {
    body.append(piece.flags.length ? flagged(piece) : piece.text);
    for (const cite of piece.cites) body.append(citedBy(cite, known().run, api));
  }
  return [head(`“${search.query}”`), h("div", { class: "answer" }, h("p", { class: "answer-for" }, icon("lock"), "For you, not for the customer"), body, failures(answer.checks ?? []))];
}

/** The mark of a citation, which opens its passage; `run` holds the sources. */
export function citedBy(cite, run, api) {
  const source = passageOf(run ?? { sources: [] }, cite);
  const open = (event) => {
    event.currentTarget.focus();
    openSource(api, source, [cite.quote]);
  };
  return h("button", { type: "button", class: "cite", "aria-label": `Source ${cite.number}: ${cite.title}`, title: cite.title, onclick: open }, `[${cite.number}]`);
}

function drawFound(search, api, known) {
  if (!search) return [];
  const close = h("button", { class: "quiet small", type: "button", "data-key": "close-search", onclick: () => { known().search = null; touch(); } }, "Clear");
  const head = (words) => h("p", { class: "found-head" }, h("span", {}, words), close);
  if (search.phase === "running") return [head(`Searching for “${search.query}”…`)];
  if (search.phase === "failed") return [head(trouble(search.problem).replace(/ Trying again…$/, ""))];
  if (!search.passages.length) return [head(`Nothing for “${search.query}”: ${whyNone([{ code: search.reason ?? "below_floor", detail: "" }])[0].toLowerCase()}`)];
  return [head(`Found for “${search.query}”`), h("ul", { class: "sources" }, search.passages.map((p) => row(p, null, [], api)))];
}

/** Cited ones first, in the order of their numbers; then what only agents may see; then the others. */
function ordered(run, entry) {
  const citations = entry?.edited === null ? (entry.reply?.citations ?? []) : [];
  const cited = new Map();
  for (const c of citations) {
    if (!cited.has(c.passage_id)) cited.set(c.passage_id, { number: c.number, quotes: [], source: passageOf(run, c) });
    cited.get(c.passage_id).quotes.push(c.quote);
  }
  const internal = (s) => Number(s.visibility === "internal");
  const rest = (run?.sources ?? []).filter((s) => !cited.has(s.passage_id)).sort((a, b) => internal(b) - internal(a));
  return [...[...cited.values()].sort((a, b) => a.number - b.number), ...rest.map((source) => ({ source, number: null, quotes: [] }))];
}

/** The passage behind a citation; the quote alone where the service sent no more. */
export function passageOf(run, citation) {
  return run.sources.find((s) => s.passage_id === citation.passage_id) ?? { ...citation, text: citation.quote, section: "", visibility: "public" };
}

function row(source, number, quotes, api) {
  const [symbol, kind] = kindOf(source);
  const open = (event) => {
    event.currentTarget.focus();
    openSource(api, source, quotes);
  };
  return h("li", { class: `source${number === null ? "" : " is-cited"}` },
    h("button", { type: "button", class: "source-open", "data-key": `source-${source.passage_id}`, onclick: open },
      h("span", { class: "source-number", "aria-hidden": number === null ? "true" : undefined }, number === null ? icon(symbol) : String(number)),
      h("span", { class: "source-main" },
        h("span", { class: "source-title" }, source.title, source.visibility === "internal" ? internalBadge() : null),
        h("span", { class: "source-kind" }, [kind, source.section].filter(Boolean).join(" · ")),
        h("span", { class: quotes.length ? "source-quote" : "source-text" }, quotes.length ? quotes[0] : source.text),
      ),
    ),
  );
}
