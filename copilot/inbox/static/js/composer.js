// The place to write. One per conversation: each keeps its own text and its own undo history.

import { channel, fill } from "./channels.js";
import { verifiedBadge } from "./customer.js";
import { h, icon, say, shows } from "./dom.js";
import { drafts, store } from "./store.js";
import { tipped } from "./tip.js";
import { createRewriteMenu } from "./wishes.js";
import { trouble } from "./words.js";

/** The sample company's tenant: only there a visitor may play the customer. */
const DEMO_TENANT = "pellworth";

export function createComposer(known, { send, rewrite }) {
  const { channel: via, public: isPublic } = known.conversation;
  const chips = h("div", { class: "chips" });
  const to = h("span", { class: "to" });
  const counter = h("span", { class: "counter" });
  const area = h("textarea", {
    class: "write", rows: "3", "aria-label": "Your reply", "data-composer": true,
    placeholder: via === "phone" ? "Notes for the call, or what to say…" : `Write a reply ${channel(via).via}…`,
  });
  area.value = drafts.get(known.id);
  const error = h("p", { class: "send-error", role: "alert", hidden: true });
  const label = h("span", {}, "Send");
  const button = h("button", { class: "primary send", type: "button", onclick: () => submit() }, icon("send"), label);
  const own = createRewriteMenu({ llm: Boolean(store.me?.llm), text: () => area.value, rewrite: (wish) => rewrite(known, wish) });
  const asCustomer = h("input", { type: "checkbox", onchange: () => draw() });
  const menu = h("details", { class: "menu" },
    h("summary", { "aria-label": "More" }, icon("more")),
    h("label", { class: "menu-panel" }, asCustomer, h("span", {}, "Write as the customer", h("small", {}, "to see how suggestions are renewed"))),
  );
  const element = h("section", { class: "compose", "aria-label": "Reply" },
    chips,
    isPublic && h("p", { class: "public-banner" }, icon("globe"), h("span", {}, h("b", {}, "Everyone can read this thread."), " No names, order numbers or addresses.")),
    h("div", { class: "compose-line" }, to, counter),
    area,
    error,
    h("div", { class: "compose-bar" },
      store.me?.tenant === DEMO_TENANT && menu,
      own,
      h("span", { class: "hint" }, h("kbd", {}, "Ctrl"), h("kbd", {}, "Enter"), " sends"),
      button,
    ),
  );
  let sending = false;
  /** Id of the message under way: sent again after a failure, it is still one message. */
  let attempt = null;
  area.addEventListener("input", () => {
    drafts.set(known.id, area.value);
    error.hidden = true;
    count();
  });

  async function submit() {
    const text = area.value;
    if (sending || !text.trim()) return;
    sending = true;
    if (attempt?.text !== text) attempt = { id: newId(), text };
    draw();
    try {
      const author = asCustomer.checked ? "customer" : "agent";
      await send({ id: attempt.id, author, text });
      attempt = null;
      // what was typed meanwhile stays
      area.value = area.value.startsWith(text) ? area.value.slice(text.length) : area.value;
      drafts.set(known.id, area.value);
      asCustomer.checked = false;
      menu.open = false;
    } catch (problem) {
      error.hidden = false;
      say(error, `Not sent; your text is still here. ${trouble(problem).replace(/ Trying again…$/, " Send it again in a moment.")}`);
    } finally {
      sending = false;
      draw();
    }
  }

  function count() {
    const { used, limit, over, note } = fill(area.value, via);
    say(counter, limit === null ? (used ? `${used} character${used === 1 ? "" : "s"}` : "") : `${used}/${limit}${note ? ` · ${note}` : ""}`);
    counter.classList.toggle("over", over);
    own.hidden = !area.value.trim();
    button.setAttribute("aria-disabled", String(sending || !area.value.trim()));
  }

  function draw() {
    element.classList.toggle("as-customer", asCustomer.checked);
    say(label, sending ? "Sending…" : asCustomer.checked ? "Send as customer" : "Send");
    shows(to, known.customer ?? known.id, () => [
      h("span", {}, "To ", h("b", {}, known.customer?.name || "unknown customer")), verifiedBadge(known.customer),
      h("span", { class: "via" }, channel(via).via),
    ]);
    shows(chips, known.run?.summary ?? null, () => chipsOf(known.run?.summary));
    count();
  }

  /** Put text in at the cursor, as one step of undo. Nothing that was typed is replaced, not even a selection. */
  function insert(text) {
    const at = area.selectionEnd;
    area.focus();
    area.setSelectionRange(at, at);
    const [before, after] = [area.value.slice(0, at), area.value.slice(at)];
    const whole = (before && !/\s$/.test(before) ? " " : "") + text + (after && !/^\s/.test(after) ? " " : "");
    // the only way that browsers put on the undo stack
    if (!document.execCommand("insertText", false, whole)) {
      area.setRangeText(whole, at, at, "end");
      area.dispatchEvent(new Event("input"));
    }
    area.scrollTop = area.scrollHeight;
  }

  return { element, area, insert, submit, draw };
}

function chipsOf(summary) {
  const promises = (summary?.promises ?? []).map((p) => {
    const whole = [p.by ? `Promised by ${p.by}: ${p.what}` : `Promised: ${p.what}`, p.due && `Due: ${p.due}${p.overdue ? " (overdue)" : ""}`].filter(Boolean).join("\n");
    return tipped(h("li", { class: p.overdue ? "chip promise overdue" : "chip promise", tabindex: "0" }, icon("promise", "Promised"), h("span", {}, p.what), p.due ? h("b", {}, p.due) : null), whole);
  });
  const tried = (summary?.tried ?? []).map((t) => tipped(h("li", { class: "chip", tabindex: "0" }, icon("tried", "Tried"), h("span", {}, t)), `Already tried: ${t}`));
  return promises.length + tried.length ? h("ul", { "aria-label": "Promised and tried" }, promises, tried) : [];
}

/** Unguessable enough to name a message; works without https too. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `web-${Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("")}`;
}
