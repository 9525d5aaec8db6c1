/** Brings a draft into the browser's own store, and reads there what was kept before; what fails is tried again. */
import { DraftNotes } from "./draft_notes.js";
import { DraftStore } from "./draft_store.js";
import { forgetLastWords, keepLastWords, lastWords } from "./last_words.js";
import { survive } from "./survive.js";
import {
  applyUpdate,
  decodeStateVector,
  encodeStateAsUpdate,
  encodeStateVector,
  mergeUpdates,
  parseUpdateMeta,
} from "../vendor/sync.js";

/** @typedef {import("../vendor/sync.js").Doc} Doc */

export const STORED = Symbol("from the browser's store");
const STORE_PATIENCE = 3_000;
const STORE_LATE = 1_000;
const STORE_AGAIN = 1_000; // until a store that failed is tried again; twice as long each time
const STORE_AGAIN_AT_MOST = 15_000;
const MANY = 500; // rows in the store before they are pressed into one
const NOTE_AFTER = 300;

export class DraftKeeper {
  isStored = false;
  /** @type {DraftNotes} */
  notes;
  isForgotten = false;
  /** @type {string} */
  #name;
  /** @type {Doc} */
  #doc;
  /** @type {() => void} */
  #onStored;
  /** @type {DraftStore} */
  #store;
  /** @type {Timer | null} */
  #noteTimer = null;
  /** @type {Uint8Array[]} */
  #unstored = []; // of what was typed here, what is not known to be in the store
  /** @type {Uint8Array[]} */
  #rows = []; // what is still to be laid by there, others' words too
  #isNoted = true;
  #isAsideNew = false;
  #isWhole = false; // the store holds the document but for #rows
  #count = 0; // rows in it
  #losses = 0;
  /** @type {Promise<void> | null} */
  #laying = null;
  #isLate = false;
  #isClosed = false;
  /** @type {Timer | null} */
  #again = null;
  #wait = STORE_AGAIN;
  #letGo = () => {};

