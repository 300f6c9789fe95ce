// Next actions as cards: what to do, how often it was done in similar cases, and what is still missing for it.

import { value } from "./customer.js";
import { h, icon, shows } from "./dom.js";
import { humane } from "./text.js";

export function createActions() {
  const list = h("ul", { class: "actions" });
  const element = h("section", { class: "card next-actions", "aria-labelledby": "actions-title" }, h("header", {}, h("h2", { id: "actions-title" }, "Next actions")), list);
  return {
    element,
    draw(run) {
      const actions = run?.actions ?? null;
      element.classList.toggle("is-stale", Boolean(run?.stale));
      const waiting = run?.phase === "running" && !actions;
      element.hidden = !waiting && !actions?.length;
      shows(list, actions ?? waiting, () => (waiting ? h("li", { class: "action", "aria-hidden": "true" }, h("i", { class: "bone" }), h("i", { class: "bone short" })) : (actions ?? []).map(card)));
    },
  };
}

function card(action) {
  const { evidence } = action;
  const given = Object.entries(action.arguments);
  return h("li", { class: "action" },
    h("div", { class: "action-head" }, h("h3", {}, action.label),
      action.needs_approval && h("span", { class: "badge badge-approval", title: "Someone has to approve it" }, icon("approve"), "Approval"),
      action.team && h("span", { class: "badge" }, action.team)),
    evidence && evidence.similar > 0 ? counted(evidence) : null,
    (given.length || action.missing.length) ? h("dl", { class: "arguments" },
      given.map(([name, v]) => [h("dt", {}, humane(name)), h("dd", {}, value(v))]),
      action.missing.map((name) => [h("dt", { class: "missing" }, "Ask for"), h("dd", { class: "missing" }, humane(name).toLowerCase())])) : null,
    action.reason && h("p", { class: "fine" }, action.reason),
  );
}

/** "31 of 45, 2 reopened", as words and as a bar. */
function counted({ similar, did_this: did, reopened }) {
  const words = `${did} of ${similar}${reopened ? `, ${reopened} reopened` : ""}`;
  const held = h("i", { class: "held" });
  const back = h("i", { class: "back" });
  held.style.width = `${((did - reopened) / similar) * 100}%`;
  back.style.width = `${(reopened / similar) * 100}%`;
  return h("p", { class: "counted", title: "Similar cases in which this was done" }, h("span", { class: "meter", "aria-hidden": "true" }, held, back), words);
}
