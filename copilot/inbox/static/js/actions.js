// Next actions as cards: what to do, how often it was done in similar cases, where its arguments stand, what is still to
// be asked for. Labels, priority and team are set on the conversation, so they stand apart.

import { value } from "./customer.js";
import { announce, h, icon, shows } from "./dom.js";
import { touch } from "./store.js";
import { humane } from "./text.js";

const ORIGINS = { rule: "By a rule of your company", due: "Due now", learned: "Learned from your past cases" };

/** `hooks`: api, known(). */
export function createActions(hooks) {
  const list = h("ul", { class: "actions" });
  const sets = h("ul", { class: "actions sets", "aria-label": "To set on the conversation" });
  const element = h("section", { class: "card next-actions", "aria-labelledby": "actions-title" }, h("header", {}, h("h2", { id: "actions-title" }, "Next actions")), list, sets);
  return {
    element,
    draw(run) {
      const actions = run?.actions ?? null;
      element.classList.toggle("is-stale", Boolean(run?.stale));
      const waiting = run?.phase === "running" && !actions;
      element.hidden = !waiting && !actions?.length;
      const what = `${run?.answerId ?? ""} ${[...(run?.did?.entries() ?? [])].join()}`;
      const state = actions && `${JSON.stringify(actions)} ${what}`;
      const isSet = (a) => (a.kind ?? "action") !== "action";
      shows(list, state ?? waiting, () => (waiting ? h("li", { class: "action", "aria-hidden": "true" }, h("i", { class: "bone" }), h("i", { class: "bone short" })) : (actions ?? []).filter((a) => !isSet(a)).map((a) => card(a, run))));
      shows(sets, state, () => (actions ?? []).filter(isSet).map((a) => card(a, run)));
      sets.hidden = !actions?.some(isSet);
    },
  };

  function card(action, run) {
    const { evidence, kind = "action", origin = "similar" } = action;
    const given = Object.entries(action.arguments);
    return h("li", { class: "action", "data-kind": kind },
      h("div", { class: "action-head" }, h("h3", {}, action.label),
        kind !== "action" && h("span", { class: "badge" }, humane(kind)),
        ORIGINS[origin] && h("span", { class: "badge badge-origin", title: ORIGINS[origin] }, origin === "rule" ? "Rule" : humane(origin)),
        action.needs_approval && h("span", { class: "badge badge-approval", title: "Someone has to approve it" }, icon("approve"), "Approval"),
        action.team && h("span", { class: "badge" }, action.team),
        doneButton(action, run)),
      evidence && evidence.similar > 0 ? counted(evidence) : null,
      (given.length || action.missing.length) ? h("dl", { class: "arguments" },
        given.map(([name, v]) => [h("dt", {}, humane(name)), h("dd", {}, value(v), from(action.argument_sources?.[name]))]),
        action.missing.map((name, n) => [h("dt", { class: "missing" }, "Ask for"), h("dd", { class: "missing" }, action.questions?.[n] ?? humane(name).toLowerCase())])) : null,
      action.reason && h("p", { class: "fine" }, action.reason),
    );
  }

  /** Tells the service that it was done; only where nothing is missing and the answer has its id. */
  function doneButton(action, run) {
    const state = run?.did?.get(action.action);
    if (state === "done") return h("span", { class: "badge badge-done" }, "Done");
    if (!run?.answerId || action.missing.length) return null;
    return h("button", { class: "quiet small", type: "button", disabled: state === "telling", title: "Note that this was done", onclick: () => tell(action, run) }, state === "failed" ? "Try again" : "Mark done");
  }

  async function tell(action, run) {
    run.did ??= new Map();
    run.did.set(action.action, "telling");
    touch();
    const done = { action: action.action, arguments: action.arguments };
    try {
      await hooks.api.post("v1/feedback", { answer_id: run.answerId, conversation_id: hooks.known()?.id, done });
      run.did.set(action.action, "done");
      announce(`${action.label}: noted as done`);
    } catch (problem) {
      run.did.set(action.action, "failed");
      announce(`${action.label} could not be noted: ${problem.message}`);
    }
    touch();
  }
}

/** Where an argument stands, in a word; its words there as the tip. */
function from(where) {
  if (!where) return null;
  const place = where.message_id ? "message" : where.history !== null && where.history !== undefined ? "earlier contact" : where.record?.startsWith("policy/") ? "rule" : "record";
  const tip = [where.quote && `“${where.quote}”`, where.message_id ?? where.record].filter(Boolean).join(" in ");
  return h("span", { class: "from", title: tip }, place);
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
