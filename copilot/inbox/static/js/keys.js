// Keys for people who live in this page. Off while typing; Ctrl+Enter sends.

import { h, icon, isField, swap } from "./dom.js";

const KEYS = [
  [["j", "k"], "next and previous conversation"],
  [["1", "2", "3"], "open a suggestion"],
  [["Enter"], "insert it at the cursor"],
  [["x"], "dismiss it"],
  [["r"], "fresh suggestions"],
  [["c"], "write"],
  [["Esc"], "leave the field, close what is open"],
  [["Ctrl", "Enter"], "send"],
  [["?"], "this list"],
];

/** `actions`: move(by), choose(n), insert(), dismiss(), refresh(), write(), send(), close(). */
export function bindKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.getElementById("app").hidden) return;
    const at = event.target;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      if (isField(at) && !at.matches("[data-composer]")) return;
      event.preventDefault();
      actions.send();
      return;
    }
    if (event.key === "Escape") {
      if (!actions.close() && isField(at)) at.blur();
      return;
    }
    if (isField(at) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const act = actionFor(event.key, at, actions);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actionFor(key, at, actions) {
  if (key === "j") return () => actions.move(1);
  if (key === "k") return () => actions.move(-1);
  if (/^[1-4]$/.test(key)) return () => actions.choose(Number(key) - 1);
  if (key === "x") return actions.dismiss;
  if (key === "r") return actions.refresh;
  if (key === "c") return actions.write;
  if (key === "?") return showHelp;
  // Enter on something that can be pressed presses it; what is already open counts as the page
  if (key === "Enter" && !at.closest("a, button:not([aria-current], [role=tab][aria-selected=true]), summary")) return actions.insert;
  return null;
}

export function showHelp() {
  const dialog = document.getElementById("help");
  swap(dialog,
    h("div", {},
      h("header", {}, h("h2", { id: "help-title" }, "Keys"),
        h("button", { class: "quiet icon-only", type: "button", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
      h("dl", {}, KEYS.map(([keys, what]) => [h("dt", {}, keys.map((k) => h("kbd", {}, k))), h("dd", {}, what)])),
      h("p", { class: "fine" }, "Keys are off while you type; Esc leaves the field."),
    ),
  );
  if (!dialog.open) dialog.showModal();
}