  /**
   * @param {string} name of the store
   * @param {Doc} doc
   * @param {import("./server_copy.js").ServerCopy} server
   * @param {() => void} onStored called when what was typed has come into the store, or cannot
   */
  constructor(name, doc, server, onStored) {
    this.#name = name;
    this.#doc = doc;
    this.notes = new DraftNotes(server, doc.clientID);
    this.#onStored = onStored;
    this.#store = new DraftStore(name);
    this.#store.onlost = () => {
      this.#storeFailed();
      this.#layBy();
    };
  }

  get isEmpty() {
    return decodeStateVector(encodeStateVector(this.#doc)).size === 0;
  }

  /** False when what is typed here does not come into the store. */
  get isSafe() {
    return this.isForgotten || (this.isStored && !this.#isLate);
  }

  /** Reads what was kept, but waits no longer than STORE_PATIENCE for it. */
  async open() {
    await Promise.race([this.#layBy(), new Promise((resolve) => setTimeout(resolve, STORE_PATIENCE))]);
    this.#takeLastWords();
  }

  /**
   * An update to be laid by.
   * @param {Uint8Array} bytes
   * @param {boolean} isTyped here, and not received
   */
  add(bytes, isTyped) {
    this.#rows.push(bytes);
    if (isTyped) {
      this.notes.clients.sign(parseUpdateMeta(bytes).to.keys());
      this.#unstored.push(bytes);
    }
    this.#layBy();
  }

  /**
   * @param {string} heading
   * @param {string} words
   */
  layAside(heading, words) {
    this.notes.aside.set(heading, words);
    this.#isNoted = false;
    this.#isAsideNew = true;
    return this.#layBy();
  }

  /** Notes in a moment how much the server holds. */
  noteSoon() {
    this.#noteTimer ??= setTimeout(() => {
      this.#noteTimer = null;
      this.#isNoted = false; // without the note more text than needed is offered, never less
      this.#layBy();
    }, NOTE_AFTER);
  }

  /** Takes in what another tab may have put in the store, and notes there how much of it the server has. */
  async settle() {
    if (!this.isStored) return;
    try {
      await this.#readStore();
      await this.#store.add(null, this.notes.toStore());
    } catch (error) {
      this.#storeFailed(error);
      this.#layBy();
    }
  }

  async forget() {
    this.isForgotten = true;
    this.isStored = false;
    this.#stop();
    forgetLastWords(lastWords(this.#name).map(([place]) => place));
    await this.#store.erase().catch(() => {}); // a browser without a store has nothing to erase
  }

  /** When what was typed last has been laid by. */
  async close() {
    this.#stop();
    await this.#layBy();
    this.#isClosed = true;
    this.#stop();
    await this.#store.close();
  }

  #stop() {
    clearTimeout(this.#noteTimer);
    clearTimeout(this.#again);
    this.#letGo();
  }

  /** As the page before this one went; laid by in the store before they are forgotten there. */
  async #takeLastWords() {
    this.#letGo = keepLastWords(this.#name, () => (this.#unstored.length ? mergeUpdates(this.#unstored) : null));
    const left = lastWords(this.#name);
    if (!left.length) return;
    left.forEach(([, bytes]) => survive(() => applyUpdate(this.#doc, bytes)));
    await this.#layBy();
    if (this.isStored && !this.#unstored.length) forgetLastWords(left.map(([place]) => place));
  }

  /**
   * Brings into the browser's store what is not there yet, as long as there is anything; what fails is tried again,
   * with the whole document.
   */
  #layBy() {
    if (this.isForgotten || this.#isClosed) return null;
    this.#laying ??= this.#layAllBy().finally(() => {
      this.#laying = null;
      if (this.#isWhole && this.#rows.length) this.#layBy(); // came as this was ending
    });
    return this.#laying;
  }

  async #layAllBy() {
    clearTimeout(this.#again);
    try {
      while (!this.isForgotten && (!this.#isWhole || this.#rows.length || !this.#isNoted)) await this.#layByOnce();
      this.#wait = STORE_AGAIN;
    } catch (error) {
      this.#storeFailed(error);
      this.#again = setTimeout(() => this.#layBy(), this.#wait);
      this.#wait = Math.min(2 * this.#wait, STORE_AGAIN_AT_MOST);
    }
    this.#tellStored();
  }

  async #layByOnce() {
    const late = setTimeout(() => this.#late(true), STORE_LATE);
    const losses = this.#losses;
    try {
      const isWhole = this.#isWhole && this.#count < MANY;
      if (!isWhole) await this.#readStore();
      const typed = this.#unstored.length;
      const at = typed || this.#isAsideNew ? Date.now() : this.notes.storedAt;
      const rows = this.#rows.splice(0);
      const notes = this.notes.toStore(at);
      this.#isNoted = true;
      this.#isAsideNew = false;
      if (isWhole) await this.#store.add(rows.length ? mergeUpdates(rows) : null, notes);
      else if (!this.isEmpty) await this.#store.replace(encodeStateAsUpdate(this.#doc), notes);
      if (losses !== this.#losses) throw new Error("taken away meanwhile");
      this.#count = isWhole ? this.#count + 1 : 1;
      this.#unstored.splice(0, typed);
      if (isWhole || !this.isEmpty) notes.mine.forEach((client) => this.notes.clients.unstored.delete(client));
      this.notes.storedAt = at;
      this.isStored = this.#isWhole = true;
    } finally {
      clearTimeout(late);
      this.#late(false);
    }
  }

  async #readStore() {
    const stored = await this.#store.read();
    stored.rows.forEach((/** @type {Uint8Array} */ bytes) => survive(() => applyUpdate(this.#doc, bytes, STORED)));
    this.notes.read(stored);
  }

  /** @param {boolean} isLate */
  #late(isLate) {
    if (this.#isLate === isLate) return;
    this.#isLate = isLate;
    this.#tellStored();
  }

  /** @param {unknown} error */
  #storeFailed(error = "it was taken away") {
    console.warn("protocol: nothing can be kept in this browser just now", error);
    this.isStored = this.#isWhole = false;
    this.#losses++;
    this.notes.clients.lose();
    this.#rows = [];
    this.#tellStored();
  }

  #tellStored() {
    survive(this.#onStored);
  }
}
