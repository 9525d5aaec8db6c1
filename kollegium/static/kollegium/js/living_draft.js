/**
 * The protocol being written, as a Yjs document: kept in the browser's own store first, then carried to the server by
 * the room link.
 */
import { DraftStore } from "./draft_store.js";
import { forgetLastWords, keepLastWords, lastWords } from "./last_words.js";
import { SharedTextarea } from "./shared_textarea.js";
import { survive } from "./survive.js";
import {
  Doc,
  applyUpdate,
  createDeleteSet,
  createRelativePositionFromTypeIndex,
  createSnapshot,
  decodeStateVector,
  encodeStateAsUpdate,
  encodeStateVector,
  mergeUpdates,
  parseUpdateMeta,
  snapshot,
} from "../vendor/sync.js";

/** @typedef {import("../vendor/sync.js").Text} Text */

const REMOTE = Symbol("from the server");
const STORED = Symbol("from the browser's store");
const STORE_PATIENCE = 3_000;
const STORE_LATE = 1_000;
const STORE_AGAIN = 1_000; // until a store that failed is tried again; twice as long each time
const STORE_AGAIN_AT_MOST = 15_000;
const MANY = 500; // rows in the store before they are pressed into one
const HOLD_AT_MOST = 4_000;
const NOTE_AFTER = 300;
const WHOLE = 12; // characters; shorter words are found in any text
const NOBODY = -1; // client numbers begin at 0
const APART = 2 ** 32; // client numbers are as far apart as Yjs's own are
const HIGHEST = Number.MAX_SAFE_INTEGER; // of them; the server and Yjs take no higher one

/**
 * @param {Map<number, number>} vector
 * @param {Map<number, number>} by
 */
const raise = (vector, by) =>
  by.forEach((clock, client) => vector.set(client, Math.max(clock, vector.get(client) ?? 0)));
/** @param {any} piece */
const isNew = (piece) => piece.attributes?.ychange?.type === "added";
/** @param {Uint8Array} bytes */
const isEmptyUpdate = (bytes) => bytes.length === 2 && bytes[0] === 0 && bytes[1] === 0;
// Half of a pair of surrogates becomes another sign on the way.
/** @param {string} words */
const asSent = (words) => words.replace(/\r\n?/g, "\n").toWellFormed();

/** A document in which no listener's exception stops the others: Yjs itself would then tell nobody of anything more. */
class SturdyDoc extends Doc {
  /**
   * @param {any} name
   * @param {any[]} said
   * @override
   */
  emit(name, said) {
    for (const listener of [...(this._observers.get(name) ?? [])]) survive(() => listener(...said));
  }
}

