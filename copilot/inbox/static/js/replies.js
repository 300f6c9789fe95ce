// Suggested replies: one open, the others as tabs; citations and failed checks in the text; Insert, Edit, Dismiss.
// The box and its buttons are made once and have a fixed size: whatever streams in, they stay where they are.

import { offered, opened } from "./assist.js";
import { h, icon, say, shows, swap } from "./dom.js";
import { failures, flagged } from "./flag.js";
import { drawEmpty, drawLoading } from "./replystates.js";
import { openSource } from "./source.js";
import { passageOf } from "./sources.js";
import { touch } from "./store.js";
import { pieces } from "./text.js";
import { hideTip } from "./tip.js";
import { createWishes } from "./wishes.js";
import { CHECKS } from "./words.js";

const failed = (entry) => (entry?.edited === null ? (entry.reply?.checks ?? []).filter((c) => !c.ok) : []);

/** `hooks`: api, known(), insert(text), refresh(), search(query), rewrite(wish), suggest(instruction). */
export function createReplies(hooks) {
  const state = h("span", { class: "replies-state" });
  const refresh = h("button", { class: "quiet small", type: "button", onclick: hooks.refresh }, icon("refresh"), h("span", {}, "Refresh"));
  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Suggestions" });
  const text = h("div", { class: "reply-text", id: "reply", role: "tabpanel", tabindex: "0", "aria-label": "Suggestion" });
  const ask = h("div", { class: "ask", role: "group", "aria-label": "Insert anyway?", hidden: true });
  const meta = h("div", { class: "reply-meta" });
  const insert = h("button", { class: "primary", type: "button", onclick: () => tryInsert() }, "Insert", h("kbd", {}, "↵"));
  const edit = h("button", { type: "button", onclick: () => toggleEdit() }, "Edit");
  const dismiss = h("button", { type: "button", onclick: () => dismissOpen() }, "Dismiss", h("kbd", {}, "x"));
  const bar = h("div", { class: "reply-bar" }, insert, edit, dismiss);
  const wishes = createWishes(hooks);
  const element = h("section", { class: "card replies", "aria-labelledby": "replies-title" },
    h("header", {}, h("h2", { id: "replies-title" }, "Suggestions"), state, refresh), tabs, h("div", { class: "reply-box" }, text, ask), meta, bar, wishes.element);
  tabs.addEventListener("keydown", (event) => arrow(event));
  ask.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    goBack();
  });

  const run = () => hooks.known()?.run ?? null;
  const enabled = (button) => button.getAttribute("aria-disabled") !== "true";

  function choose(n) {
    const entry = offered(run())[n];
    if (!entry) return;
    run().open = entry.id;
    touch();
  }

  function arrow(event) {
    const all = offered(run());
    const at = all.findIndex((e) => e.id === run().open);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || !all.length) return;
    event.preventDefault();
    const n = (to + all.length) % all.length;
    choose(n);
    tabs.children[n].focus();
  }

  function tryInsert() {
    const entry = opened(run());
    if (!entry || !enabled(insert)) return;
    if (failed(entry).length && !entry.confirmed) return askFirst(entry);
    ask.hidden = true;
    entry.inserted = true;
    entry.version++;
    hooks.insert(entry.edited ?? entry.text);
    touch();
  }

  function askFirst(entry) {
    const bad = failed(entry);
    const [first] = bad;
    const what = first.found ? `“${first.found}”: ${CHECKS[first.kind].toLowerCase()}` : first.detail || CHECKS[first.kind];
    const go = () => {
      entry.confirmed = true;
      tryInsert();
    };
    swap(ask,
      h("p", {}, icon("warn"), h("span", {}, bad.length === 1 ? "A check failed. " : `${bad.length} checks failed. `, what, bad.length > 1 ? ` and ${bad.length - 1} more` : "", ".")),
      h("div", { class: "ask-row" }, h("button", { type: "button", class: "warn", onclick: go }, "Insert anyway"), h("button", { type: "button", onclick: goBack }, "Go back")),
    );
    ask.dataset.entry = entry.id;
    ask.hidden = false;
    ask.querySelector("button").focus();
    return undefined;
  }

  function goBack() {
    ask.hidden = true;
    insert.focus();
  }

  function toggleEdit() {
    const entry = opened(run());
    if (!entry || !enabled(edit)) return;
    entry.edited = entry.edited === null ? entry.text : null;
    entry.version++;
    touch();
    // the field exists after the next drawing
    queueMicrotask(() => (entry.edited === null ? edit : text.querySelector("textarea"))?.focus());
  }

  function dismissOpen() {
    const entry = opened(run());
    if (!entry || !enabled(dismiss)) return;
    const all = offered(run());
    const at = all.indexOf(entry);
    entry.dismissed = true;
    entry.edited = null;
    run().open = (all[at + 1] ?? all[at - 1])?.id ?? null;
    touch();
  }

  function draw(me) {
    const known = hooks.known();
    const now = run();
    const all = offered(now);
    const entry = opened(now);
    element.classList.toggle("is-stale", Boolean(now?.stale));
    element.classList.toggle("is-empty", !all.length);
    drawHead(state, refresh, known, now);
    drawTabs(tabs, all, now, choose);
    if (ask.dataset.entry !== entry?.id || entry?.edited !== null) ask.hidden = true;
    drawText(text, entry, now, known, me, hooks);
    const hold = !entry?.reply?.insertable || entry.streaming || entry.withdrawn;
    for (const button of [insert, edit]) button.setAttribute("aria-disabled", String(Boolean(hold)));
    dismiss.setAttribute("aria-disabled", String(!entry));
    say(edit, entry && entry.edited !== null ? "Undo edit" : "Edit");
    wishes.draw(me);
    shows(meta, entry ? `${now.n}.${entry.id}.${entry.version}.${entry.streaming}` : "", () => (entry ? metaOf(entry) : []));
  }

  return { element, draw, choose, insert: tryInsert, dismiss: dismissOpen };
}

