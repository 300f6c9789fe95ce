// The thread in the middle: head, messages, and below them the place to write.

import { customerHead } from "./customer.js";
import { h, icon, shows, swap, link } from "./dom.js";
import { current, store } from "./store.js";
import { clock, date, humane, linked, mailParts } from "./text.js";
import { trouble } from "./words.js";

const NEAR_END_PX = 80;
/** Messages further apart show their times, though the same person wrote them. */
const TOGETHER_MS = 10 * 60_000;

/** Builds the pane once; the returned function draws what has changed. */
export function createThread(root, { composerOf, handoff, onBack, onRetry }) {
  const head = h("header", { class: "who" });
  const messages = h("div", { class: "messages", role: "log", "aria-label": "Messages", tabindex: "0" });
  const newer = h("button", { class: "newer", type: "button", hidden: true, onclick: () => follow.toEnd() }, icon("down"), "New message");
  const compose = h("div", { class: "compose-place" });
  const blank = h("div", { class: "blank" });
  root.append(head, handoff.element, h("div", { class: "messages-box" }, messages, newer), compose, blank);
  const follow = following(messages);
  messages.addEventListener("scroll", () => {
    if (follow.look()) newer.hidden = true;
  });
  // chips or a longer draft shrink the thread: its end stays in view
  new ResizeObserver(() => follow.look() && follow.toEnd()).observe(messages);
  const drawn = { id: null, ids: [] };

  return () => {
    const known = current();
    const ready = known?.conversation;
    root.classList.toggle("is-blank", !ready);
    if (!ready) {
      drawn.id = null;
      shows(blank, blankKey(known), () => drawBlank(known, onRetry));
      return;
    }
    blank.shown = undefined;
    shows(head, known.customer ?? known.id, () => customerHead(known, { onBack }));
    handoff.draw();
    const composer = composerOf(known);
    if (compose.firstElementChild !== composer.element) compose.replaceChildren(composer.element);
    composer.draw();
    const atEnd = follow.look();
    const fresh = drawMessages(messages, known.conversation, known.customer, drawn);
    if (fresh === "all" || atEnd) follow.toEnd();
    else if (fresh) newer.hidden = false;
  };
}

/** Whether the reader is at the thread's end. Asked when it matters: the scroll event comes a frame late. */
function following(messages) {
  let atEnd = true;
  let top = 0;
  return {
    look() {
      const near = messages.scrollHeight - messages.scrollTop - messages.clientHeight < NEAR_END_PX;
      // a box that shrank is no longer near its end, but nobody scrolled up
      atEnd = near || (atEnd && messages.scrollTop >= top);
      top = messages.scrollTop;
      return atEnd;
    },
    toEnd() {
      messages.scrollTop = messages.scrollHeight;
      atEnd = true;
      top = messages.scrollTop;
    },
  };
}

/** Adds what is new. "all" when another thread was drawn, else the number of new messages. */
function drawMessages(node, conversation, customer, drawn) {
  const ids = conversation.messages.map((m) => m.id);
  const same = drawn.id === conversation.id && drawn.ids.every((id, n) => ids[n] === id);
  const from = same ? drawn.ids.length : 0;
  if (same && from === ids.length) return 0;
  const nodes = [];
  conversation.messages.slice(from).forEach((message, n) => {
    const before = conversation.messages[from + n - 1];
    const daybreak = message.sent_at && (!before?.sent_at || date(before.sent_at) !== date(message.sent_at));
    if (daybreak) nodes.push(h("p", { class: "day" }, h("span", {}, date(message.sent_at))));
    nodes.push(messageNode(message, conversation, customer, before));
    for (const done of conversation.actions ?? []) if (done.after === message.id) nodes.push(doneNode(done));
  });
  if (same) node.append(...nodes);
  else {
    const subject = conversation.subject && h("h3", { class: "subject" }, conversation.subject);
    swap(node, subject, ...nodes);
  }
  drawn.id = conversation.id;
  drawn.ids = ids;
  return same ? nodes.length : "all";
}

