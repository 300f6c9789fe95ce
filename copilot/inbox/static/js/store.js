// What the page knows. Changes are told once per turn, to everyone who draws.

const DRAFT = "draft:";

export const store = {
  me: null,
  /** "ok", "reconnecting" or "gone" (the service answers, its state doesn't). */
  link: "ok",
  /** "loading", "ready" or "failed". */
  listed: "loading",
  heads: [],
  /** Id of the open conversation. */
  current: null,
  threads: new Map(),
};

const listeners = new Set();
let told = false;

export function watchStore(listener) {
  listeners.add(listener);
}

/** Something changed: draw soon. */
export function touch() {
  if (told) return;
  told = true;
  queueMicrotask(() => {
    told = false;
    for (const listener of listeners) listener();
  });
}

/** All that is known of one conversation; made when it is first opened. */
export function thread(id) {
  if (!store.threads.has(id))
    store.threads.set(id, {
      id,
      /** "loading", "ready", "failed". */
      phase: "loading",
      problem: null,
      conversation: null,
      customer: null,
      status: "open",
      /** What a bot that handed it over left, and when someone here gave it back. */
      handoff: null,
      givenBack: null,
      /** Suggestions on show, and newer ones that wait or are being made. */
      run: null,
      next: null,
      search: null,
    });
  return store.threads.get(id);
}

export const current = () => (store.current === null ? null : thread(store.current));

/** Take messages in, each once, in the order they came. True where one was new. */
export function addMessages(known, messages) {
  const ids = new Set(known.conversation.messages.map((m) => m.id));
  const fresh = messages.filter((m) => !ids.has(m.id));
  if (fresh.length) known.conversation = { ...known.conversation, messages: [...known.conversation.messages, ...fresh] };
  return fresh;
}

/** Drafts outlive a reload and a lost key, in this tab only. */
export const drafts = {
  get: (id) => sessionStorage.getItem(DRAFT + id) ?? "",
  set: (id, text) => (text ? sessionStorage.setItem(DRAFT + id, text) : sessionStorage.removeItem(DRAFT + id)),
  /** Another tenant's agent must not find them. */
  clear() {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT)) sessionStorage.removeItem(key);
  },
};
