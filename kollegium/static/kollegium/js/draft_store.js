/**
 * The browser's own store of one draft: rows of Yjs updates and notes beside them, in IndexedDB. Any call may fail; the
 * next one opens the store anew.
 */

import { isEmptied } from "./emptied.js";

/** @typedef {{kept: [number, number][], at: number | null, aside: [string, string][], mine: number[]}} DraftNotes */

const ROWS = "updates"; // these names and shapes are y-indexeddb's, which wrote the stores that browsers already have
const NOTES = "custom";
// [MINE, client] for each Yjs client that has typed on this device, in this person's name: two tabs may write at once.
const MINE = "mine";
const PATIENCE = 10_000;

export class DraftStore {
  /** Called when the browser takes the store away: site data cleared, deleted by another tab. */
  onlost = () => {};
  /** @type {string} */
  #name;
  /** @type {Promise<IDBDatabase> | null} */
  #opening = null;
  #isErased = false;
  #last = 0; // key of the last row whose content the document has

  /** @param {string} name */
  constructor(name) {
    this.#name = name;
  }

  /** The rows that the document does not have yet, and the notes. */
  async read() {
    const asked = await this.#transact("readonly", (rows, notes) => {
      const later = IDBKeyRange.lowerBound(this.#last, true);
      const [kept, at, aside] = ["kept", "at", "aside"].map((note) => notes.get(note));
      const mine = notes.getAllKeys(IDBKeyRange.bound([MINE], [MINE, []]));
      return { rows: rows.getAll(later), keys: rows.getAllKeys(later), kept, at, aside, mine };
    });
    this.#last = Number(asked.keys.result.at(-1) ?? this.#last);
    const { rows, kept, at, aside, mine } = asked;
    return {
      rows: rows.result,
      kept: kept.result ?? [],
      at: at.result ?? null,
      aside: aside.result ?? [],
      mine: mine.result.map((key) => Number(/** @type {IDBValidKey[]} */ (key)[1])),
    };
  }

  /**
   * Resolves when `update`, if there is one, and `notes` have come into the store.
   * @param {Uint8Array | null} update
   * @param {DraftNotes} notes
   */
  async add(update, notes) {
    const row = await this.#transact("readwrite", (rows, kept) => {
      putNotes(kept, notes);
      return update && rows.add(update);
    });
    // Or another tab has been here, and its rows are still to be read.
    if (row?.result === this.#last + 1) this.#last = row.result;
  }

  /**
   * `whole` in the place of all rows that have been read.
   * @param {Uint8Array} whole
   * @param {DraftNotes} notes
   */
  async replace(whole, notes) {
    const row = await this.#transact("readwrite", (rows, kept) => {
      putNotes(kept, notes);
      rows.delete(IDBKeyRange.upperBound(this.#last));
      return rows.add(whole);
    });
    if (row.result === this.#last + 1) this.#last = row.result;
  }

  async erase() {
    this.#isErased = true;
    await this.close();
    indexedDB.deleteDatabase(this.#name);
  }

  async close() {
    const opening = this.#opening;
    this.#opening = null;
    (await opening?.catch(() => null))?.close();
  }

  /**
   * @template Asked
   * @param {IDBTransactionMode} mode
   * @param {(rows: IDBObjectStore, notes: IDBObjectStore) => Asked} work
   */
  async #transact(mode, work) {
    if (this.#isErased || isEmptied()) throw new Error("the store has been erased");
    this.#opening ??= this.#open();
    try {
      const transaction = (await inTime(this.#opening)).transaction([ROWS, NOTES], mode);
      const done = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = transaction.onerror = () =>
          reject(transaction.error ?? new Error("the writing was broken off"));
      });
      done.catch(() => {}); // also when the work below breaks, and nobody waits for this
      const asked = work(transaction.objectStore(ROWS), transaction.objectStore(NOTES));
      await inTime(done);
      return asked;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  async #open() {
    const opening = indexedDB.open(this.#name);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(ROWS, { autoIncrement: true });
      opening.result.createObjectStore(NOTES);
      this.#last = 0; // a new store counts from the beginning
    };
    const database = await answer(opening);
    database.onclose = database.onversionchange = () => {
      database.close();
      this.#opening = null;
      this.onlost();
    };
    return database;
  }
}

/**
 * @param {IDBObjectStore} store
 * @param {DraftNotes} all
 */
function putNotes(store, { mine, ...notes }) {
  for (const client of mine) store.put(true, [MINE, client]);
  for (const [key, value] of Object.entries(notes)) store.put(value, key);
}

/**
 * @template Result
 * @param {IDBRequest<Result>} request
 * @returns {Promise<Result>}
 */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @template Result
 * @param {Promise<Result>} work
 */
async function inTime(work) {
  let timer;
  const late = new Promise(
    (_, reject) => (timer = setTimeout(reject, PATIENCE, new Error("the browser's store does not answer"))),
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