function drawHead(state, refresh, known, run) {
  const newer = known?.next && known.next.replies.some((r) => r.reply);
  const words = !run?.stale ? "" : known.next && !newer ? "renewing…" : run.stale === "answered" ? "from before your reply" : "the customer wrote since";
  say(state, words);
  say(refresh.lastElementChild, newer ? "Show new" : "Refresh");
  refresh.classList.toggle("is-new", Boolean(newer));
  refresh.setAttribute("aria-disabled", String(!run || run.phase === "running"));
}

const ORIGIN = { article: ["article", "Article"], resolution: ["past", "Past answer"], llm: ["spark", "Written"], none: ["article", "Extract"] };

function originOf(entry) {
  if (!entry.reply || entry.reply.origin === "llm") return ORIGIN.llm;
  return ORIGIN[entry.reply.citations[0]?.kind ?? "none"];
}

/** Tabs keep their elements: one that has the focus keeps it, and a press under way lands where it was aimed. */
function drawTabs(tabs, all, run, choose) {
  while (tabs.children.length > all.length) tabs.lastElementChild.remove();
  while (tabs.children.length < all.length) {
    const n = tabs.children.length;
    tabs.append(h("button", { type: "button", role: "tab", "aria-controls": "reply", class: "tab", onclick: () => choose(n) }));
  }
  all.forEach((entry, n) => {
    const tab = tabs.children[n];
    const selected = entry.id === run.open;
    if (selected) entry.seen = true;
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
    const written = entry.streaming || entry.reply?.origin === "llm";
    tab.classList.toggle("is-unseen", written && !entry.seen);
    shows(tab, `${entry.id}.${entry.version}.${entry.streaming}.${entry.seen}`, () => {
      const [symbol, origin] = originOf(entry);
      const words = entry.wish ?? origin;
      const bad = failed(entry).length;
      const sign = entry.streaming ? h("i", { class: "spinner", role: "img", "aria-label": "being written" })
        : entry.inserted ? icon("check", "inserted")
        : entry.withdrawn ? icon("close", "taken back")
        : bad ? icon("warn", "a check failed") : null;
      return [h("span", { class: "tab-number" }, String(n + 1)), icon(symbol), h("span", { class: "tab-name" }, words), sign];
    });
  });
}

