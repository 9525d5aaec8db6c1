/**
 * What earlier releases kept in localStorage moves into the database, as if a closed tab had left it there. Fetched
 * only where there is some.
 * @param {IDBTransaction} transaction
 * @param {string[]} names
 */
export function takeOver(transaction, names) {
  /**
   * @param {string} name
   * @param {any} words
   */
  const put = (name, words) => transaction.objectStore("words").put(words, [name, ""]);
  for (const name of names) {
    const words = read(name);
    if (words === undefined) continue;
    if (name.startsWith("kollegium-notes-")) for (const note of words) put(`${name}-${note.key}`, note);
    else put(name.startsWith("kollegium-draft-") ? `${name}-text` : name, words);
  }
  transaction.oncomplete = () => names.forEach((name) => localStorage.removeItem(name));
}

/** @param {string} name */
function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null") ?? undefined;
  } catch {
    return undefined; // not ours, or torn
  }
}
