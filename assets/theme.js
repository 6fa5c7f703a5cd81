// The first frame's theme, before the window's own code is there. A page's script could not be sure
// to run before the first paint; this one stands in the head and is waited for.
(() => {
  const kept = localStorage.getItem("theme");
  const dark =
    kept === "light" || kept === "dark"
      ? kept === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.setAttribute("data-theme", dark ? "dark" : "light");
})();
