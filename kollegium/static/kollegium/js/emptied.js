/**
 * Whether this page has signed out and empties the browser: nothing is laid by there any more. The document tells, as
 * each bundle has modules of its own.
 */
export const isEmptied = () => "emptied" in document.documentElement.dataset;

export function markEmptied() {
  document.documentElement.dataset.emptied = "";
}