export class LivingDraft {
  doc = new SturdyDoc();
  isStored = false;
  isForgotten = false;
  /**
   * When the last key had come into the browser's own store.
   * @type {number | null}
   */
  storedAt = null;
  /** Called when what was typed has come into the store, or cannot. */
  onStored = () => {};
  /** Called when others' words build on something that never came. */
  onGap = () => {};
  /** @type {string} */
  #name;
  /** @type {DraftStore} */
  #store;
  /** @type {Set<SharedTextarea>} */
  #fields = new Set();
  #own = new Set([this.doc.clientID]); // the client numbers that have been written with here
  #server = new Doc(); // what the server is known to hold: all that it has given and acknowledged
  /** @type {{bytes: Uint8Array, whole: Uint8Array} | null} */
  #met = null; // what was sent when we met, and the whole document then: once that is kept the server has it all
  /** @type {Map<number, number>} */
  #kept = new Map(); // Yjs client -> how much of it the server is known to hold
  /** @type {Set<number>} */
  #mine = new Set(); // Yjs clients that have typed on this device, in this person's name
  /** @type {Set<number>} */
  #unsigned = new Set(); // those of them that the store does not know yet
  /** @type {Timer | null} */
  #noteTimer = null;
  /** @type {Uint8Array[]} */
  #unsent = [];
  /** @type {Map<number, number> | null} */
  #theirs = null;
  /** @type {Uint8Array[]} */
  #unstored = []; // of what was typed here, what is not known to be in the browser's store
  /** @type {Uint8Array[]} */
  #rows = []; // what is still to be laid by there, others' words too
  /** @type {Map<string, string>} */
  #aside = new Map(); // heading -> what its writer wrote when it was full
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
  /** @type {Uint8Array[] | null} */
  #held = null; // others' updates, waiting while somebody composes a character here
  /** @type {Timer | null} */
  #releaseTimer = null;
  /** @type {(nothing?: undefined) => void} */
  #resolveCaughtUp;
  /** Resolves when all the server had when we met is in this document. */
  caughtUp = new Promise((resolve) => (this.#resolveCaughtUp = resolve));

  /**
   * @param {string} key
   * @param {() => void} onchange
   */
  static async load(key, onchange) {
    const draft = new LivingDraft(`kollegium-protokoll-${key}`);
    draft.doc.on("update", (bytes, origin) => draft.#changed(bytes, origin, onchange));
    await Promise.race([draft.#layBy(), new Promise((resolve) => setTimeout(resolve, STORE_PATIENCE))]);
    draft.#takeLastWords();
    return draft;
  }

  /** @param {string} name */
  constructor(name) {
    this.#name = name;
    this.#sign([this.doc.clientID]);
    this.#store = new DraftStore(name);
    this.#store.onlost = () => {
      this.#storeFailed();
      this.#layBy();
    };
  }

  get isEmpty() {
    return this.#clocks().size === 0;
  }

  /** False when what is typed here does not come into the browser's store. */
  get isSafeHere() {
    return this.isForgotten || (this.isStored && !this.#isLate);
  }

  /**
   * True when what stands in the fields, and in the document, is what the server is known to hold: compared, letter by
   * letter.
   */
  get isKept() {
    return !this.#isAhead && [...this.#fields].every((field) => this.#hasReached(field.heading ?? "", field.value));
  }

  get hasGap() {
    return this.doc.store.pendingStructs !== null;
  }

  /** @param {string} heading */
  text(heading) {
    return this.doc.getText(heading);
  }

  /**
   * From here on this field and its heading are one text.
   * @param {HTMLTextAreaElement} area
   */
  bind(area) {
    const field = new SharedTextarea(area, this.text(area.dataset.heading ?? ""), this);
    this.#fields.add(field);
    return field;
  }

  /** @param {SharedTextarea} field */
  unbind(field) {
    this.#fields.delete(field);
  }

  /**
   * Reads what stands in the fields, and shows in them what has come: for all that went past those who should have
   * heard it.
   */
  mend() {
    if (!this.#held) this.#fields.forEach((field) => survive(() => field.mend()));
  }

  /**
   * Whether the letter before `at` was written on this page.
   * @param {Text} text
   * @param {number} at
   */
  wrote(text, at) {
    return this.#own.has(clientBefore(text, at));
  }

  /**
   * Called before words are put at `at`. When two write at the same place Yjs puts the lower client number first,
   * letter by letter
   * as they come. So who begins behind somebody else's words takes a higher number than theirs: what they go on writing
   * there,
   * not yet seen here, comes before it, and no word is cut. Who goes on in words of one's own goes on with their
   * number.
   * Only somebody who means ill has a number with none above it: behind those words one writes with the number one has.
   * @param {Text} text
   * @param {number} at
   */
  takeTurn(text, at) {
    const { doc } = this;
    const before = clientBefore(text, at);
    if (this.#own.has(before)) doc.clientID = before;
    else if (before > doc.clientID) {
      const higher = [...this.#own].find((own) => own > before) ?? before + 1 + Math.floor(Math.random() * APART);
      if (higher <= HIGHEST) doc.clientID = higher;
    }
    this.#own.add(doc.clientID);
  }

  /** @param {string} heading */
  aside(heading) {
    return this.#aside.get(heading) ?? "";
  }

  /**
   * @param {string} heading
   * @param {string} words
   */
  layAside(heading, words) {
    this.#aside.set(heading, words);
    this.#isNoted = false;
    this.#isAsideNew = true;
    return this.#layBy();
  }

  /** What the link sends and receives. */
  vector() {
    return encodeStateVector(this.doc);
  }

  /**
   * @param {Uint8Array} vector
   * @param {boolean} writes
   */
  meet(vector, writes) {
    this.#theirs = decodeStateVector(vector);
    this.#server = new Doc();
    // A writer can give the server what it lost; for a reader, what was once kept stays kept, even if the draft is
    // pruned.
    if (writes) this.#kept = new Map(this.#theirs);
    else raise(this.#kept, this.#theirs);
    this.#keptChanged();
    this.#lookIfCaughtUp();
  }

  /** @param {Uint8Array} vector */
  since(vector) {
    this.#unsent = [];
    const bytes = encodeStateAsUpdate(this.doc, vector); // with every deletion: a vector tells nothing of those
    const whole = encodeStateAsUpdate(this.doc);
    if (isEmptyUpdate(bytes)) applyUpdate(this.#server, whole);
    else this.#met = { bytes, whole };
    return isEmptyUpdate(bytes) ? null : bytes;
  }

  /** All that has been taken away, and nothing written. */
  deletions() {
    return encodeStateAsUpdate(this.doc, this.vector());
  }

  take() {
    const updates = this.#unsent;
    this.#unsent = [];
    return updates.length ? mergeUpdates(updates) : null;
  }

  /** What the document has beyond what the server is known to hold; null when that is nothing. */
  beyond() {
    if (!this.#isAhead) return null;
    this.#unsent = [];
    return encodeStateAsUpdate(this.doc, encodeStateVector(this.#server));
  }

  /** @param {Uint8Array} bytes */
  kept(bytes) {
    applyUpdate(this.#server, this.#met?.bytes === bytes ? this.#met.whole : bytes);
    const { from, to } = parseUpdateMeta(bytes);
    // A gap means that an earlier update was put off: what comes after it does not vouch for it.
    for (const client of to.keys()) if ((from.get(client) ?? 0) > (this.#kept.get(client) ?? 0)) to.delete(client);
    raise(this.#kept, to);
    this.#keptChanged();
  }

  /** @param {Uint8Array} bytes */
  receive(bytes) {
    if (this.#held) this.#held.push(bytes);
    else this.#apply(bytes);
  }

  /** Others' edits wait while a character is being composed, as a changed field would break the composition. */
  hold() {
    this.#held ??= [];
    clearTimeout(this.#releaseTimer);
    this.#releaseTimer = setTimeout(() => this.release(), HOLD_AT_MOST);
  }

  release() {
    clearTimeout(this.#releaseTimer);
    const updates = this.#held ?? [];
    this.#held = null;
    updates.forEach((bytes) => this.#apply(bytes));
  }

  /**
   * What was typed here, stands under a heading and has not reached the server, piece by piece; what can be read in
   * `final` has.
   * @param {string} heading
   */
  unkept(heading, final = "") {
    /** @type {(words: string) => boolean} */
    const isKept = (words) => words.trim().length >= WHOLE && final.includes(words.trim());
    const pieces = this.#pieces(heading)
      .filter((piece) => isNew(piece) && this.#mine.has(piece.attributes.ychange.user))
      .map((piece) => piece.insert);
    return [...pieces, this.aside(heading)].filter((words) => words && !isKept(words)).join(" … ");
  }

  /**
   * The heading without what is unkept.
   * @param {string} heading
   */
  keptText(heading) {
    return this.#pieces(heading)
      .filter((piece) => !isNew(piece))
      .map((piece) => piece.insert)
      .join("");
  }

  /** Takes in what another tab may have put in the store, and notes there how much of it the server has. */
  async settle() {
    if (!this.isStored) return;
    try {
      await this.#readStore();
      await this.#store.add(null, this.#notes());
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
    clearTimeout(this.#releaseTimer);
    await this.#layBy();
    this.#isClosed = true;
    this.#stop();
    await this.#store.close();
    this.doc.destroy();
  }

  /** @param {Iterable<number>} clients */
  #sign(clients) {
    for (const client of clients) {
      if (this.#mine.has(client)) continue;
      this.#mine.add(client);
      this.#unsigned.add(client);
    }
  }

  get #isAhead() {
    return [...this.doc.share.keys()].some((heading) => !this.#hasReached(heading, this.text(heading).toString()));
  }

  /**
   * @param {string} heading
   * @param {string} words
   */
  #hasReached(heading, words) {
    return asSent(words) === asSent(this.#server.getText(heading).toString());
  }

  #stop() {
    clearTimeout(this.#noteTimer);
    clearTimeout(this.#again);
    this.#letGo();
  }

  /**
   * @param {Uint8Array} bytes
   * @param {unknown} origin
   * @param {() => void} onchange
   */
  #changed(bytes, origin, onchange) {
    if (origin === STORED) return;
    this.#rows.push(bytes);
    if (origin !== REMOTE) {
      this.#sign(parseUpdateMeta(bytes).to.keys());
      this.#unsent.push(bytes);
      this.#unstored.push(bytes);
    }
    this.#layBy();
    if (origin !== REMOTE) survive(onchange);
  }

  /** As the page before this one went; laid by in the store before they are forgotten there. */
  async #takeLastWords() {
    this.#letGo = keepLastWords(this.#name, () => (this.#unstored.length ? mergeUpdates(this.#unstored) : null));
    const left = lastWords(this.#name);
    if (!left.length) return;
    left.forEach(([, bytes]) => survive(() => applyUpdate(this.doc, bytes)));
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
      const at = typed || this.#isAsideNew ? Date.now() : this.storedAt;
      const rows = this.#rows.splice(0);
      const notes = this.#notes(at);
      this.#isNoted = true;
      this.#isAsideNew = false;
      if (isWhole) await this.#store.add(rows.length ? mergeUpdates(rows) : null, notes);
      else if (!this.isEmpty) await this.#store.replace(encodeStateAsUpdate(this.doc), notes);
      if (losses !== this.#losses) throw new Error("taken away meanwhile");
      this.#count = isWhole ? this.#count + 1 : 1;
      this.#unstored.splice(0, typed);
      if (isWhole || !this.isEmpty) notes.mine.forEach((client) => this.#unsigned.delete(client));
      this.storedAt = at;
      this.isStored = this.#isWhole = true;
    } finally {
      clearTimeout(late);
      this.#late(false);
    }
  }

  async #readStore() {
    const { rows, kept, at, aside, mine } = await this.#store.read();
    rows.forEach((bytes) => survive(() => applyUpdate(this.doc, bytes, STORED)));
    // A release that kept words without telling whose they were counted all as one's own.
    const owners = rows.length && !mine.length ? rows.flatMap((bytes) => [...parseUpdateMeta(bytes).to.keys()]) : mine;
    this.#sign(owners);
    raise(this.#kept, new Map(kept));
    aside.forEach(
      (/** @type {[string, string]} */ [heading, words]) => this.#aside.has(heading) || this.#aside.set(heading, words),
    );
    this.storedAt ??= at;
  }

  #notes(at = this.storedAt) {
    return { kept: [...this.#kept], at, aside: [...this.#aside], mine: [...this.#unsigned] };
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
    this.#unsigned = new Set(this.#mine);
    this.#rows = [];
    this.#tellStored();
  }

  #tellStored() {
    survive(() => this.onStored());
  }

  /**
   * @param {string} heading
   * @returns {{insert: string, attributes?: any}[]}
   */
  #pieces(heading) {
    /** @type {(type: string, id: {client: number}) => object} */
    const whose = (type, { client }) => ({ type, user: client });
    return this.text(heading).toDelta(snapshot(this.doc), createSnapshot(createDeleteSet(), this.#kept), whose);
  }

  /** @param {Uint8Array} bytes */
  #apply(bytes) {
    this.#fields.forEach((field) => survive(() => field.read()));
    survive(() => applyUpdate(this.doc, bytes, REMOTE));
    survive(() => applyUpdate(this.#server, bytes));
    raise(this.#kept, parseUpdateMeta(bytes).to);
    this.#keptChanged();
    this.#lookIfCaughtUp();
    if (this.hasGap) survive(() => this.onGap());
  }

  #clocks() {
    return decodeStateVector(encodeStateVector(this.doc));
  }

  #keptChanged() {
    this.#noteTimer ??= setTimeout(() => {
      this.#noteTimer = null;
      this.#isNoted = false; // without the note more text than needed is offered, never less
      this.#layBy();
    }, NOTE_AFTER);
  }

  #lookIfCaughtUp() {
    if (!this.#theirs) return;
    const mine = this.#clocks();
    if ([...this.#theirs].every(([client, clock]) => (mine.get(client) ?? 0) >= clock)) this.#resolveCaughtUp();
  }
}

/**
 * @param {Text} text
 * @param {number} at
 */
function clientBefore(text, at) {
  return createRelativePositionFromTypeIndex(text, at, -1).item?.client ?? NOBODY;
}
