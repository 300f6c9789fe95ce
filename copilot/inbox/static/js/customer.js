// Who is writing: name, how sure we are, what they have and are worth, and their earlier contacts.

import { channel } from "./channels.js";
import { h, icon, safeUrl, link } from "./dom.js";
import { date, humane, initials } from "./text.js";

const VERIFIED = {
  attested: ["verified", "Verified", "Signed in, or checked by an agent."],
  claimed: ["unverified", "Not verified", "Says who they are; nobody has checked."],
  none: ["unverified", "Unknown", "Nothing is known of who this is."],
};

/** The badge of a customer (or of none). */
export function verifiedBadge(customer) {
  const [name, label, title] = VERIFIED[customer?.verified ?? "none"];
  return h("span", { class: `badge badge-${name}`, title }, icon(name), label);
}

// first name that the record has, per fact
const FACTS = [
  [["plan", "subscription_plan"], (v) => `${v} plan`],
  [["level", "tier", "circle", "segment", "loyalty"], (v) => `${v} level`],
  [["value_eur", "lifetime_value_eur"], (v) => `${money(v, "EUR")} lifetime`],
  [["value_gbp"], (v) => `${money(v, "GBP")} lifetime`],
  [["value_usd"], (v) => `${money(v, "USD")} lifetime`],
  [["value", "lifetime_value", "ltv"], (v) => `worth ${v}`],
];

function money(value, currency) {
  const number = Number(value);
  if (!Number.isFinite(number)) return String(value);
  return number.toLocaleString(undefined, { style: "currency", currency, maximumFractionDigits: 0 });
}

const plain = (value) => ["string", "number"].includes(typeof value) && String(value).trim() !== "";

/** The facts of the header line, shortest first. */
export function facts(customer) {
  if (!customer) return [];
  const { attributes = {}, history = [] } = customer;
  const out = [];
  for (const [names, words] of FACTS) {
    const name = names.find((n) => plain(attributes[n]));
    if (name) out.push(words(attributes[name]));
  }
  const place = [attributes.city, attributes.country].filter(plain).join(", ");
  if (place) out.push(place);
  out.push(history.length === 1 ? "1 past contact" : history.length ? `${history.length} past contacts` : "first contact");
  return out;
}

/** The head of the thread. */
export function customerHead({ conversation, customer }, { onBack }) {
  const name = customer?.name || conversation.metadata?.handle;
  const via = channel(conversation.channel);
  const details = h("details", { class: "who-details" },
    h("summary", { "data-key": "details" }, "Details", icon("down")),
    h("div", { class: "who-panel" }, customer ? [attributeList(customer.attributes), history(customer.history)] : h("p", {}, "No record of this customer.")),
  );
  return [
    h("button", { class: "quiet icon-only back", type: "button", "aria-label": "Back to the list", onclick: onBack }, icon("back")),
    h("span", { class: "avatar big", "aria-hidden": "true" }, initials(name)),
    h("div", { class: "who-main" },
      h("div", { class: "who-top" }, h("h2", {}, name || "Unknown customer"), verifiedBadge(customer)),
      h("p", { class: "who-facts" }, facts(customer).map((f) => h("span", {}, f))),
    ),
    h("span", { class: "badge badge-channel" }, icon(via.icon), via.name),
    customer && details,
  ];
}

function attributeList(attributes) {
  const names = Object.keys(attributes);
  if (!names.length) return null;
  return h("dl", { class: "attributes" }, names.map((n) => [h("dt", {}, humane(n)), h("dd", {}, value(attributes[n]))]));
}

/** Any JSON value, as a reader can take it in. */
export function value(v) {
  if (Array.isArray(v)) return v.every((x) => typeof x !== "object" || x === null) ? v.join(", ") : h("ul", {}, v.map((x) => h("li", {}, value(x))));
  if (v !== null && typeof v === "object")
    return Object.entries(v).map(([k, x], n) => h("span", { class: "pair" }, n ? " · " : "", h("i", {}, humane(k)), " ", value(x)));
  if (typeof v === "boolean") return v ? "yes" : "no";
  const text = v === null || v === undefined ? "–" : String(v);
  return safeUrl(text) ? link(text, text) : text;
}

function history(past) {
  if (!past.length) return null;
  const newest = [...past].sort((a, b) => String(b.at ?? "").localeCompare(String(a.at ?? "")));
  return [
    h("h3", {}, "Past contacts"),
    h("ol", { class: "history" }, newest.map((p) => h("li", {},
      h("p", { class: "history-head" }, icon(channel(p.channel).icon, channel(p.channel).name), p.at ? date(p.at) : "", p.outcome && h("span", { class: "badge" }, humane(p.outcome))),
      p.summary && h("p", {}, p.summary),
      p.messages?.length ? h("details", {}, h("summary", {}, `${p.messages.length} messages`), p.messages.map((m) => h("p", {}, h("b", {}, humane(m.author)), ": ", m.text))) : null,
    ))),
  ];
}
