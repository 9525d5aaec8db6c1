/** What the link tells the page, as an event on document. */

/**
 * @param {string} name
 * @param {unknown} detail
 */
export function show(name, detail) {
  document.dispatchEvent(new CustomEvent(`room:${name}`, { detail }));
}
