"use strict";
// Labels are kept in this browser until they are saved as a file; nothing is sent anywhere.
const place = "review-" + document.body.dataset.review;
const items = [...document.querySelectorAll("article")];
const radios = (item) => [...item.querySelectorAll("input[type=radio]")];
const comment = (item) => item.querySelector(".comment");
const chosen = (item) => radios(item).find((r) => r.checked)?.value ?? "";
let kept = {};
try { kept = JSON.parse(localStorage.getItem(place) ?? "{}"); } catch { kept = {}; }

function show() {
  const done = items.filter((item) => { const yes = chosen(item) !== ""; item.classList.toggle("done", yes); return yes; });
  document.getElementById("count").textContent = `${done.length} of ${items.length} labelled`;
}

function keep() {
  for (const item of items) kept[item.id] = [chosen(item), comment(item).value];
  try { localStorage.setItem(place, JSON.stringify(kept)); } catch { /* a browser that keeps nothing: save often */ }
  show();
}

function here() {
  const at = items.indexOf(document.activeElement?.closest("article"));
  return at < 0 ? null : at;
}

function go(to) {
  const item = items[Math.max(0, Math.min(items.length - 1, to))];
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "start" });
}

const cell = (text) => '"' + (/^\s*[=+\-@＝＋－＠\t\r\n]/.test(text) ? "'" : "") + text.replaceAll('"', '""') + '"';

function save() {
  const rows = items.map((item) => [item.id, chosen(item), comment(item).value].map(cell).join(","));
  const url = URL.createObjectURL(new Blob(["\ufeffitem,label,comment\r\n" + rows.join("\r\n") + "\r\n"], { type: "text/csv" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: "labels.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

for (const item of items) {
  const [label, said] = kept[item.id] ?? ["", ""];
  for (const radio of radios(item)) radio.checked = radio.value === label;
  comment(item).value = said;
}
document.addEventListener("change", keep);
document.getElementById("save").addEventListener("click", save);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = here();
  if (event.target.matches(".comment")) {
    if (event.key === "Escape") { keep(); go(at); }
    return;
  }
  const number = "1234".indexOf(event.key);
  if (number >= 0 && event.key.length === 1 && at !== null) {
    radios(items[at])[number].checked = true;
    keep();
    go(at + 1);
  } else if (event.key === "j" || (event.key === "ArrowDown" && !event.target.matches("input"))) go(at === null ? 0 : at + 1);
  else if (event.key === "k" || (event.key === "ArrowUp" && !event.target.matches("input"))) go(at === null ? 0 : at - 1);
  else if (event.key === "u") { const next = items.findIndex((item) => chosen(item) === ""); if (next >= 0) go(next); }
  else if (event.key === "c" && at !== null) comment(items[at]).focus();
  else if (event.key === "s") save();
  else return;
  event.preventDefault();
});
show();
go(Math.max(0, items.findIndex((item) => chosen(item) === "")));
