// A piece of a written text that failed a check: underlined, with its reasons for a pointer and for the keyboard.

import { h } from "./dom.js";
import { tipped } from "./tip.js";
import { CHECKS } from "./words.js";

const WORD = /[\p{L}\p{N}]/u;

/** `piece`: as `pieces` in text.js makes it. The full stop that is left of a flagged sentence is no stop of its own. */
export function flagged(piece) {
  const reason = piece.flags.map((f) => [CHECKS[f.kind], f.detail].filter(Boolean).join(": ")).join("\n");
  const told = WORD.test(piece.text) ? { tabindex: "0", role: "mark", "aria-label": `${piece.text} (${reason})` } : {};
  return tipped(h("span", { class: "flag", ...told }, piece.text), reason);
}
