/**
 * Runs before the first paint, so that the page is drawn once: as it is with scripts. Without the page's module it is
 * put back.
 */
const { classList } = document.documentElement;
classList.add("js");
addEventListener(
  "error",
  ({ target }) => /** @type {HTMLScriptElement} */ (target).type === "module" && classList.remove("js"),
  true,
);
