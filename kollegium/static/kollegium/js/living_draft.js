/** The protocol being written, as a Yjs document: kept in the browser's own store first, then carried to the server by the room link. */
import { forgetLastWords, keepLastWords, lastWords } from "./last_words.js";
import { SharedTextarea } from "./shared_textarea.js";
import {
  Doc,
  IndexeddbPersistence,
  applyUpdate,
  createDeleteSet,
  createSnapshot,
  decodeStateVector,
  encodeStateAsUpdate,
  encodeStateVector,
  fetchUpdates,
  mergeUpdates,
  parseUpdateMeta,
  snapshot,
} from "../vendor/sync.js";

const REMOTE = Symbol("from the server");
const STORE_PATIENCE = 3_000;
const STORE_LATE = 1_000;
const HOLD_AT_MOST = 4_000;
const NOTE_AFTER = 300;
const WHOLE = 12; // characters; shorter words are found in any text

const raise = (vector, by) => by.forEach((clock, client) => vector.set(client, Math.max(clock, vector.get(client) ?? 0)));
const MINE = "mine"; // in the store: [MINE, client] for each Yjs client that has typed on this device
const isNew = (piece) => piece.attributes?.ychange?.type === "added";
const isEmptyUpdate = (bytes) => bytes.length === 2 && bytes[0] === 0 && bytes[1] === 0;

