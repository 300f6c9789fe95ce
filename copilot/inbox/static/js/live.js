// Watching one conversation, through cuts: reconnects with growing pauses and says so.

import { Problem } from "./api.js";

const PAUSES_S = [0.5, 1, 2, 4, 8, 15];
const FINAL = new Set([401, 403, 404]);

/** Wait, but not longer than until the network is back; ends early when `signal` fires. */
export function pause(tries, signal) {
  const seconds = PAUSES_S[Math.min(tries, PAUSES_S.length - 1)] * (0.8 + 0.4 * Math.random());
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    addEventListener("online", done);
    signal?.addEventListener("abort", done);
  });
}

/** Calls `onOpen` when nothing is missed any more, `onMessage` for each message, `onTrouble` for each failure. */
export async function watch(api, id, { signal, onOpen, onMessage, onTrouble }) {
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      const path = `v1/conversations/${encodeURIComponent(id)}/events`;
      for await (const event of api.events("GET", path, undefined, { signal })) {
        if (event.name === "problem") throw new Problem(event.data.status, "problem", event.data.detail);
        tries = 0;
        if (event.name === "open") onOpen();
        if (event.name === "message") onMessage(event.data);
      }
      throw new Problem(0, "cut", "the stream ended");
    } catch (e) {
      if (signal.aborted) return;
      if (!(e instanceof Problem)) throw e;
      onTrouble(e);
      if (FINAL.has(e.status)) return;
    }
    await pause(tries, signal);
  }
}
