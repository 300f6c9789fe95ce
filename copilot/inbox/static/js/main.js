// Puts the page together: the way in, what is open, what is loaded and watched.

import { age, leave, promote, rewrite, suggest, used } from "./assist.js";
import { Api, Problem } from "./api.js";
import { createComposer } from "./composer.js";
import { createCopilot } from "./copilot.js";
import { announce, h, icon, say } from "./dom.js";
import { createHandoff } from "./handoff.js";
import { forgetKey, hideGate, keptKey, keyFromAddress, showGate } from "./gate.js";
import { bindKeys, showHelp } from "./keys.js";
import { createList } from "./list.js";
import { watch } from "./live.js";
import { isPhone, showPane } from "./looks.js";
import { knowsNothing } from "./replystates.js";
import { closeSource } from "./source.js";
import { askFor, searchFor } from "./sources.js";
import { addMessages, current, drafts, store, thread, touch, watchStore } from "./store.js";
import { createThread, showMessage } from "./thread.js";
import { hideTip } from "./tip.js";

const POLL_MS = 15_000;
const TENANT = "tenant";

const composers = new Map();
let api = null;
let polling = null;
let watching = null;
let polls = 0;

async function enter(key) {
  stop();
  api = new Api(key, { onRevoked: () => revoked(key) });
  try {
    store.me = await api.get("v1/me");
  } catch (e) {
    if (e.status !== 401) showGate(e.status === 403 ? "role" : "unreachable", enter);
    return;
  }
  // another tenant's people must not find what was typed or read here
  if ((sessionStorage.getItem(TENANT) ?? store.me.tenant) !== store.me.tenant) {
    drafts.clear();
    composers.clear();
    store.threads.clear();
    Object.assign(store, { heads: [], listed: "loading", current: null });
  }
  sessionStorage.setItem(TENANT, store.me.tenant);
  document.title = `${store.me.brand || "Inbox"} · Agent Copilot`;
  hideGate();
  const reopen = store.current;
  store.current = null;
  touch();
  await poll();
  const wanted = reopen ?? new URLSearchParams(location.hash.slice(1)).get("c");
  const first = store.heads.some((head) => head.id === wanted) ? wanted : store.heads[0]?.id;
  if (first && store.current === null) open(first, { keepPane: true });
  polling = setInterval(poll, POLL_MS);
}

function stop() {
  clearInterval(polling);
  watching?.abort();
  const known = current();
  if (known) leave(known);
}

function revoked(key) {
  if (keptKey() === key) forgetKey();
  stop();
  showGate("revoked", enter);
}

async function poll() {
  const turn = ++polls;
  try {
    const { conversations } = await api.get("v1/conversations");
    // an import may end while the page is open
    if (knowsNothing(store.me)) store.me = await api.get("v1/me");
    if (turn !== polls) return;
    store.heads = conversations;
    store.listed = "ready";
    store.listProblem = null;
    store.pollTrouble = null;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (turn !== polls || problem.status === 401) return;
    if (problem.status === 403) {
      stop();
      showGate("role", enter);
      return;
    }
    store.pollTrouble = problem;
    store.listProblem = problem;
    if (store.listed === "loading") store.listed = "failed";
  }
  if (store.current === null && store.heads.length && polling) open(store.heads[0].id, { keepPane: true });
  const known = current();
  const head = store.heads.find((one) => one.id === known?.id);
  // a bot may hand over, or a colleague give back, while the thread is open
  if (head && known.conversation && Boolean(head.handed_over) !== Boolean(known.handoff)) load(known);
  touch();
}

/** Open a conversation: load it, watch it, ask for suggestions. */
function open(id, { keepPane = false } = {}) {
  if (!keepPane || !isPhone()) showPane("thread");
  touch();
  if (store.current === id) return;
  const before = current();
  if (before) leave(before);
  closeSource();
  watching?.abort();
  watching = new AbortController();
  store.current = id;
  store.watchTrouble = null;
  store.assistTrouble = null;
  history.replaceState(null, "", `${location.pathname}${location.search}#c=${encodeURIComponent(id)}`);
  const known = thread(id);
  load(known);
  watch(api, id, {
    signal: watching.signal,
    onOpen: () => {
      const back = Boolean(store.watchTrouble);
      store.watchTrouble = null;
      touch();
      load(known, { back });
    },
    onMessage: (message) => arrived(known, [message]),
    onTrouble: (problem) => {
      store.watchTrouble = problem.status === 404 ? null : problem;
      touch();
    },
  });
}

/** Read a conversation; `back`: after a cut, when suggestions that failed are worth another try. */
async function load(known, { back = false } = {}) {
  try {
    const view = await api.get(`v1/conversations/${encodeURIComponent(known.id)}`);
    known.status = view.status;
    known.handoff = view.handoff ?? null;
    if (known.handoff) known.givenBack = null;
    known.problem = null;
    if (known.conversation) {
      known.customer ??= view.customer;
      arrived(known, view.conversation.messages);
    } else {
      known.conversation = view.conversation;
      known.customer = view.customer;
      known.phase = "ready";
    }
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.status === 401) return;
    if (!known.conversation) {
      known.phase = "failed";
      known.problem = problem;
    }
  }
  const missing = !known.run || (back && known.run.phase === "failed");
  if (store.current === known.id && known.conversation && missing && !known.next) suggest(api, known);
  touch();
}

/** Messages that came in, of which some may be known. */
function arrived(known, messages) {
  if (!known.conversation) return;
  const fresh = addMessages(known, messages).filter((m) => !m.private);
  if (!fresh.length) return;
  const asked = fresh.some((m) => m.author === "customer");
  if (asked) announce("New message from the customer");
  age(known, asked ? "message" : "answered");
  if (asked && known.id === store.current && !(known.run && used(known.run))) suggest(api, known);
  poll();
}

