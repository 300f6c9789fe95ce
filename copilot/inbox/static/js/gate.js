// The way in: a key from the address, or asked for. It lives in this tab's session and nowhere else.

import { h, icon, swap } from "./dom.js";

const KEPT = "key";

/** Take a key out of the address, where it would stay in the history, and keep it for this tab. */
export function keyFromAddress() {
  const at = new URLSearchParams(location.hash.slice(1));
  const key = at.get("key");
  if (key === null) return;
  at.delete("key");
  const rest = at.toString();
  history.replaceState(null, "", location.pathname + location.search + (rest ? `#${rest}` : ""));
  if (key.trim()) sessionStorage.setItem(KEPT, key.trim());
}

export const keptKey = () => sessionStorage.getItem(KEPT);
export const forgetKey = () => sessionStorage.removeItem(KEPT);

const WORDS = {
  none: ["Open your inbox", "Paste an agent key. `make demo` and `copilot keys create` print one."],
  revoked: ["This key no longer works", "It was revoked, or it belongs to another service. Paste another one: what you have typed is still here."],
  role: ["This key can't open the inbox", "The inbox needs a key of role agent or admin. Make one with `copilot keys create --role agent`."],
  unreachable: ["The service can't be reached", "The page loaded, but the service behind it doesn't answer. Start it, then try again."],
};

/** Show the form in place of the page, for one of the reasons above; `onKey` gets what is entered. */
export function showGate(reason, onKey) {
  const gate = document.getElementById("gate");
  const [title, text] = WORDS[reason];
  const input = h("input", {
    id: "key", name: "key", type: "password", autocomplete: "off", spellcheck: "false",
    placeholder: "cpk_…", "aria-describedby": "gate-text", required: true,
  });
  if (reason === "unreachable") input.value = keptKey() ?? "";
  const enter = (event) => {
    event.preventDefault();
    const key = input.value.trim();
    if (!key) return;
    sessionStorage.setItem(KEPT, key);
    onKey(key);
  };
  const words = text.split("`").map((part, n) => (n % 2 ? h("code", {}, part) : part));
  swap(
    gate,
    h("form", { class: `gate-card gate-${reason}`, onsubmit: enter },
      h("span", { class: "gate-mark" }, icon("mark"), h("span", {}, "Agent Copilot")),
      h("h1", { id: "gate-title" }, title),
      h("p", { id: "gate-text" }, words),
      h("label", { for: "key" }, "Key"),
      h("div", { class: "gate-row" }, input, h("button", { class: "primary", type: "submit" }, reason === "unreachable" ? "Try again" : "Open inbox")),
    ),
  );
  document.getElementById("app").hidden = true;
  gate.hidden = false;
  input.focus();
}

export function hideGate() {
  document.getElementById("gate").hidden = true;
  document.getElementById("app").hidden = false;
}
