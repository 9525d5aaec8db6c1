/** What was typed in the moment before the page goes: the browser's database may not have taken it, so it is laid where that is done at once. */
const place = (name) => `${name}-sist`;

/** Calls `unstored` (bytes, or null when all is in the store) as the page goes. */
export function keepLastWords(name, unstored) {
  const keep = () => {
    const bytes = unstored();
    if (!bytes) return;
    try {
      localStorage.setItem(place(name), btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
    } catch {
      // a browser without a store, or more than fits: the database does what it can
    }
  };
  addEventListener("pagehide", keep);
  return () => removeEventListener("pagehide", keep);
}

export function lastWords(name) {
  try {
    return Uint8Array.from(atob(localStorage.getItem(place(name)) ?? ""), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

export function forgetLastWords(name) {
  try {
    localStorage.removeItem(place(name));
  } catch {
    // as above
  }
}