async function send(known, message) {
  const stored = await api.post(`v1/conversations/${encodeURIComponent(known.id)}/messages`, message);
  arrived(known, [stored]);
}

/** Let the bot go on; that a colleague was quicker is as good. */
async function release(known) {
  try {
    await api.post(`v1/conversations/${encodeURIComponent(known.id)}/release`);
  } catch (problem) {
    if (problem.status !== 404) throw problem;
  }
  known.handoff = null;
  known.givenBack = new Date().toISOString();
  poll();
  touch();
}

function refresh() {
  const known = current();
  if (!known?.run || known.run.phase === "running") return;
  if (known.next?.replies.some((r) => r.reply)) promote(known);
  else suggest(api, known, { force: true });
}

function composerOf(known) {
  if (!composers.has(known.id)) composers.set(known.id, createComposer(known, { send: (message) => send(known, message), rewrite: rewriteFor }));
  return composers.get(known.id);
}

/** The agent's own text or a suggestion, rewritten beside the suggestions. */
function rewriteFor(known, wish) {
  showPane("copilot");
  rewrite(api, known, wish);
}

const composer = () => (current()?.conversation ? composerOf(current()) : null);

function move(by) {
  const at = store.heads.findIndex((head) => head.id === store.current);
  const to = store.heads[Math.max(0, Math.min(store.heads.length - 1, at + by))];
  if (!to) return;
  const inList = document.getElementById("list").contains(document.activeElement);
  open(to.id);
  requestAnimationFrame(() => {
    const button = document.querySelector('#list [aria-current="true"]');
    button?.scrollIntoView({ block: "nearest" });
    if (inList) button?.focus({ preventScroll: true });
  });
}

function insert(text) {
  closeSource();
  showPane("thread");
  composer()?.insert(text);
}

function bringBack() {
  const { run } = current();
  for (const entry of run.replies) if (!entry.withdrawn) entry.dismissed = false;
  run.open = run.replies.find((r) => !r.dismissed)?.id ?? null;
  touch();
}

function retry() {
  const known = current();
  poll();
  if (known) load(known);
}

function closeOpen() {
  hideTip();
  if (closeSource()) return true;
  const menu = document.querySelector("details:is(.menu, .who-details, .status-why)[open]");
  if (menu) menu.open = false;
  return Boolean(menu);
}

function drawNotice() {
  const notice = document.getElementById("notice");
  const troubles = [store.pollTrouble, store.watchTrouble, store.assistTrouble].filter(Boolean);
  const gone = troubles.find((p) => p.status === 503);
  const lost = troubles.find((p) => p.status === 0) ?? (gone ? null : troubles[0]);
  // a page with nothing on it says so in its middle
  notice.hidden = !troubles.length || !current()?.conversation;
  notice.dataset.kind = gone && !lost ? "gone" : "reconnecting";
  say(notice, !troubles.length ? "" : lost ? "Connection lost. Reconnecting… What you type is kept." : "Live conversations are out of reach. What you see may be old; trying again…");
}

function paneTabs(root) {
  const dot = h("i", { class: "ready-dot", hidden: true });
  const tab = (name, symbol, words, ...more) =>
    h("button", { type: "button", "data-pane-tab": name, onclick: () => { showPane(name); touch(); } }, icon(symbol), words, ...more);
  root.append(tab("list", "inbox", "Inbox"), tab("thread", "chat", "Thread"), tab("copilot", "spark", "Copilot", dot));
  return () => {
    const pane = document.getElementById("app").dataset.pane;
    for (const button of root.children) {
      if (button.dataset.paneTab === pane) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    dot.hidden = pane === "copilot" || !current()?.run?.replies.some((r) => r.reply && !r.seen && !r.dismissed);
  };
}

function build() {
  const byId = (id) => document.getElementById(id);
  const onBack = () => { showPane("list"); touch(); };
  const drawList = createList(byId("list"), { onOpen: open, onHelp: showHelp, onRetry: retry });
  const handoff = createHandoff({ api: { get: (path) => api.get(path) }, known: current, insert, release });
  const drawThread = createThread(byId("thread"), { composerOf, handoff, onBack, onRetry: retry });
  const search = (query) => searchFor(api, current(), query);
  const ask = (question) => askFor(api, current(), question);
  const wanted = (instruction) => {
    const known = current();
    known.instruction = instruction;
    suggest(api, known, { force: true, instruction });
  };
  const copilot = createCopilot(byId("copilot"), {
    api: {
      get: (path) => api.get(path), post: (path, body) => api.post(path, body), events: (...asked) => api.events(...asked),
    },
    known: current, insert, refresh, search, ask, bringBack, suggest: wanted,
    rewrite: (wish) => rewriteFor(current(), wish),
    showMessage: (id) => { showPane("thread"); touch(); requestAnimationFrame(() => showMessage(id)); },
  });
  const drawTabs = paneTabs(byId("panes"));
  bindKeys({
    move, insert: copilot.insert, choose: copilot.choose, dismiss: copilot.dismiss, refresh,
    send: () => composer()?.submit(),
    write: () => { showPane("thread"); composer()?.area.focus(); },
    close: closeOpen,
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details:is(.menu, .who-details, .status-why)[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && polling && poll());
  addEventListener("hashchange", () => {
    keyFromAddress();
    const key = keptKey();
    if (key && key !== api?.key) enter(key);
  });
  watchStore(() => {
    if (!store.me) return;
    drawList();
    drawThread();
    copilot.draw();
    drawTabs();
    drawNotice();
  });
}

keyFromAddress();
build();
const key = keptKey();
if (key) enter(key);
else showGate("none", enter);
