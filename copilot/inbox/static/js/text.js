// Pure functions from text to pieces of text. Positions that the service gives count characters (code points), while
// JavaScript counts UTF-16 units: an emoji would shift every mark after it, hence `Array.from`.

import { h, link } from "./dom.js";

/** A reply cut where citations and failed checks begin or end: `{ text, flags, cites }` in order.
 *
 * `flags` are the failed checks that cover the piece, `cites` the citations that end with it.
 */
export function pieces(text, citations = [], checks = []) {
  const chars = Array.from(text);
  const within = (n) => Math.max(0, Math.min(chars.length, n));
  const flags = checks.filter((c) => !c.ok && Number.isInteger(c.start) && Number.isInteger(c.end) && c.end > c.start);
  const cuts = new Set([0, chars.length]);
  for (const f of flags) cuts.add(within(f.start)).add(within(f.end));
  for (const c of citations) cuts.add(within(c.start)).add(within(c.end));
  const at = [...cuts].sort((a, b) => a - b);
  const out = [];
  for (let i = 0; i + 1 < at.length; i++) {
    const [start, end] = [at[i], at[i + 1]];
    out.push({
      text: chars.slice(start, end).join(""),
      flags: flags.filter((f) => f.start <= start && end <= f.end),
      cites: citations.filter((c) => within(c.end) === end).sort((a, b) => a.number - b.number),
      cited: citations.some((c) => c.start <= start && end <= c.end),
    });
  }
  return out;
}

/** Where a quote stands in a text, as `[start, end]` in UTF-16 units; white space may differ. Null: nowhere. */
export function findQuote(text, quote) {
  const wanted = quote.trim();
  if (!wanted) return null;
  const at = text.indexOf(wanted);
  if (at >= 0) return [at, at + wanted.length];
  const loose = wanted.split(/\s+/).map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const found = new RegExp(loose.join("\\s+"), "u").exec(text);
  return found ? [found.index, found.index + found[0].length] : null;
}

/** Nodes of a text with its quotes in `<mark>`, links alive; the first of `quotes` is the current one. */
export function marked(text, quotes) {
  const ranges = [];
  quotes.forEach((quote, n) => {
    const range = findQuote(text, quote);
    if (range && !ranges.some((r) => range[0] < r.end && r.start < range[1]))
      ranges.push({ start: range[0], end: range[1], current: n === 0 });
  });
  ranges.sort((a, b) => a.start - b.start);
  const nodes = [];
  let at = 0;
  for (const { start, end, current } of ranges) {
    nodes.push(...linked(text.slice(at, start)));
    nodes.push(h("mark", { "data-current": current || undefined }, ...linked(text.slice(start, end))));
    at = end;
  }
  nodes.push(...linked(text.slice(at)));
  return nodes;
}

const ADDRESS = /https?:\/\/[^\s<>"'\u201c\u201d]+[^\s<>"'\u201c\u201d.,;:!?)\]}]/gu;

/** A text as nodes, with http(s) addresses as links. */
export function linked(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    if (found.index > at) nodes.push(text.slice(at, found.index));
    nodes.push(link(found[0], found[0]));
    at = found.index + found[0].length;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;
}

const QUOTED = /^\s*>/;
const ATTRIBUTION = /(wrote|schrieb|a écrit|escribió)\s*:?\s*$|^-{2,}\s*(original message|ursprüngliche nachricht)/iu;

/** A mail cut into what was written (`text`), its `signature`, and what it quotes (`quote`). */
export function mailParts(text) {
  const parts = [];
  let signature = false;
  for (const line of text.split("\n")) {
    if (/^--\s*$/.test(line)) {
      // the line is drawn
      signature = true;
      continue;
    }
    const kind = QUOTED.test(line) ? "quote" : signature ? "signature" : "text";
    const last = parts.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else parts.push({ kind, lines: [line] });
  }
  // "On Monday Ann wrote:" belongs to the quote under it
  parts.forEach((part, n) => {
    if (part.kind !== "quote" || n === 0 || parts[n - 1].kind === "quote") return;
    const above = parts[n - 1].lines;
    while (above.length && !above.at(-1).trim()) above.pop();
    if (above.length && ATTRIBUTION.test(above.at(-1))) part.lines.unshift(above.pop());
  });
  return parts
    .map(({ kind, lines }) => ({ kind, text: lines.join("\n").replace(/^\n+|\s+$/g, ""), lines: lines.length }))
    .filter((part) => part.text);
}

export function initials(name) {
  const words = (name || "").replace(/(?<=\S\s*)\(.*?\)/gu, " ").replace(/[^\p{L}\p{N}\s]/gu, " ").trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((w) => Array.from(w)[0].toUpperCase()).join("") || "?";
}

/** A short span such as `4 min`, `3 h`, `2 d`. */
export function span(ms) {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1440)} d`;
}

/** 0 (fresh) to 3: how warm a waiting time looks. */
export const warmth = (ms) => [15, 60, 240].filter((minutes) => ms >= minutes * 60_000).length;

const day = (d) => d.toDateString();

/** The time of a message: today the hour alone, else with the day. */
export function clock(iso, now = new Date()) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const hour = at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  return day(at) === day(now) ? hour : `${date(iso, now)}, ${hour}`;
}

export function date(iso, now = new Date()) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const year = at.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return at.toLocaleDateString(undefined, { day: "numeric", month: "short", year });
}

/** `open_carrier_trace` as people write it. */
export const humane = (name) => {
  const words = String(name).replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Failed checks without a place in the text. */
export const unplaced = (checks) => checks.filter((c) => !c.ok && !(Number.isInteger(c.start) && c.end > c.start));
