// The drawer beside the copilot: one passage, with what was quoted marked in it.

import { h, icon, safeUrl, link, swap, say } from "./dom.js";
import { findQuote, marked } from "./text.js";

/** What a source is, in words and as an icon. */
export const kindOf = (source) => (source.kind === "resolution" ? ["past", "Past conversation"] : ["article", "Article"]);

export const internalBadge = () => h("span", { class: "badge badge-internal", title: "For agents only: not for customers' eyes" }, icon("lock"), "Internal");

let back = null;

export const sourceIsOpen = () => !document.getElementById("drawer").hidden;

/** Close it and give the focus back to what opened it. */
export function closeSource() {
  const drawer = document.getElementById("drawer");
  if (drawer.hidden) return false;
  const within = drawer.contains(document.activeElement) || document.activeElement === document.body;
  drawer.hidden = true;
  if (within) (back?.isConnected ? back : document.querySelector(`[data-key="${CSS.escape(back?.dataset.key ?? "")}"]`))?.focus({ preventScroll: true });
  back = null;
  return true;
}

/** Open a passage; `quotes` are what replies cite of it, the one that was asked for first. */
export function openSource(api, source, quotes = []) {
  const drawer = document.getElementById("drawer");
  if (!drawer.contains(document.activeElement)) back = document.activeElement;
  const [symbol, kind] = kindOf(source);
  const text = h("div", { class: "passage", lang: source.language ?? undefined });
  const whole = h("button", { class: "quiet", type: "button", onclick: () => showWhole(api, source, quotes, text, whole) }, "Show the whole article");
  const url = source.url && safeUrl(source.url);
  swap(drawer,
    h("header", {},
      h("p", { class: "drawer-kind" }, h("span", { class: "badge" }, icon(symbol), kind), source.visibility === "internal" ? internalBadge() : null,
        source.language && h("span", { class: "badge" }, source.language.toUpperCase())),
      h("button", { class: "quiet icon-only", type: "button", "aria-label": "Close the source", "data-key": "close-source", onclick: closeSource }, icon("close")),
    ),
    h("h2", { id: "drawer-title", tabindex: "-1" }, source.title),
    source.section ? h("p", { class: "drawer-section" }, source.section) : null,
    text,
    h("footer", {}, source.kind === "article" ? whole : null, url ? link(url, "Open the page", icon("out")) : null),
  );
  fillPassage(text, source.text, quotes);
  drawer.hidden = false;
  drawer.querySelector("#drawer-title").focus({ preventScroll: true });
  toMark(text);
}

function fillPassage(node, text, quotes) {
  const lost = quotes.length && !findQuote(text, quotes[0]);
  swap(node, lost ? h("p", { class: "lost" }, icon("warn"), "The quote isn't in this text: ", h("q", {}, quotes[0])) : null, h("div", { class: "passage-text" }, marked(text, quotes)));
}

function toMark(node) {
  const mark = node.querySelector("mark");
  if (mark) node.scrollTop = mark.offsetTop - node.offsetTop - node.clientHeight / 3;
}

async function showWhole(api, source, quotes, node, button) {
  button.setAttribute("aria-disabled", "true");
  say(button, "Loading…");
  try {
    const article = await api.get(`v1/articles/${encodeURIComponent(source.source_id)}`);
    fillPassage(node, article.body, quotes.filter((q) => findQuote(article.body, q)));
    toMark(node);
    button.hidden = true;
  } catch (problem) {
    say(button, problem.status === 404 ? "The article is gone" : "Can't be loaded; try again");
    button.removeAttribute("aria-disabled");
  }
}

