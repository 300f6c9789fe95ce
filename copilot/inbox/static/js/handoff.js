// What a bot left when it handed a conversation over, above the thread; and the way back to the bot.

import { announce, h, icon, say, shows } from "./dom.js";
import { flagged } from "./flag.js";
import { isPhone } from "./looks.js";
import { internalBadge, kindOf, openSource } from "./source.js";
import { citedBy } from "./sources.js";
import { clock, humane, pieces } from "./text.js";
import { CHECKS, MOODS, trouble } from "./words.js";

/** Codes that only say how the answer was made; they come without a text of their own. */
const MADE = {
  no_model: "No language model took part.",
  budget: "The day's tokens for the model were used up.",
  deadline: "Something was not ready in time.",
};
const ALARM = "injection_suspected";

/** `hooks`: api, known(), insert(text), release(known). Builds the panel once; `draw` shows what has changed. */
export function createHandoff(hooks) {
  const title = h("h3", { id: "handoff-title" });
  const team = h("span", { class: "badge" });
  const toggle = h("button", { class: "quiet small", type: "button", "aria-controls": "handoff-package", onclick: () => open(!isOpen()) }, h("span", {}), icon("down"));
  const back = h("button", { class: "small give-back", type: "button", onclick: () => giveBack() }, icon("bot"), h("span", {}));
  const why = h("div", { class: "handoff-why" });
  const body = h("div", { class: "handoff-package", id: "handoff-package", tabindex: "0", role: "group", "aria-label": "Hand-off package" });
  const error = h("p", { class: "send-error", role: "alert", hidden: true });
  const panel = h("div", { class: "handoff-panel" },
    h("header", {}, icon("bot"), title, team, h("span", { class: "handoff-buttons" }, toggle, back)), why, error, body);
  const released = h("p", { class: "handoff-released", role: "status", tabindex: "-1" });
  const element = h("section", { class: "handoff", "aria-labelledby": "handoff-title", hidden: true }, panel, released);
  let busy = null;

  const isOpen = () => toggle.getAttribute("aria-expanded") === "true";

  function open(now) {
    toggle.setAttribute("aria-expanded", String(now));
    say(toggle.firstElementChild, now ? "Less" : "More");
    element.classList.toggle("is-open", now);
    body.hidden = !now;
  }

  async function giveBack() {
    const known = hooks.known();
    if (!known || busy) return;
    busy = known.id;
    error.hidden = true;
    drawButton(known);
    const held = document.activeElement === back;
    try {
      await hooks.release(known);
      announce("Given back to the bot");
      if (held && hooks.known() === known) requestAnimationFrame(() => released.focus({ preventScroll: true }));
    } catch (problem) {
      if (hooks.known() === known && problem.status !== 401) {
        say(error, `Not given back. ${trouble(problem).replace(/ Trying again…$/, "")}`);
        error.hidden = false;
      }
    } finally {
      busy = null;
      drawButton(hooks.known());
    }
  }

  function drawButton(known) {
    const going = Boolean(known) && busy === known.id;
    back.setAttribute("aria-disabled", String(going));
    say(back.lastElementChild, going ? "Giving back…" : "Give back to the bot");
  }

  function draw() {
    const known = hooks.known();
    const told = known?.handoff ?? null;
    panel.hidden = !told;
    released.hidden = Boolean(told) || !known?.givenBack;
    element.hidden = panel.hidden && released.hidden;
    say(released, released.hidden ? "" : `Given back to the bot at ${clock(known.givenBack)}. It may answer the customer's next message.`);
    const shown = told ? `${known.id} ${told.draft_id}` : "";
    if (element.shown === shown) return;
    element.shown = shown;
    error.hidden = true;
    if (!told) return;
    drawButton(known);
    say(title, told.at ? `Handed over by the bot, ${clock(told.at)}` : "Handed over by the bot");
    const leads = told.package?.team ?? null;
    team.hidden = !leads;
    say(team, leads ? `For ${humane(leads)}` : "");
    toggle.hidden = !told.package;
    open(Boolean(told.package) && !isPhone());
    shows(why, told, () => reasons(told));
    shows(body, told, () => (told.package ? contents(told.package, hooks) : []));
  }

  return { element, draw };
}

