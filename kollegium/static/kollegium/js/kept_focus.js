/**
 * A part that is fetched anew under somebody's fingers: the keyboard keeps its place in it, what was open stays open,
 * and a tick in [data-kept] stays while it says the same.
 */
document.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
  if (!detail.shouldSwap) return;
  const part = /** @type {Element} */ (target);
  part.addEventListener("htmx:afterSwap", whatRestores(part), { once: true });
});

// One of several parts that come in one answer, each to its place.
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) =>
  document.addEventListener("htmx:oobAfterSwap", whatRestores(detail.target), { once: true }),
);

/**
 * A function that gives the part back what it has now: where the keyboard is, what is open and what is ticked.
 * @param {Element} target
 */
function whatRestores(target) {
  const held = document.activeElement ?? document.body;
  const opened = new Set([...target.querySelectorAll("details[open]")].map(likeness));
  const ticked = new Set([...target.querySelectorAll("[data-kept]:checked")].map(likeness));
  const place = held !== target && target.contains(held) && likeness(held);
  return () => {
    for (const box of target.querySelectorAll("details")) box.open ||= opened.has(likeness(box));
    for (const box of target.querySelectorAll("[data-kept]")) box.checked ||= ticked.has(likeness(box));
    if (place && document.activeElement === document.body)
      [...target.querySelectorAll(held.localName)]
        .find((part) => likeness(part) === place)
        ?.focus({ preventScroll: true });
  };
}

/**
 * What makes it the same thing after the swap.
 * @param {any} part
 */
function likeness(part) {
  const own =
    part.id ||
    part.localName +
      ["name", "value", "href", "data-words"].map((name) => `|${part.getAttribute(name) ?? ""}`).join("");
  const near =
    part.closest("form")?.getAttribute("action") ?? part.closest("details")?.querySelector("summary").className ?? "";
  return `${near}|${own}`;
}
