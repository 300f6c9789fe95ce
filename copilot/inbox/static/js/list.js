// The conversations on the left: who, where, how long they have waited, and whether suggestions are ready.

import { channel } from "./channels.js";
import { h, icon, say } from "./dom.js";
import { offered } from "./assist.js";
import { store } from "./store.js";
import { clock, initials, span, warmth } from "./text.js";
import { nextTheme } from "./looks.js";

const SKELETONS = 7;

/** Builds the pane once; the returned function draws what has changed. */
export function createList(root, { onOpen, onHelp, onRetry }) {
  const brand = h("h1", { class: "brand-name" }, "Inbox");
  const count = h("p", { class: "brand-count" });
  const items = h("ul", { class: "items" });
  const state = h("div", { class: "list-state" });
  root.append(
    h("header", { class: "list-head" },
      h("span", { class: "brand-mark" }, icon("mark")),
      h("div", { class: "brand" }, brand, count),
      h("button", { class: "quiet icon-only", type: "button", "aria-label": "Light or dark", onclick: nextTheme }, icon("sun"), icon("moon")),
      h("button", { class: "quiet icon-only keys-button", type: "button", "aria-label": "Keyboard keys", onclick: onHelp }, icon("keys")),
    ),
    items,
    state,
  );
  const rows = new Map();

  return () => {
    say(brand, store.me?.brand || "Inbox");
    const waiting = store.heads.filter((head) => head.waiting_since).length;
    say(count, store.listed === "ready" ? `${store.heads.length} open, ${waiting} waiting` : store.listed === "failed" ? "Out of reach" : "Loading…");
    drawItems(items, rows, onOpen);
    drawState(state, onRetry);
  };
}

function drawItems(items, rows, onOpen) {
  const held = items.contains(document.activeElement) ? document.activeElement : null;
  const wanted = new Set(store.heads.map((head) => head.id));
  for (const [id, row] of rows) {
    if (wanted.has(id)) continue;
    row.item.remove();
    rows.delete(id);
  }
  let place = items.firstElementChild;
  for (const head of store.heads) {
    const row = rows.get(head.id) ?? newRow(head.id, rows, onOpen);
    row.draw(head);
    // rows that stand where they should are not touched: moving a node takes its focus away
    if (row.item === place) place = place.nextElementSibling;
    else items.insertBefore(row.item, place);
  }
  if (held?.isConnected && document.activeElement !== held) held.focus({ preventScroll: true });
}

function newRow(id, rows, onOpen) {
  const avatar = h("span", { class: "avatar", "aria-hidden": "true" });
  const badge = h("span", { class: "avatar-badge" });
  const name = h("span", { class: "item-name" });
  const wait = h("span", { class: "wait" });
  const subject = h("span", { class: "item-subject" });
  const last = h("span", { class: "item-last" });
  const dot = h("span", { class: "ready-dot", role: "img", "aria-label": "Suggestions ready", title: "Suggestions ready" });
  const bot = h("span", { class: "item-bot", title: "Handed over by the bot" }, icon("bot", "Handed over by the bot"));
  const button = h("button", { type: "button", class: "item-button", onclick: () => onOpen(id) },
    h("span", { class: "avatar-box" }, avatar, badge),
    h("span", { class: "item-main" },
      h("span", { class: "item-top" }, name, wait),
      subject,
      h("span", { class: "item-bottom" }, last, bot, dot),
    ),
  );
  const row = { item: h("li", { class: "item" }, button), button, drawn: "" };
  row.draw = (head) => {
    const { run } = store.threads.get(id) ?? {};
    const ready = head.ready || (run && !run.stale && offered(run).length > 0);
    const since = head.waiting_since ? Date.now() - Date.parse(head.waiting_since) : null;
    const words = since === null ? clock(head.updated_at) : span(since);
    const key = JSON.stringify([head, ready, words, store.current === id]);
    if (row.drawn === key) return;
    row.drawn = key;
    const who = head.customer_name || "Unknown customer";
    say(avatar, initials(head.customer_name));
    avatar.dataset.hue = hue(head.customer_id || who);
    badge.replaceChildren(icon(channel(head.channel).icon, channel(head.channel).name));
    badge.title = channel(head.channel).name + (head.public ? ", public" : "");
    badge.classList.toggle("public", head.public);
    say(name, who);
    say(wait, words);
    wait.dataset.warmth = since === null ? "none" : warmth(since);
    wait.title = since === null ? "Last change" : "The customer is waiting";
    subject.hidden = !head.subject;
    say(subject, head.subject ?? "");
    say(last, (head.last_author === "agent" ? "You: " : head.last_author === "bot" ? "Bot: " : "") + head.last_text.replace(/\s+/g, " "));
    dot.hidden = !ready;
    bot.hidden = !head.handed_over;
    if (store.current === id) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  };
  rows.set(id, row);
  return row;
}

/** One of six muted tints, the same for the same person. */
function hue(text) {
  let sum = 0;
  for (const c of text) sum = (sum * 31 + c.codePointAt(0)) % 997;
  return sum % 6;
}

function drawState(node, onRetry) {
  const want = store.heads.length ? "" : store.listed === "ready" ? "empty" : store.listed === "failed" ? "failed" : "loading";
  if (node.dataset.state === want) return;
  node.dataset.state = want;
  if (want === "loading")
    node.replaceChildren(...Array.from({ length: SKELETONS }, () =>
      h("div", { class: "skeleton-row", "aria-hidden": "true" }, h("i", { class: "bone round" }), h("span", {}, h("i", { class: "bone" }), h("i", { class: "bone short" })))));
  else if (want === "failed")
    node.replaceChildren(h("p", {}, "The list can't be loaded."), h("button", { class: "quiet", type: "button", onclick: onRetry }, "Try again"));
  else if (want === "empty") node.replaceChildren(h("p", {}, "No conversations yet."));
  else node.replaceChildren();
}
