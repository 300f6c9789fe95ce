// The service's doors: JSON requests, and event streams read with fetch (EventSource sends no Authorization).

/** What went wrong, in a form the page can choose words for. `status` 0: the service was not reached. */
export class Problem extends Error {
  constructor(status, kind, detail) {
    super(detail);
    this.status = status;
    this.kind = kind;
  }
}

const SILENCE_MS = 45_000; // the service pings every 15 s: a stream that is silent for three of them is dead

export class Api {
  constructor(key, { onRevoked }) {
    this.key = key;
    this.onRevoked = onRevoked;
  }

  get(path, options) {
    return this.#json("GET", path, undefined, options);
  }

  post(path, body, options) {
    return this.#json("POST", path, body, options);
  }

  async #json(method, path, body, { signal } = {}) {
    const response = await this.#send(method, path, body, "application/json", signal);
    if (response.status === 204) return null;
    try {
      return await response.json();
    } catch (e) {
      throw e.name === "AbortError" ? e : new Problem(0, "cut", "the answer was cut short");
    }
  }

  /** Events of a stream as `{ name, data, id }`, until it ends; throws Problem where it is refused or cut. */
  async *events(method, path, body, { signal } = {}) {
    const watchdog = new AbortController();
    const either = signal ? AbortSignal.any([signal, watchdog.signal]) : watchdog.signal;
    const response = await this.#send(method, path, body, "text/event-stream", either);
    let timer = setTimeout(() => watchdog.abort(), SILENCE_MS);
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => watchdog.abort(), SILENCE_MS);
    };
    try {
      yield* parseEvents(response.body, alive);
    } catch (e) {
      if (signal?.aborted || e instanceof SyntaxError) throw e;
      throw new Problem(0, "cut", "the connection was lost");
    } finally {
      clearTimeout(timer);
      watchdog.abort();
    }
  }

  async #send(method, path, body, accept, signal) {
    const headers = { Authorization: `Bearer ${this.key}`, Accept: accept };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    let response;
    try {
      const content = body === undefined ? undefined : JSON.stringify(body);
      response = await fetch(path, { method, headers, body: content, signal, cache: "no-store" });
    } catch (e) {
      if (signal?.aborted) throw e;
      throw new Problem(0, "unreachable", "the service can't be reached");
    }
    if (response.ok) return response;
    const problem = await readProblem(response);
    if (problem.status === 401) this.onRevoked(problem);
    throw problem;
  }
}

async function readProblem(response) {
  try {
    const { type = "", detail = "" } = await response.json();
    return new Problem(response.status, String(type).split(":").pop(), String(detail));
  } catch {
    return new Problem(response.status, "unknown", `the service answered ${response.status}`);
  }
}

/** Server-sent events from a byte stream, whatever its pieces; `alive` is called for each piece. */
export async function* parseEvents(stream, alive = () => {}) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let event = { name: "message", data: [], id: undefined };
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      alive();
      rest += value;
      // a piece that ends in CR may be half of a CRLF: wait for the next
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line === "") {
          if (event.data.length) yield { name: event.name, data: JSON.parse(event.data.join("\n")), id: event.id };
          event = { name: "message", data: [], id: event.id };
          continue;
        }
        const colon = line.indexOf(":");
        if (colon === 0) continue;
        const field = colon < 0 ? line : line.slice(0, colon);
        const text = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (field === "event") event.name = text;
        else if (field === "data") event.data.push(text);
        else if (field === "id") event.id = text;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
