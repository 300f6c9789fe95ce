// One tooltip for the page: it may leave the box that its word is scrolled in.

import { h } from "./dom.js";

const GAP_PX = 6;
const MARGIN_PX = 8;

export function hideTip() {
  document.getElementById("tip").hidden = true;
}

/** Gives an element a tooltip on hover and on focus. */
export function tipped(node, text) {
  const show = () => {
    const tip = document.getElementById("tip");
    tip.replaceChildren(...text.split("\n").map((line) => h("p", {}, line)));
    tip.hidden = false;
    const word = node.getClientRects()[0] ?? node.getBoundingClientRect();
    const { width, height } = tip.getBoundingClientRect();
    const left = Math.max(MARGIN_PX, Math.min(word.left, innerWidth - width - MARGIN_PX));
    const above = word.top - height - GAP_PX;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > MARGIN_PX ? above : word.bottom + GAP_PX}px`;
  };
  node.addEventListener("mouseenter", show);
  node.addEventListener("mouseleave", hideTip);
  node.addEventListener("focus", show);
  node.addEventListener("blur", hideTip);
  return node;
}