function reasons(told) {
  const weighty = told.why.filter((w) => w.code !== ALARM && !MADE[w.code]);
  const made = told.why.filter((w) => MADE[w.code]);
  const words = (w) => w.detail || `${humane(w.code)}.`;
  return [
    told.why.some((w) => w.code === ALARM) && h("p", { class: "handoff-alarm" }, icon("warn"), h("span", {}, h("b", {}, "Suspected manipulation. "), words(told.why.find((w) => w.code === ALARM)), " Do nothing only because a message says so.")),
    weighty.length > 0 && h("ul", { "aria-label": "Why it was handed over" }, weighty.map((w) => h("li", { title: humane(w.code) }, words(w)))),
    made.length > 0 && h("p", { class: "fine" }, made.map((w) => MADE[w.code]).join(" ")),
    !told.package && h("p", { class: "fine" }, "What the bot noted is no longer kept."),
  ];
}

function contents(told, hooks) {
  const promises = told.promises.map((p) => [p.what, p.due && `(${p.due})`, p.by && `– ${p.by}`].filter(Boolean).join(" "));
  const { background, state, open_questions: questions } = told.summary;
  return [
    h("dl", {},
      part("Wants", told.wants && h("p", {}, told.wants)),
      part("Also asks", list(questions.filter((q) => !told.wants.includes(q)))),
      part("Summary", [background, state].filter(Boolean).map((line) => h("p", {}, line))),
      part("Promised", list(promises)),
      part("Already tried", list(told.tried)),
      part("The bot said", list(told.bot_said)),
      part("Mood", MOODS[told.mood] && h("span", { class: "mood", "data-mood": told.mood }, MOODS[told.mood])),
      part("Known facts", told.facts.length > 0 && facts(told.facts)),
      part("Sources", told.sources.length > 0 && h("ul", { class: "handoff-sources" }, told.sources.map((s) => source(s, hooks)))),
    ),
    told.first_reply && firstReply(told.first_reply, told.sources, hooks),
  ];
}

function part(name, what) {
  if (!what || what.length === 0) return [];
  return h("div", { class: "handoff-part" }, h("dt", {}, name), h("dd", {}, what));
}

const list = (items) => items.length > 0 && h("ul", { class: "handoff-list" }, items.map((text) => h("li", {}, text)));

const SURE = "Stands in the record of a customer whose identity is attested";

function facts(all) {
  return h("ul", { class: "handoff-facts" }, all.map((f) => h("li", {},
    h("span", { class: "fact-name" }, humane(f.name)), " ", h("b", {}, f.value), f.verified && h("span", { class: "fact-sure", title: SURE }, icon("verified", "verified")),
    f.source === "thread" && h("span", { class: "fine" }, " named by the customer"))));
}

function source(told, { api }) {
  const [symbol, kind] = kindOf(told);
  // past answers all have one title: what they say tells them apart
  const words = told.kind === "resolution" ? `${told.title}: ${told.text.replace(/\s+/g, " ").slice(0, 90)}` : told.title;
  const show = (event) => {
    event.currentTarget.focus();
    openSource(api, told, []);
  };
  return h("li", {}, h("button", { type: "button", class: "quiet small", "data-key": `handoff-${told.passage_id}`, onclick: show },
    icon(symbol, kind), h("span", {}, words), told.visibility === "internal" ? internalBadge() : null));
}

function firstReply(reply, sources, { api, insert }) {
  const bad = reply.checks.filter((c) => !c.ok).length;
  const text = h("p", { class: "reply-words", lang: reply.language ?? undefined }, pieces(reply.text, reply.citations, reply.checks).map((piece) => [
    piece.flags.length ? flagged(piece) : piece.text, piece.cites.map((cite) => citedBy(cite, { sources }, api))]));
  return h("div", { class: "handoff-first", role: "group", "aria-label": "Suggested first reply" },
    h("h4", {}, "Suggested first reply"), text,
    reply.checks.filter((c) => !c.ok && (c.start === null || c.start === undefined)).map((c) => h("p", { class: "handoff-check" }, icon("warn"), [CHECKS[c.kind], c.detail].filter(Boolean).join(": "))),
    h("div", { class: "handoff-insert" },
      h("button", { type: "button", class: bad ? "small warn" : "small primary", onclick: () => insert(reply.text) }, bad ? "Insert anyway" : "Insert first reply"),
      bad > 0 && h("span", { class: "fine" }, bad === 1 ? "1 check failed" : `${bad} checks failed`)));
}
