// What failed a check: underlined in the text, with its reasons for a pointer and for the keyboard, and listed under it.
// A sentence that its source doesn't bear has a broken line, a value or word that is wrong by itself a wavy one.

import { h, icon } from "./dom.js";
import { tipped } from "./tip.js";
import { CHECKS } from "./words.js";

const SENTENCE = new Set(["support", "citation"]);
const LONGEST = 70;
const WORD = /[\p{L}\p{N}]/u;

/** `piece`: as `pieces` in text.js makes it. The full stop that is left of a flagged sentence is no stop of its own. */
export function flagged(piece) {
  const reason = piece.flags.map((f) => [CHECKS[f.kind], f.detail].filter(Boolean).join(": ")).join("\n");
  const told = WORD.test(piece.text) ? { tabindex: "0", role: "mark", "aria-label": `${piece.text} (${reason})` } : {};
  return tipped(h("span", { class: `flag${piece.flags.every((f) => SENTENCE.has(f.kind)) ? " is-sentence" : ""}`, ...told }, piece.text), reason);
}

/** The failed ones of `checks` in words: what failed, where, and why, in the order of the text. Null where none did. */
export function failures(checks) {
  const bad = checks.filter((c) => !c.ok).sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity));
  if (!bad.length) return null;
  return h("ul", { class: "failures", "aria-label": "Failed checks" }, bad.map((c) =>
    h("li", { "data-kind": c.kind }, icon("warn"), h("b", {}, CHECKS[c.kind]), where(c), c.detail ? `: ${c.detail}` : "")));
}

/** The words that a check is about, where its reason doesn't name them. */
function where({ found, detail }) {
  if (!found || detail?.includes(found)) return "";
  const words = Array.from(found);
  return ` “${words.length > LONGEST ? `${words.slice(0, LONGEST).join("")}…` : found}”`;
}
