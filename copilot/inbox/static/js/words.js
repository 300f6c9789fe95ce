// The service's codes in plain words. A code without words here is shown with the service's own detail.

const NONE = {
  nothing_indexed: ["No knowledge yet", "There is nothing to answer from. Import your articles and past conversations first."],
  below_floor: ["Nothing close enough", "What was found doesn't answer this well enough to suggest it."],
  stale_only: ["Only outdated sources", "What fits has expired or was replaced by a newer article."],
  filtered_out: ["Nothing you may show here", "What fits is not meant for this reader."],
  empty_query: ["Nothing to answer yet", "The customer hasn't asked anything so far."],
  small_talk: ["Just small talk", "The customer is being friendly; there is no question to answer."],
  no_question: ["No customer message", "Nobody but your side has written here yet; there is no question to answer."],
  out_of_scope: ["Not something we answer", "This is outside what your knowledge covers."],
  unsafe: ["Better answered by a person", "The message asks for something a suggestion shouldn't give."],
  unavailable: ["Knowledge can't be searched", "The search doesn't answer right now."],
  retrieval_unavailable: ["Knowledge can't be searched", "The search doesn't answer right now."],
  retrieval_timeout: ["Knowledge can't be searched", "The search took too long. Try again in a moment."],
};

const SHORT = {
  llm_not_configured: "no model configured",
  llm_timeout: "the model took too long",
  llm_unavailable: "the model can't be reached",
  llm_cut_short: "the model stopped half-way",
  llm_bad_answer: "the model's answer wasn't usable",
  llm_refused: "the model declined",
  llm_busy: "the model is busy",
  llm_budget: "today's tokens for the model are used up",
  llm_too_long: "it is too long for the model",
  unavailable: "knowledge can't be searched",
  retrieval_unavailable: "knowledge can't be searched",
  retrieval_timeout: "the search took too long",
  state_unavailable: "records can't be read",
};

// Nothing failed, and it could be better still: told under "Why?", never as the reason for no suggestion.
const NOTE = {
  llm_fallback_used: "the second model wrote",
  language_weak: "this language is searched by its words more than by its meaning",
  injection_suspected: "someone may be giving orders to the machine",
};

const MODE = { full: "Model and knowledge", no_llm: "Extractive", no_retrieval: "Model only", nothing: "No suggestions" };

const sentence = (text) => (text ? text.charAt(0).toUpperCase() + text.slice(1) : "");

/** Title and explanation for an answer without replies. */
export function whyNone(reasons) {
  const told = reasons.filter((r) => !NOTE[r.code]);
  const reason = told.find((r) => NONE[r.code]) ?? told.find((r) => r.stage !== "llm") ?? told[0];
  if (!reason) return ["No suggestion", "Nothing was found that answers this."];
  const [title, text] = NONE[reason.code] ?? ["No suggestion", sentence(reason.detail) || humanCode(reason.code)];
  return [title, text];
}

/** One line of why, for a code; its detail where there are no words for it. */
export const why = (reason) => SHORT[reason.code] ?? NOTE[reason.code] ?? (NONE[reason.code]?.[0].toLowerCase() || reason.detail || humanCode(reason.code));

const humanCode = (code) => String(code).replaceAll("_", " ");

/** The status line: how these suggestions are made, and why not better. */
export function modeLine(mode, reasons, me) {
  const head = MODE[mode] ?? MODE.no_llm;
  if (mode === "full") return head;
  if (mode === "no_llm" && !me.llm) return `${head} · no model configured`;
  const llm = reasons.find((r) => SHORT[r.code]);
  return llm ? `${head} · ${why(llm)}` : head;
}

const KEPT = {
  name: ["name", "names"],
  email: ["e-mail address", "e-mail addresses"],
  phone: ["phone number", "phone numbers"],
  card: ["card number", "card numbers"],
  iban: ["bank account", "bank accounts"],
  document: ["document number", "document numbers"],
  ip: ["network address", "network addresses"],
  address: ["address line", "address lines"],
  birthdate: ["date of birth", "dates of birth"],
  order: ["order number", "order numbers"],
  tracking: ["tracking number", "tracking numbers"],
  invoice: ["invoice number", "invoice numbers"],
  account: ["account number", "account numbers"],
  id: ["id", "ids"],
};

/** What was kept from the model, in words; empty where nothing was. */
export function keptLine(masked) {
  const told = Object.entries(masked ?? {}).map(([kind, n]) => `${n} ${(KEPT[kind] ?? [kind, `${kind}s`])[n === 1 ? 0 : 1]}`);
  return told.length ? `${told.join(", ")} kept from the model` : "";
}

/** Why a written reply was taken back. */
export const whyWithdrawn = (reason) => SHORT[reason] ?? humanCode(reason || "it could not be finished");

export const CHECKS = {
  citation: "Citation doesn't hold",
  support: "Sentence not backed by its source",
  value: "Value not found in the sources",
  link: "Unknown link",
  audience: "Not for this reader",
  language: "Another language",
  consistency: "Doesn't fit the thread",
};

export const MOODS = { calm: "Calm", pleased: "Pleased", worried: "Worried", frustrated: "Frustrated", angry: "Angry" };

/** A failed request in a sentence that says what to do. */
export function trouble(problem) {
  if (problem.status === 0) return "The service can't be reached. Trying again…";
  if (problem.status === 503) return "The service is up, but a part of it isn't. Trying again…";
  if (problem.status === 403) return "This key may not do that. Ask for a key of role agent.";
  return sentence(problem.message) || "Something went wrong.";
}
