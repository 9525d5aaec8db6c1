/**
 * A part that is fetched anew under somebody's fingers: the keyboard keeps its place in it, what was open stays open,
 * and a tick in [data-kept] stays while it says the same.
 */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.shouldSwap) return;
  const target = /** @type {Element} */ (event.target);
  const held = document.activeElement ?? document.body;
  const opened = new Set([...target.querySelectorAll("details[open]")].map(likeness));
  const ticked = new Set([...target.querySelectorAll("[data-kept]:checked")].map(likeness));
  const place = held !== target && target.contains(held) && likeness(held);
  const restore = () => {
    for (const box of target.querySelectorAll("details")) box.open ||= opened.has(likeness(box));
    for (const box of target.querySelectorAll("[data-kept]")) box.checked ||= ticked.has(likeness(box));
    if (place && document.activeElement === document.body)
      [...target.querySelectorAll(held.localName)]
        .find((part) => likeness(part) === place)
        ?.focus({ preventScroll: true });
  };
  target.addEventListener("htmx:afterSwap", restore, { once: true });
});

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