function messageNode(message, conversation, customer, before) {
  if (message.author === "system") return h("p", { class: "system" }, message.text);
  const who = { customer: customer?.name || "Customer", agent: "Agent", bot: "Bot" }[message.author];
  const kind = message.private ? "note" : message.author;
  const label = message.private ? [icon("note"), "Private note"] : message.author === "bot" ? [icon("bot"), who] : who;
  return h("article", { class: `message by-${kind}${follows(message, before) ? " follows" : ""}`, "data-message": message.id, tabindex: "-1" },
    h("header", {}, h("span", { class: "message-who" }, label), message.sent_at && h("time", { datetime: message.sent_at }, clock(message.sent_at))),
    h("div", { class: "bubble" }, body(message, conversation), attachments(message)),
  );
}

/** Bring a message of the thread on show into sight, and tell it apart for a moment. */
export function showMessage(id) {
  const node = document.querySelector(`[data-message="${CSS.escape(id)}"]`);
  if (!node) return;
  for (const other of document.querySelectorAll(".message.is-shown")) other.classList.remove("is-shown");
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
  node.classList.add("is-shown");
}

/** Said in one breath with the message before it: no need to name the author and the time again. */
function follows(message, before) {
  if (before?.author !== message.author || before.private !== message.private) return false;
  return !(Date.parse(message.sent_at) - Date.parse(before.sent_at) > TOGETHER_MS);
}

function body(message, conversation) {
  if (conversation.channel !== "email") return h("p", {}, linked(message.text));
  return mailParts(message.text).map((part) => {
    if (part.kind === "text") return h("p", {}, linked(part.text));
    if (part.kind === "signature") return h("p", { class: "signature" }, linked(part.text));
    return h("details", { class: "quoted" }, h("summary", {}, `Quoted mail, ${part.lines} lines`), h("p", {}, linked(part.text)));
  });
}

function attachments({ attachments: files }) {
  if (!files?.length) return null;
  return h("ul", { class: "files" }, files.map((f) => {
    const name = f.name || humane(f.type);
    return h("li", {}, icon("clip"), f.url ? link(f.url, name) : name);
  }));
}

function doneNode(done) {
  const given = Object.values(done.arguments ?? {}).filter((v) => typeof v !== "object").join(", ");
  return h("p", { class: "system done" }, icon("check"), `${humane(done.action)}${given ? `: ${given}` : ""}`);
}

const blankKey = (known) => (known ? `${known.phase}${known.problem?.status ?? ""}` : `${store.listed}${store.heads.length > 0}${store.listProblem?.status ?? ""}`);

function drawBlank(known, onRetry) {
  const loading = known ? known.phase === "loading" : store.listed === "loading" || store.heads.length > 0;
  if (loading && !(store.listed === "failed"))
    return h("div", { class: "skeleton-thread", "aria-hidden": "true" },
      ["left", "right", "left wide"].map((side) => h("i", { class: `bone bubble-bone ${side}` })));
  const problem = known?.problem ?? store.listProblem;
  if (problem) return problemPanel(problem, onRetry);
  return panel("inbox", "No conversations yet", [
    h("p", {}, "They appear here as soon as a message comes in:"),
    h("pre", {}, h("code", {}, "PUT /v1/conversations/{id}")),
    h("p", { class: "fine" }, "To look around first, ", h("code", {}, "make demo"), " loads a sample company."),
  ]);
}

function problemPanel(problem, onRetry) {
  const again = h("button", { class: "primary", type: "button", onclick: onRetry }, "Try again");
  if (problem.status === 503)
    return panel("cloud", "Live conversations are out of reach", [
      h("p", {}, "The service answers, but the store that holds its conversations doesn't. This page tries again by itself; suggestions for other programs go on."),
      h("p", { class: "fine" }, "For whoever runs it: ", h("code", {}, "copilot check"), " says what is missing."), again,
    ], "gone");
  if (problem.status === 404) return panel("inbox", "This conversation is gone", [h("p", {}, "It was deleted, or its time ran out. Choose another one.")]);
  return panel("cloud", "Can't load this", [h("p", {}, trouble(problem)), again], "gone");
}

function panel(symbol, title, children, kind = "") {
  return h("div", { class: `state-panel ${kind}` }, h("span", { class: "state-icon" }, icon(symbol)), h("h2", {}, title), children);
}

