/**
 * What has been written here and what the server has said about it: numbers updates, sends them again when asked, knows
 * when all is kept.
 */

/** @typedef {import("./living_draft.js").LivingDraft} Draft */

export const VECTOR = 0;
export const UPDATE = 1;
const COALESCE = 40;
const LATER = 2_000;
const GAP = 1_000; // the missing part is most often just behind
const LOOK_EVERY = 1_000;

export class Outbox {
  /** @type {(kind: number, bytes: Uint8Array) => void} */
  #send;
  /** @type {(said: Unsaved) => void} */
  #told;
  /** @type {Draft | null} */
  #draft = null;
  /** @type {Uint8Array | null} */
  #theirs = null; // what the server has, as it said on this connection
  #met = false; // both sides know what the other has: from here on single updates suffice
  #writes = false;
  #dirty = false;
  /** @type {Timer | null} */
  #timer = null;
  #frame = 0;
  /** @type {Timer | null} */
  #asking = null;
  #isRefused = false;
  #isUnsaved = false; // as last told
  /** @type {Map<number, Uint8Array>} */
  #waiting = new Map(); // frame number -> the update, sent and not yet kept

  /**
   * `send(kind, bytes)` puts a binary frame on the line; `told({unsaved, local, at})` hears of every change.
   * @param {(kind: number, bytes: Uint8Array) => void} send
   * @param {(said: Unsaved) => void} told
   */
  constructor(send, told) {
    this.#send = send;
    this.#told = told;
    setInterval(() => this.#look(), LOOK_EVERY);
  }

  /** False only when nothing waits and what stands in the fields is what the server has acknowledged. */
  get unsaved() {
    return this.#waits || this.#differs;
  }

  get isSettled() {
    return this.#met && !this.unsaved;
  }

  get #waits() {
    return this.#dirty || this.#waiting.size > 0;
  }

  get #differs() {
    return this.#writes && this.#draft !== null && !this.#draft.isKept;
  }

  /** @param {Draft} draft */
  carry(draft) {
    this.#draft = draft;
    draft.onGap = () => this.#askAgain();
    draft.onStored = () => this.#tell();
    this.#dirty = !draft.isEmpty;
    this.#tell();
  }

  /** @param {Draft} draft */
  drop(draft) {
    if (this.#draft !== draft) return;
    this.flush();
    this.#draft = null;
    this.#met = false;
  }

  /**
   * The line is open: say what we have. The server says the same of itself, in no certain order.
   * @param {boolean} writes
   */
  introduce(writes) {
    this.#writes = writes;
    if (!this.#draft) return;
    this.#send(VECTOR, this.#draft.vector());
    this.#meet();
  }

  /**
   * @param {number} kind
   * @param {Uint8Array} body
   */
  heard(kind, body) {
    if (kind === VECTOR) {
      this.#theirs = body;
      this.#meet();
    } else if (kind === UPDATE) this.#draft?.receive(body);
    if (this.#draft?.hasGap) this.#askAgain();
  }

  changed() {
    this.#dirty = true;
    this.#timer ??= setTimeout(() => this.flush(), COALESCE);
    this.#tell();
  }

  flush() {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#met || !this.#dirty || !this.#writes) return;
    this.#dirty = false;
    this.#give(this.#draft?.take() ?? null);
  }

  /** @param {number} number */
  kept(number) {
    const update = this.#waiting.get(number);
    if (!update) return;
    this.#waiting.delete(number);
    this.#draft?.kept(update);
    if (!this.#waits) this.#tell();
  }

  /** @param {number} number */
  later(number) {
    setTimeout(() => this.#again(number), LATER * (1 + Math.random()));
  }

  /**
   * Returns true when all must be said again from the start, as later updates build on the one that was refused.
   * @param {number} number
   * @param {boolean} final
   */
  refused(number, final) {
    this.#waiting.delete(number);
    if (final) this.#writes = false;
    this.#dirty = this.#isRefused = !final;
    if (!this.#waits) this.#tell();
    return !final;
  }

  /** The line is down: the next meeting of vectors finds out what had been kept. */
  lost() {
    this.#dirty ||= this.#waiting.size > 0;
    this.#theirs = null;
    this.#met = false;
    this.#waiting.clear();
    this.#frame = 0;
  }

  /**
   * Finds by comparing what went past those who should have heard of it: a key, or others' words, when a listener
   * broke.
   */
  #look() {
    if (!this.#draft || this.#waits) return;
    this.#draft.mend();
    if (!this.#differs && !this.#isUnsaved) return;
    if (this.#met && this.#differs && !this.#waits) this.#give(this.#draft.beyond());
    this.#tell();
  }

  #meet() {
    if (!this.#draft || !this.#theirs) return;
    this.#draft.meet(this.#theirs, this.#writes);
    this.#met = true;
    this.#dirty = false;
    // A full draft takes these, and may then have room.
    if (this.#writes && this.#isRefused) this.#give(this.#draft.deletions());
    this.#isRefused = false;
    if (this.#writes) this.#give(this.#draft.since(this.#theirs));
    this.#tell();
  }

  #askAgain() {
    this.#asking ??= setTimeout(() => {
      this.#asking = null;
      if (this.#met && this.#draft?.hasGap) this.#send(VECTOR, this.#draft.vector());
    }, GAP);
  }

  /** @param {Uint8Array | null} update */
  #give(update) {
    if (!update) return;
    this.#waiting.set(++this.#frame, update);
    this.#again(this.#frame);
  }

  /** @param {number} number */
  #again(number) {
    const update = this.#waiting.get(number);
    if (!update) return;
    const body = new Uint8Array(4 + update.length);
    new DataView(body.buffer).setUint32(0, number);
    body.set(update, 4);
    this.#send(UPDATE, body);
  }

  #tell() {
    this.#isUnsaved = this.unsaved;
    this.#told({
      unsaved: this.#isUnsaved,
      local: this.#draft?.isSafeHere ?? false,
      at: this.#draft?.storedAt ?? null,
    });
  }
}
