/** The protocol being written, as a Yjs document: kept in the browser's store first, then carried to the server. */
import { ClientNumbers } from "./client_numbers.js";
import { DraftKeeper, STORED } from "./draft_keeper.js";
import { HeldUpdates } from "./held_updates.js";
import { ServerCopy } from "./server_copy.js";
import { SharedTextarea } from "./shared_textarea.js";
import { SturdyDoc } from "./sturdy_doc.js";
import { survive } from "./survive.js";
import { applyUpdate, encodeStateAsUpdate, encodeStateVector, mergeUpdates } from "../vendor/sync.js";

const REMOTE = Symbol("from the server");
const WHOLE = 12; // characters; shorter words are found in any text

export class LivingDraft {
  doc = new SturdyDoc();
  numbers = new ClientNumbers(this.doc);
  /** Called when what was typed has come into the store, or cannot. */
  onStored = () => {};
  /** Called when others' words build on something that never came. */
  onGap = () => {};
  /** @type {DraftKeeper} */
  #keeper;
  #server = new ServerCopy();
  /** @type {Set<SharedTextarea>} */
  #fields = new Set();
  /** @type {Uint8Array[]} */
  #unsent = [];
  #arriving = new HeldUpdates((bytes) => this.#apply(bytes));

  /**
   * @param {string} key
   * @param {() => void} onchange
   */
  static async load(key, onchange) {
    const draft = new LivingDraft(`kollegium-protokoll-${key}`);
    draft.doc.on("update", (bytes, origin) => draft.#changed(bytes, origin, onchange));
    await draft.#keeper.open();
    return draft;
  }

  /** @param {string} name */
  constructor(name) {
    this.#keeper = new DraftKeeper(name, this.doc, this.#server, () => this.onStored());
  }

  /** Resolves when all the server had when we met is in this document. */
  get caughtUp() {
    return this.#server.caughtUp;
  }

  get isEmpty() {
    return this.#keeper.isEmpty;
  }

  get isStored() {
    return this.#keeper.isStored;
  }

  get isForgotten() {
    return this.#keeper.isForgotten;
  }

  /** When the last key had come into the browser's own store. */
  get storedAt() {
    return this.#keeper.notes.storedAt;
  }

  /** False when what is typed here does not come into the browser's store. */
  get isSafeHere() {
    return this.#keeper.isSafe;
  }

  /**
   * True when what stands in the fields, and in the document, is what the server is known to hold: compared, letter by
   * letter.
   */
  get isKept() {
    const isBehind = this.#server.isBehind(this.doc);
    return !isBehind && [...this.#fields].every((field) => this.#server.hasReached(field.heading ?? "", field.value));
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
    if (!this.#arriving.isHolding) this.#fields.forEach((field) => survive(() => field.mend()));
  }

  /**
   * What its writer wrote when the draft was full.
   * @param {string} heading
   */
  aside(heading) {
    return this.#keeper.notes.aside.get(heading) ?? "";
  }

  /**
   * @param {string} heading
   * @param {string} words
   */
  layAside(heading, words) {
    return this.#keeper.layAside(heading, words);
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
    this.#server.meet(vector, writes);
    this.#keeper.noteSoon();
    this.#server.lookIfCaughtUp(this.doc);
  }

  /** @param {Uint8Array} vector */
  since(vector) {
    this.#unsent = [];
    const bytes = encodeStateAsUpdate(this.doc, vector); // with every deletion: a vector tells nothing of those
    return this.#server.offer(bytes, encodeStateAsUpdate(this.doc));
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
    const missing = this.#server.missing(this.doc);
    if (missing) this.#unsent = [];
    return missing;
  }

  /** @param {Uint8Array} bytes */
  kept(bytes) {
    this.#server.acknowledge(bytes);
    this.#keeper.noteSoon();
  }

  /** @param {Uint8Array} bytes */
  receive(bytes) {
    this.#arriving.receive(bytes);
  }

  /** Others' edits wait while a character is being composed, as a changed field would break the composition. */
  hold() {
    this.#arriving.hold();
  }

  release() {
    this.#arriving.release();
  }

  /**
   * What was typed here, stands under a heading and has not reached the server, piece by piece; what can be read in
   * `final` has.
   * @param {string} heading
   */
  unkept(heading, final = "") {
    /** @type {(words: string) => boolean} */
    const isKept = (words) => words.trim().length >= WHOLE && final.includes(words.trim());
    const pieces = this.#server.unkeptPieces(this.doc, heading, this.#keeper.notes.clients.all);
    return [...pieces, this.aside(heading)].filter((words) => words && !isKept(words)).join(" … ");
  }

  /**
   * The heading without what is unkept.
   * @param {string} heading
   */
  keptText(heading) {
    return this.#server.keptText(this.doc, heading);
  }

  /** Takes in what another tab may have put in the store, and notes there how much of it the server has. */
  settle() {
    return this.#keeper.settle();
  }

  forget() {
    return this.#keeper.forget();
  }

  /** When what was typed last has been laid by. */
  async close() {
    this.#arriving.stop();
    await this.#keeper.close();
    this.doc.destroy();
  }

  /**
   * @param {Uint8Array} bytes
   * @param {unknown} origin
   * @param {() => void} onchange
   */
  #changed(bytes, origin, onchange) {
    if (origin === STORED) return;
    const isTyped = origin !== REMOTE;
    if (isTyped) this.#unsent.push(bytes);
    this.#keeper.add(bytes, isTyped);
    if (isTyped) survive(onchange);
  }

  /** @param {Uint8Array} bytes */
  #apply(bytes) {
    this.#fields.forEach((field) => survive(() => field.read()));
    survive(() => applyUpdate(this.doc, bytes, REMOTE));
    this.#server.receive(bytes);
    this.#keeper.noteSoon();
    this.#server.lookIfCaughtUp(this.doc);
    if (this.hasGap) survive(() => this.onGap());
  }
}
