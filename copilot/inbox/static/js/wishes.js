// What an agent may ask of the model: suggestions with an instruction, a text made shorter, friendlier or translated.

import { opened } from "./assist.js";
import { h, icon, say } from "./dom.js";
import { why, trouble } from "./words.js";

/** Wishes with one press: what the tab is called, and what the model is told. */
export const QUICK = [
  ["Shorter", "Make it shorter. Keep every fact that the customer needs."],
  ["Friendlier", "Make it warmer and friendlier. Keep the facts."],
  ["Translate", "Translate it into the customer's language. Keep the facts."],
];
export const POLISH = ["Polished", "Correct spelling and grammar, and make it clear. Keep the facts and the tone."];

/** Under the reply: quick wishes for the suggestion on show, and an instruction for new ones. */
export function createWishes({ known, rewrite, suggest }) {
  const chips = QUICK.map(([name, instruction]) =>
    h("button", { type: "button", class: "small", onclick: (event) => ask(event.currentTarget, name, instruction) }, name));
  const input = h("input", {
    type: "text", name: "instruction", maxlength: "2000", autocomplete: "off", enterkeyhint: "go",
    placeholder: "Say how: “no, politely”, “offer the voucher”", "aria-label": "Instruction for new suggestions",
  });
  const go = h("button", { class: "quiet small", type: "submit" }, "Write");
  const state = h("p", { class: "wish-state", role: "status" });
  const form = h("form", { class: "search wish", onsubmit: submit }, icon("spark"), input, go);
  const element = h("div", { class: "wishes", hidden: true }, h("div", { class: "wish-row", role: "group", "aria-label": "Rewrite this suggestion" }, chips), form, state);

  function ask(button, name, instruction) {
    const entry = opened(known()?.run);
    if (button.getAttribute("aria-disabled") === "true" || !entry) return;
    rewrite({ name, instruction, draft: entry.edited ?? entry.text });
  }

  function submit(event) {
    event.preventDefault();
    if (go.getAttribute("aria-disabled") !== "true") suggest(input.value.trim() || null);
  }

  let conversation = null;
  function draw(me) {
    const now = known();
    const run = now?.run;
    if (now?.id !== conversation) {
      conversation = now?.id ?? null;
      input.value = now?.instruction ?? "";
    }
    element.hidden = !me?.llm || !run;
    const entry = opened(run);
    const idle = entry?.reply?.insertable && !entry.streaming && !entry.withdrawn && run.side?.phase !== "running";
    for (const chip of chips) chip.setAttribute("aria-disabled", String(!idle));
    go.setAttribute("aria-disabled", String(!run || (run.phase === "running" && !run.replies.length)));
    say(state, words(run?.side));
    state.hidden = !state.textContent;
  }

  return { element, draw };
}

function words(side) {
  if (!side) return "";
  if (side.phase === "running") return `${side.name}: being written…`;
  if (side.problem) return `${side.name}: ${trouble(side.problem).replace(/ Trying again…$/, "")}`;
  if (side.same) return `${side.name}: the model changed nothing.`;
  return side.reason ? `${side.name}: not written, ${why(side.reason)}.` : "";
}

/** Beside the place to write: the agent's own text, checked and rewritten as a suggestion; nothing typed is touched. */
export function createRewriteMenu({ llm, text, rewrite }) {
  const menu = h("details", { class: "menu rewrite" },
    h("summary", { "aria-label": "Check or rewrite what you wrote" }, icon("spark"), h("span", {}, llm ? "Rewrite" : "Check")),
    h("div", { class: "menu-panel menu-list" },
      [["Check it", null], ...(llm ? [["Polish", POLISH], ...QUICK.map((q) => [q[0], q])] : [])].map(([label, wish]) =>
        h("button", {
          type: "button", class: "quiet small",
          onclick: () => {
            menu.open = false;
            if (text().trim()) rewrite({ name: wish?.[0] ?? "Check", instruction: wish?.[1] ?? null, draft: text(), own: true });
          },
        }, label))));
  return menu;
}
