// Runs before the first paint: the reader's own choice of light or dark, or the system's where there is none.
(() => {
  const kept = localStorage.getItem("theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
})();
