// Light or dark: the system's, until the reader chooses.

export function nextTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
}

/** Which of the columns a narrow page shows. */
export function showPane(name) {
  document.getElementById("app").dataset.pane = name;
}

/** One column only: opening the page must not hide the list. */
export const isPhone = () => matchMedia("(max-width: 760px)").matches;
