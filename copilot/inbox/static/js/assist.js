// Asking for suggestions and taking in what comes. No drawing here: events change a run, `touch` tells the page.

import { Problem } from "./api.js";
import { announce } from "./dom.js";
import { pause } from "./live.js";
import { current, store, touch } from "./store.js";
import { whyWithdrawn } from "./words.js";

const SLOW_MS = 2500;
const TRIES = 5;
let count = 0;

function newRun() {
  return {
    n: ++count,
    /** "running", "done" or "failed". */
    phase: "running",
    slow: false,
    /** Why it is no longer fresh: "message" (the customer wrote), "answered" (we did), or null. */
    stale: null,
    answered: false,
    replies: [],
    /** Id of the reply on show. */
    open: null,
    sources: [],
    summary: null,
    actions: null,
    reasons: [],
    mode: null,
    /** How many values of each kind were kept from the model. */
    masked: null,
    problem: null,
    /** What an agent asked for beside it: a text being rewritten, or null. */
    side: null,
    instruction: null,
    controller: new AbortController(),
  };
}

/** Replies that are still offered, in the order of their tabs. */
export const offered = (run) => (run ? run.replies.filter((r) => !r.dismissed) : []);
export const opened = (run) => offered(run).find((r) => r.id === run.open) ?? null;
/** The agent has taken something from it, and not yet sent an answer: it is not replaced without being asked. */
export const used = (run) => run.replies.some((r) => r.edited !== null || (r.inserted && !run.answered));

/** Suggestions anew. Those on show stay until the first new ones are there; `force` replaces them even when used, and
 * `instruction` says how they are wanted. */
export function suggest(api, known, { force = false, instruction = null } = {}) {
  known.next?.controller.abort();
  const run = newRun();
  run.force = force;
  run.instruction = instruction;
  const empty = !known.run || known.run.phase === "failed" || (known.run.phase === "running" && !known.run.replies.length);
  if (empty) {
    known.run?.controller.abort();
    known.run = run;
    known.next = null;
  } else known.next = run;
  const timer = setTimeout(() => {
    run.slow = true;
    touch();
  }, SLOW_MS);
  follow(api, known, run).finally(() => clearTimeout(timer));
  touch();
}

/** Leave a conversation: what is not finished is asked for again on the next visit. */
export function leave(known) {
  known.next?.controller.abort();
  known.next = null;
  stopSide(known.run);
  if (known.run?.phase === "running") {
    known.run.controller.abort();
    if (!used(known.run)) known.run = null;
    else known.run.phase = "done";
  }
}

/** Put the newer suggestions in place of those on show. */
export function promote(known) {
  if (!known.next) return;
  if (known.run?.phase === "running") known.run.controller.abort();
  stopSide(known.run);
  known.run = known.next;
  known.next = null;
  touch();
}

export function age(known, why) {
  if (known.run) {
    known.run.stale = why;
    known.run.answered ||= why === "answered";
  }
  if (known.next && known.next.phase !== "running") known.next.stale = why;
  touch();
}

const asked = (known, run) => ({ conversation_id: known.id, ...(run.instruction ? { instruction: run.instruction } : {}) });

async function follow(api, known, run) {
  const { signal } = run.controller;
  for (let tries = 0; ; tries++) {
    try {
      for await (const event of api.events("POST", "v1/assist", asked(known, run), { signal })) {
        if (event.name === "problem") throw new Problem(event.data.status, "problem", event.data.detail);
        if (store.assistTrouble) store.assistTrouble = null;
        take(run, event, known);
        if (known.next === run && ready(run) && (run.force || !known.run || !used(known.run))) promote(known);
        touch();
        if (event.name === "done") return;
      }
      throw new Problem(0, "cut", "the stream ended early");
    } catch (e) {
      if (signal.aborted) return;
      if (!(e instanceof Problem)) throw e;
      dropUnfinished(run);
      if (e.status !== 0 || tries >= TRIES) return fail(known, run, e);
      store.assistTrouble = e;
      touch();
    }
    await pause(tries, signal);
    if (signal.aborted) return;
  }
}

const ready = (run) => run.phase === "done" || run.replies.some((r) => r.reply);

function fail(known, run, problem) {
  store.assistTrouble = null;
  run.phase = "failed";
  run.problem = problem;
  if (known.next === run && known.run && used(known.run)) known.next = null;
  else if (known.next === run) promote(known);
  touch();
}

/** A stream is never two answers glued together: what was half-written when it broke is taken back. */
function dropUnfinished(run) {
  for (const entry of run.replies.filter((r) => r.streaming && !r.wish)) withdraw(run, entry, "the connection was lost");
}

function withdraw(run, entry, reason) {
  entry.streaming = false;
  entry.withdrawn = reason;
  entry.version++;
  if (!entry.inserted && run.open !== entry.id) entry.dismissed = true;
}

/** Two that say the same are one: what was shown of the second goes, and the agent is back at the others. */
function dropDuplicate(run, entry) {
  run.replies = run.replies.filter((r) => r !== entry);
  if (run.open === entry.id) run.open = offered(run)[0]?.id ?? null;
}

