/**
 * Words of one's own on their way: in this browser's database, each tab in a slot of its own, so that none writes over
 * another's.
 */
import { isEmptied } from "./emptied.js";

/** @typedef {(name: string, words: any, drop: () => void, isTheirs: boolean) => void} Found */

const TAB = `${Date.now()}-${Math.random()}`;
const ALIVE = "kollegium-flik-";
const OLD = /^kollegium-(plan|rad|draft|notes)-/; // in localStorage, where earlier releases kept them
const LATE = 1_000; // ms: then it isn't said to be kept
const PATIENCE = 5_000; // then the database has failed
const AGAIN = 2_000;
const LOOK = 15_000;

navigator.locks?.request(ALIVE + TAB, () => new Promise(() => {})); // for as long as the page lives

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

export class OwnWords {
  isKept = true; // false when what was written last doesn't come into the database
  /** @type {number | null} */
  keptAt = null; // when the last of it had come there
  /** @type {string} */
  #prefix;
  /** @type {() => void} */
  #onkept;
  /** @type {Found} */
  #onfound;
  /** @type {Map<string, any>} */
  #held = new Map(); // name -> what this page has put there
  /** @type {Set<string>} */
  #given = new Set(); // slots of closed tabs that the page has been given
  /** @type {Map<string, any>} */
  #new = new Map(); // of it, what isn't known to be there
  #busy = false;
  /** @type {AbortSignal} */
  #closed;

  /**
   * `onkept()`: all is on disk, or can't be. `onfound(name, words, drop, isTheirs)`: what another tab left, or has
   * while it lives.
   * @param {string} prefix
   * @param {{onkept: () => void, onfound: Found, signal: AbortSignal}} how
   */
  constructor(prefix, { onkept, onfound, signal }) {
    this.#prefix = prefix;
    this.#onkept = onkept;
    this.#onfound = onfound;
    this.#closed = signal;
    const look = () => this.look();
    for (const name of ["online", "focus"]) addEventListener(name, look, { signal });
    document.addEventListener("visibilitychange", look, { signal });
    document.addEventListener("words:lost", () => this.#lost(), { signal });
    addEventListener("pagehide", () => this.#new.size && this.#put([...this.#new]).catch(() => {}), { signal });
    const timer = setInterval(look, LOOK);
    signal.addEventListener("abort", () => clearInterval(timer));
    look();
  }

  /**
   * `words` null: they need no keeping any more.
   * @param {string} name
   * @param {any} words
   */
  set(name, words) {
    this.#new.set(name, words);
    if (words === null) this.#held.delete(name);
    else this.#held.set(name, words);
    this.#write();
  }

  /** Takes what closed tabs have left: it is this tab's from now on, and no other's. */
  async look() {
    try {
      const { held = [] } = (await navigator.locks?.query()) ?? {};
      /** @type {(tab: string) => boolean} */
      const isAlive = (tab) => held.some(({ name }) => name === ALIVE + tab.split("/")[0]);
      /** @type {[key: string[], words: any][]} */
      const slots = [];
      await write((store) => {
        const range = IDBKeyRange.bound([this.#prefix], [`${this.#prefix}\uffff`]);
        const asked = store.openCursor(range);
        asked.onsuccess = () => {
          const slot = asked.result;
          if (slot) {
            slots.push([/** @type {string[]} */ (slot.key), slot.value]);
            return slot.continue();
          }
          for (const one of slots) {
            const [[place, tab], words] = one;
            if (tab.startsWith(TAB) || isAlive(tab)) continue;
            store.delete(one[0]);
            one[0] = [place, `${TAB}/${Math.random()}`];
            store.put(words, one[0]);
          }
        };
      });
      for (const [key, words] of slots) {
        const [place, tab] = key;
        const name = place.slice(this.#prefix.length);
        const isTheirs = !tab.startsWith(TAB);
        if (this.#closed.aborted || this.#given.has(tab) || (tab === TAB && this.#held.has(name))) continue;
        if (!isTheirs && tab !== TAB) this.#given.add(tab);
        this.#onfound(name, words, () => tab === TAB || drop(key), isTheirs);
      }
    } catch {
      // without its database a page has what stands on it
    }
  }

  async #write() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#new.size) {
      const batch = [...this.#new];
      this.#new.clear();
      const began = Date.now();
      const late = setTimeout(() => this.#tell(false), LATE);
      try {
        await this.#put(batch);
        clearTimeout(late);
        this.keptAt = began;
        if (!this.#new.size) this.#tell(true);
      } catch {
        clearTimeout(late);
        for (const [name, words] of batch) if (!this.#new.has(name)) this.#new.set(name, words);
        this.#tell(false);
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    }
    this.#busy = false;
  }

  /** @param {[string, any][]} batch */
  #put(batch) {
    return write((store) => {
      for (const [name, words] of batch) {
        const key = [this.#prefix + name, TAB];
        if (words === null) store.delete(key);
        else store.put(words, key);
      }
      store.transaction.commit();
    });
  }

  /** The browser has closed the database, perhaps emptied it: what this page has written goes there again. */
  #lost() {
    if (!this.#held.size) return;
    this.#tell(false);
    for (const [name, words] of this.#held) this.#new.set(name, words);
    this.#write();
  }

  /** @param {boolean} isKept */
  #tell(isKept) {
    this.isKept = isKept;
    this.#onkept();
  }
}

/**
 * Both texts, once: what one has of the other isn't said again.
 * @param {string} mine
 * @param {string} theirs
 */
export function joined(mine, theirs, gap = "\n") {
  if (mine.includes(theirs)) return mine;
  return theirs.includes(mine) ? theirs : mine + gap + theirs;
}

// Then it is delivered once more: the server knows it.
/** @param {string[]} key */
const drop = (key) => write((store) => store.delete(key)).catch(() => {});

/**
 * Resolves when it is on the disk. A connection that was closed is opened again.
 * @param {(store: IDBObjectStore) => void} work
 */
async function write(work) {
  if (isEmptied()) throw new Error("signed out");
  let transaction;
  try {
    transaction = begin(await open());
  } catch {
    opening = null;
    transaction = begin(await open());
  }
  work(transaction.objectStore("words"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
    setTimeout(reject, PATIENCE);
  });
}

/** @param {IDBDatabase} database */
const begin = (database) => database.transaction("words", "readwrite", { durability: "strict" });

/** @returns {Promise<IDBDatabase>} */
function open() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("kollegium-egna");
    asked.onupgradeneeded = () => asked.result.createObjectStore("words");
    asked.onerror = reject;
    asked.onsuccess = async () => {
      const lost = () => {
        asked.result.close();
        opening = null;
        document.dispatchEvent(new Event("words:lost"));
      };
      asked.result.onclose = asked.result.onversionchange = lost;
      await takeOver(asked.result);
      resolve(asked.result);
    };
    setTimeout(reject, PATIENCE);
  });
  return opening;
}

/** @param {IDBDatabase} database */
async function takeOver(database) {
  try {
    const old = Object.keys(localStorage).filter((name) => OLD.test(name));
    if (old.length) (await import("./earlier_words.js")).takeOver(begin(database), old);
  } catch {
    // nothing there that can be read, or the net is away: then another time
  }
}
