/** What the server is known to hold of a draft: all that it has given and acknowledged. */
import { survive } from "./survive.js";
import {
  Doc,
  applyUpdate,
  createDeleteSet,
  createSnapshot,
  decodeStateVector,
  encodeStateAsUpdate,
  encodeStateVector,
  parseUpdateMeta,
  snapshot,
} from "../vendor/sync.js";

/** @typedef {{insert: string, attributes?: any}} Piece */

/**
 * @param {Map<number, number>} vector
 * @param {Map<number, number>} by
 */
const raise = (vector, by) =>
  by.forEach((clock, client) => vector.set(client, Math.max(clock, vector.get(client) ?? 0)));
/** @param {Uint8Array} bytes */
const isEmptyUpdate = (bytes) => bytes.length === 2 && bytes[0] === 0 && bytes[1] === 0;
/** @param {any} piece */
const isNew = (piece) => piece.attributes?.ychange?.type === "added";
// Half of a pair of surrogates becomes another sign on the way.
/** @param {string} words */
const asSent = (words) => words.replace(/\r\n?/g, "\n").toWellFormed();

export class ServerCopy {
  /** @type {Map<number, number>} */
  kept = new Map(); // Yjs client -> how much of it the server is known to hold
  #doc = new Doc();
  /** @type {{bytes: Uint8Array, whole: Uint8Array} | null} */
  #met = null; // what was sent when we met, and the whole document then: once that is kept the server has it all

  /** @type {Map<number, number> | null} */
  #theirs = null;
  /** @type {(nothing?: undefined) => void} */
  #resolveCaughtUp;
  /** Resolves when all the server had when we met is in the document. */
  caughtUp = new Promise((resolve) => (this.#resolveCaughtUp = resolve));

  /**
   * The server told what it has.
   * @param {Uint8Array} vector
   * @param {boolean} writes
   */
  meet(vector, writes) {
    this.#theirs = decodeStateVector(vector);
    this.#doc = new Doc();
    // A writer can give the server what it lost; for a reader, what was once kept stays kept, even if the draft is
    // pruned.
    if (writes) this.kept = new Map(this.#theirs);
    else raise(this.kept, this.#theirs);
  }

  /** @param {Doc} doc */
  lookIfCaughtUp(doc) {
    if (!this.#theirs) return;
    const mine = decodeStateVector(encodeStateVector(doc));
    if ([...this.#theirs].every(([client, clock]) => (mine.get(client) ?? 0) >= clock)) this.#resolveCaughtUp();
  }

  /**
   * What the server lacks of the whole document; returned to be sent, or null when that is nothing.
   * @param {Uint8Array} bytes
   * @param {Uint8Array} whole
   */
  offer(bytes, whole) {
    if (isEmptyUpdate(bytes)) applyUpdate(this.#doc, whole);
    else this.#met = { bytes, whole };
    return isEmptyUpdate(bytes) ? null : bytes;
  }

  /**
   * What was sent is kept there.
   * @param {Uint8Array} bytes
   */
  acknowledge(bytes) {
    applyUpdate(this.#doc, this.#met?.bytes === bytes ? this.#met.whole : bytes);
    const { from, to } = parseUpdateMeta(bytes);
    // A gap means that an earlier update was put off: what comes after it does not vouch for it.
    for (const client of to.keys()) if ((from.get(client) ?? 0) > (this.kept.get(client) ?? 0)) to.delete(client);
    raise(this.kept, to);
  }

  /**
   * What came from there.
   * @param {Uint8Array} bytes
   */
  receive(bytes) {
    survive(() => applyUpdate(this.#doc, bytes));
    raise(this.kept, parseUpdateMeta(bytes).to);
  }

  /**
   * As noted in the browser's store.
   * @param {Map<number, number>} kept
   */
  remember(kept) {
    raise(this.kept, kept);
  }

  /**
   * Compared letter by letter.
   * @param {string} heading
   * @param {string} words
   */
  hasReached(heading, words) {
    return asSent(words) === asSent(this.#doc.getText(heading).toString());
  }

  /**
   * What the document has beyond what is held there; null when that is nothing.
   * @param {Doc} doc
   */
  missing(doc) {
    return this.isBehind(doc) ? encodeStateAsUpdate(doc, encodeStateVector(this.#doc)) : null;
  }

  /** @param {Doc} doc */
  isBehind(doc) {
    return [...doc.share.keys()].some((heading) => !this.hasReached(heading, doc.getText(heading).toString()));
  }

  /**
   * What `clients` have written under the heading and is not held there, piece by piece.
   * @param {Doc} doc
   * @param {string} heading
   * @param {Set<number>} clients
   */
  unkeptPieces(doc, heading, clients) {
    return this.#pieces(doc, heading)
      .filter((piece) => isNew(piece) && clients.has(piece.attributes.ychange.user))
      .map((piece) => piece.insert);
  }

  /**
   * The heading without what is not held there.
   * @param {Doc} doc
   * @param {string} heading
   */
  keptText(doc, heading) {
    return this.#pieces(doc, heading)
      .filter((piece) => !isNew(piece))
      .map((piece) => piece.insert)
      .join("");
  }

  /**
   * @param {Doc} doc
   * @param {string} heading
   * @returns {Piece[]}
   */
  #pieces(doc, heading) {
    /** @type {(type: string, id: {client: number}) => object} */
    const whose = (type, { client }) => ({ type, user: client });
    return doc.getText(heading).toDelta(snapshot(doc), createSnapshot(createDeleteSet(), this.kept), whose);
  }
}