function drawText(node, entry, run, known, me, hooks) {
  if (!entry) {
    const phase = `${run?.n}.${run?.phase}.${run?.slow}.${run?.problem?.status}.${run?.replies.length}.${known?.phase}`;
    shows(node, phase, () => (!run || run.phase === "running" ? drawLoading(run) : drawEmpty(run, me, hooks)));
    return;
  }
  node.lang = entry.reply?.language ?? "";
  if (entry.streaming) {
    shows(node, `${run.n}.${entry.id}.streaming`, () => [h("p", { class: "reply-words" }), h("i", { class: "caret", "aria-hidden": "true" })]);
    say(node.firstElementChild, entry.text);
    return;
  }
  shows(node, `${run.n}.${entry.id}.${entry.version}`, () => {
    hideTip();
    node.scrollTop = 0;
    return entry.edited === null ? words(entry, run, hooks.api) : editor(entry);
  });
}

function editor(entry) {
  const area = h("textarea", { class: "reply-edit", "aria-label": "Edit the suggestion", oninput: () => { entry.edited = area.value; } });
  area.value = entry.edited;
  return area;
}

function words(entry, run, api) {
  const { citations = [], checks = [] } = entry.reply ?? {};
  const body = h("p", { class: "reply-words" });
  for (const piece of pieces(entry.text, citations, checks)) {
    if (piece.flags.length) body.append(flagged(piece));
    else body.append(piece.text);
    for (const cite of piece.cites) body.append(citation(cite, entry, run, api));
  }
  return [
    entry.withdrawn && h("p", { class: "taken-back" }, icon("warn"), `Taken back: ${entry.withdrawn}.`),
    body,
    failures(checks),
  ];
}

function citation(cite, entry, run, api) {
  const source = passageOf(run, cite);
  const others = entry.reply.citations.filter((c) => c !== cite && c.passage_id === cite.passage_id).map((c) => c.quote);
  const open = (event) => {
    event.currentTarget.focus();
    openSource(api, source, [cite.quote, ...others]);
  };
  const hidden = source.visibility === "internal";
  return h("button", { type: "button", class: `cite${hidden ? " is-internal" : ""}`, "data-key": `cite-${cite.passage_id}-${cite.start}`, "aria-label": `Source ${cite.number}: ${cite.title}${hidden ? ", internal" : ""}`, title: cite.title, onclick: open }, `[${cite.number}]`);
}

function metaOf(entry) {
  if (entry.streaming || !entry.reply) return [h("span", { class: "fine" }, entry.withdrawn ? "" : "Being written; you can use the others already.")];
  const [symbol, name] = originOf(entry);
  const percent = Math.round(entry.reply.confidence * 100);
  const level = h("i", {});
  level.style.width = `${percent}%`;
  const bad = failed(entry).length;
  const from = { Article: "From an article", "Past answer": "From a past answer", Written: "Written by the model", Extract: "Extract" }[name];
  return [
    h("span", { class: "origin" }, icon(symbol), bad ? name : from),
    bad ? h("span", { class: "failed" }, icon("warn"), bad === 1 ? "1 check failed" : `${bad} checks failed`) : null,
    h("span", { class: "confidence", title: "How sure we are that this answers the question" }, "Confidence", h("span", { class: "meter", "aria-hidden": "true" }, level), h("b", {}, `${percent} %`)),
  ];
}