export class LivingDraft {
  doc = new Doc();
  isStored = false;
  isForgotten = false;
  /** When the last key had come into the browser's own store. */
  storedAt = null;
  /** Called when what was typed has come into the store, or cannot. */
  onStored = () => {};
  /** Called before others' edits are applied, so that the fields are read first. */
  beforeRemote = () => {};
  /** Called when others' words build on something that never came. */
  onGap = () => {};
  #store;
  #kept = new Map(); // Yjs client -> how much of it the server is known to hold
  #mine = new Set(); // Yjs clients that have typed on this device, in this person's name
  #noteTimer = null;
  #unsent = [];
  #theirs = null;
  #unstored = []; // of what was typed here, what is not known to be in the browser's store
  #letGo = () => {};
  #typed = 0; // changes made here
  #inStore = 0; // how many of them are known to be in the browser's store
  #looking = false;
  #isLate = false;
  #held = null; // others' updates, waiting while somebody composes a character here
  #releaseTimer = null;
  #resolveCaughtUp;
  /** Resolves when all the server had when we met is in this document. */
  caughtUp = new Promise((resolve) => (this.#resolveCaughtUp = resolve));

  static async load(key, onchange) {
    const draft = new LivingDraft();
    await draft.#open(`kollegium-protokoll-${key}`);
    await draft.#recall();
    draft.doc.on("update", (bytes, origin) => {
      if (origin === REMOTE || origin === draft.#store) return;
      draft.#sign(parseUpdateMeta(bytes).to.keys());
      draft.#unsent.push(bytes);
      draft.#unstored.push(bytes);
      draft.#typed++;
      draft.#lookInStore();
      onchange();
    });
    draft.#takeLastWords();
    return draft;
  }

  get isEmpty() {
    return this.#clocks().size === 0;
  }

  /** False when what is typed here does not come into the browser's store. */
  get isSafeHere() {
    return this.isStored && !this.#isLate;
  }

  text(heading) {
    return this.doc.getText(heading);
  }

  /** From here on this field and its heading are one text. */
  bind(area) {
    return new SharedTextarea(area, this.text(area.dataset.heading), this);
  }

  /** What the link sends and receives. */
  vector() {
    return encodeStateVector(this.doc);
  }

  meet(vector, writes) {
    this.#theirs = decodeStateVector(vector);
    // A writer can give the server what it lost; for a reader, what was once kept stays kept, even if the draft is pruned.
    if (writes) this.#kept = new Map(this.#theirs);
    else raise(this.#kept, this.#theirs);
    this.#keptChanged();
    this.#lookIfCaughtUp();
  }

  since(vector) {
    this.#unsent = [];
    const bytes = encodeStateAsUpdate(this.doc, vector);
    return isEmptyUpdate(bytes) ? null : bytes;
  }

  take() {
    const updates = this.#unsent;
    this.#unsent = [];
    return updates.length ? mergeUpdates(updates) : null;
  }

  kept(bytes) {
    const { from, to } = parseUpdateMeta(bytes);
    // A gap means that an earlier update was put off: what comes after it does not vouch for it.
    for (const client of to.keys()) if ((from.get(client) ?? 0) > (this.#kept.get(client) ?? 0)) to.delete(client);
    raise(this.#kept, to);
    this.#keptChanged();
  }

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

  /** What was typed here, stands in a heading and has not reached the server, piece by piece; what can be read in `final` has. */
  unkept(heading, final = "") {
    const isKept = (words) => words.trim().length >= WHOLE && final.includes(words.trim());
    const pieces = this.#pieces(heading).filter((piece) => isNew(piece) && this.#mine.has(piece.attributes.ychange.user)).map((piece) => piece.insert);
    return pieces.filter((words) => !isKept(words)).join(" … ");
  }

  /** The heading without what is unkept. */
  keptText(heading) {
    return this.#pieces(heading).filter((piece) => !isNew(piece)).map((piece) => piece.insert).join("");
  }

  /** Takes in what another tab may have put in the store, and notes there how much of it the server has. */
  async settle() {
    if (!this.isStored) return;
    await fetchUpdates(this.#store);
    await this.#noteKept();
  }

  async forget() {
    clearTimeout(this.#noteTimer);
    this.isForgotten = true;
    this.#letGo();
    forgetLastWords(lastWords(this.#store.name).map(([place]) => place));
    if (!this.isStored) return;
    this.isStored = false;
    await this.#store.clearData();
  }

  close() {
    clearTimeout(this.#releaseTimer);
    clearTimeout(this.#noteTimer);
    this.#letGo();
    this.doc.destroy();
  }

  /** Which of the draft's words are this person's own. A release that kept them without telling counted all as one's own. */
  async #recall() {
    const keys = this.isStored ? await answer(this.#store.db.transaction("custom").objectStore("custom").getAllKeys()).catch(() => []) : [];
    const marks = keys.filter(Array.isArray).map(([, client]) => client);
    this.#sign([...(marks.length ? marks : this.#clocks().keys()), this.doc.clientID]);
  }

  #sign(clients) {
    for (const client of clients) {
      if (this.#mine.has(client)) continue;
      this.#mine.add(client);
      if (this.isStored) this.#store.set([MINE, client], true).catch(() => {});
    }
  }

  /** As the page before this one went; laid by in the store before they are forgotten there. */
  async #takeLastWords() {
    const { name } = this.#store;
    this.#letGo = keepLastWords(name, () => (this.#unstored.length ? mergeUpdates(this.#unstored) : null));
    const left = lastWords(name);
    if (!left.length) return;
    left.forEach(([, bytes]) => applyUpdate(this.doc, bytes));
    await this.#lookInStore();
    if (this.isStored && !this.#unstored.length) forgetLastWords(left.map(([place]) => place));
  }

  async #open(name) {
    this.#store = new IndexeddbPersistence(name, this.doc);
    const loaded = this.#store.whenSynced.then(() => this.#store.get("kept"));
    const failed = this.#store._db.then(() => new Promise(() => {})); // y-indexeddb tells of no failure: a browser without a store rejects here
    const late = new Promise((_, reject) => setTimeout(reject, STORE_PATIENCE, new Error("the browser's store does not answer")));
    try {
      raise(this.#kept, new Map(await Promise.race([loaded, failed, late])));
      this.isStored = true;
      this.storedAt = (await this.#store.get("at")) ?? null;
      this.#store.db.addEventListener("abort", () => this.#storeFailed()); // the disk is full
    } catch (error) {
      console.warn("protocol: nothing can be kept in this browser", error);
    }
  }

  /** A reading waits for the writings before it: when it answers, what was typed is there. */
  async #lookInStore() {
    if (this.#looking || !this.isStored) return;
    this.#looking = true;
    try {
      while (this.isStored && this.#inStore < this.#typed) {
        const typed = this.#typed;
        const late = setTimeout(() => this.#late(true), STORE_LATE);
        await answer(this.#store.db.transaction("updates").objectStore("updates").count());
        clearTimeout(late);
        this.#late(false);
        this.#unstored.splice(0, typed - this.#inStore);
        this.#inStore = typed;
        this.storedAt = Date.now();
      }
      if (this.isStored) await this.#store.set("at", this.storedAt);
    } catch {
      this.#storeFailed();
    }
    this.#looking = false;
    this.onStored();
  }

  #late(isLate) {
    if (this.#isLate === isLate) return;
    this.#isLate = isLate;
    this.onStored();
  }

  #storeFailed() {
    this.isStored = false;
    this.onStored();
  }

  #pieces(heading) {
    const whose = (type, { client }) => ({ type, user: client });
    return this.text(heading).toDelta(snapshot(this.doc), createSnapshot(createDeleteSet(), this.#kept), whose);
  }

  #apply(bytes) {
    this.beforeRemote();
    applyUpdate(this.doc, bytes, REMOTE);
    raise(this.#kept, parseUpdateMeta(bytes).to);
    this.#keptChanged();
    this.#lookIfCaughtUp();
    if (this.doc.store.pendingStructs) this.onGap();
  }

  #clocks() {
    return decodeStateVector(encodeStateVector(this.doc));
  }

  #keptChanged() {
    this.#noteTimer ??= setTimeout(() => {
      this.#noteTimer = null;
      this.#noteKept();
    }, NOTE_AFTER);
  }

  async #noteKept() {
    if (this.isStored) await this.#store.set("kept", [...this.#kept]).catch(() => {}); // without the note more text than needed is offered, never less
  }

  #lookIfCaughtUp() {
    if (!this.#theirs) return;
    const mine = this.#clocks();
    if ([...this.#theirs].every(([client, clock]) => (mine.get(client) ?? 0) >= clock)) this.#resolveCaughtUp();
  }
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