function stopSide(run) {
  if (run?.side?.phase !== "running") return;
  run.side.controller.abort();
  run.side.phase = "done";
  for (const entry of run.replies.filter((r) => r.wish && r.streaming)) withdraw(run, entry, "it was no longer needed");
}

/** A text rewritten as `instruction` says, or only checked, as one more tab; `own`: the agent wrote it themselves. */
export async function rewrite(api, known, { name, instruction, draft, own = false }) {
  const { run } = known;
  if (!run) return;
  stopSide(run);
  const side = { name, phase: "running", problem: null, reason: null, same: false, controller: new AbortController() };
  run.side = side;
  touch();
  const body = { conversation_id: known.id, draft, want: ["replies"], max_replies: 2, ...(instruction ? { instruction } : {}) };
  try {
    for await (const event of api.events("POST", "v1/assist", body, { signal: side.controller.signal })) {
      if (event.name === "problem") throw new Problem(event.data.status, "problem", event.data.detail);
      takeSide(run, side, event, { own, checkOnly: !instruction });
      touch();
      if (event.name === "done") break;
    }
  } catch (problem) {
    if (side.controller.signal.aborted) return;
    if (!(problem instanceof Problem)) throw problem;
    side.problem = problem;
    for (const entry of run.replies.filter((r) => r.wish && r.streaming)) withdraw(run, entry, "the connection was lost");
  }
  side.phase = "done";
  if (side.reason || side.problem || side.same) announce(`${name}: nothing new`);
  touch();
}

function takeSide(run, side, { name, data }, { own, checkOnly }) {
  const isOwn = name === "reply" && data.origin !== "llm";
  if (isOwn ? !own : checkOnly) return;
  const id = name === "reply" ? data.id : data.reply_id;
  if (name === "reply" || name === "reply.delta") {
    const same = name === "reply" && run.replies.find((r) => r.id !== id && r.text === data.text && !r.withdrawn);
    const entry = run.replies.find((r) => r.id === id);
    if (same) {
      side.same = !isOwn;
      if (entry) dropDuplicate(run, entry);
      Object.assign(same, { dismissed: false, reply: data, version: same.version + 1 });
      run.open = same.id;
      return;
    }
    const shown = entryOf(run, id);
    shown.wish ??= isOwn ? "Your text" : side.name;
    if (!entry) run.open = id;
    if (name === "reply.delta") Object.assign(shown, { text: shown.text + data.text, streaming: true });
    else Object.assign(shown, { reply: data, text: data.text, streaming: false, version: shown.version + 1 });
  } else if (name === "reply.withdrawn") {
    const entry = run.replies.find((r) => r.id === id);
    if (entry) withdraw(run, entry, whyWithdrawn(data.reason));
  } else if (name === "reason" && !checkOnly && data.stage === "llm") side.reason = data;
}

function entryOf(run, id) {
  let entry = run.replies.find((r) => r.id === id);
  if (!entry) {
    entry = { id, reply: null, text: "", streaming: false, inserted: false, dismissed: false, withdrawn: null, edited: null, confirmed: false, wish: null, version: 0 };
    run.replies.push(entry);
    // the first one opens by itself; later ones are tabs, whatever wrote them
    run.open ??= id;
  }
  return entry;
}

function take(run, { name, data }, known) {
  if (name === "sources") run.sources = data.sources;
  else if (name === "reply") takeReply(run, data, known);
  else if (name === "reply.delta") {
    const entry = entryOf(run, data.reply_id);
    entry.text += data.text;
    entry.streaming = true;
  } else if (name === "reply.withdrawn") {
    const entry = run.replies.find((r) => r.id === data.reply_id);
    if (entry && data.reason === "duplicate") dropDuplicate(run, entry);
    else if (entry) withdraw(run, entry, whyWithdrawn(data.reason));
  } else if (name === "summary") run.summary = data;
  else if (name === "next_actions") run.actions = data.next_actions;
  else if (name === "reason") run.reasons = [...run.reasons, data];
  else if (name === "done") finish(run, data, known);
}

function takeReply(run, reply, known) {
  // after a cut the same suggestion comes again under another id
  const same = run.replies.find((r) => r.id !== reply.id && r.reply?.text === reply.text && !r.withdrawn);
  if (same) return;
  const entry = entryOf(run, reply.id);
  if (entry.reply?.text === reply.text && !entry.streaming && entry.reply.checks.length === reply.checks.length) return;
  const fresh = entry.reply === null;
  entry.reply = reply;
  entry.text = reply.text;
  entry.streaming = false;
  entry.version++;
  if (fresh && current() === known)
    announce(`New suggestion, confidence ${Math.round(reply.confidence * 100)} percent`);
}

function finish(run, answer, known) {
  run.phase = "done";
  run.answerId = answer.id ?? null;
  run.mode = answer.mode;
  run.masked = answer.usage?.masked ?? null;
  run.reasons = answer.reasons ?? run.reasons;
  if (answer.sources?.length) run.sources = answer.sources;
  run.summary = answer.summary ?? run.summary;
  run.actions = answer.next_actions ?? run.actions ?? [];
  for (const reply of answer.replies ?? []) takeReply(run, reply, known);
  dropUnfinished(run);
}
