/** A part that is fetched anew under somebody's fingers: the keyboard keeps its place in it, and what was open stays open. */
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  const held = document.activeElement;
  const opened = new Set([...target.querySelectorAll("details[open]")].map(likeness));
  const place = held !== target && target.contains(held) && likeness(held);
  const restore = () => {
    for (const box of target.querySelectorAll("details")) box.open ||= opened.has(likeness(box));
    if (place && document.activeElement === document.body) [...target.querySelectorAll(held.localName)].find((part) => likeness(part) === place)?.focus({ preventScroll: true });
  };
  target.addEventListener("htmx:afterSwap", restore, { once: true });
});

/** What makes it the same thing after the swap. */
function likeness(part) {
  const own = part.id || part.localName + ["name", "value", "href"].map((name) => `|${part.getAttribute(name) ?? ""}`).join("");
  const near = part.closest("form")?.getAttribute("action") ?? part.closest("details")?.querySelector("summary").className ?? "";
  return `${near}|${own}`;
}
