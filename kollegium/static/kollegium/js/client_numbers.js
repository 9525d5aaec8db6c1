/** The Yjs client numbers that this page writes with, and those that have typed on this device. */
import { createRelativePositionFromTypeIndex } from "../vendor/sync.js";

/** @typedef {import("../vendor/sync.js").Text} Text */

const NOBODY = -1; // client numbers begin at 0
const APART = 2 ** 32; // client numbers are as far apart as Yjs's own are
const HIGHEST = Number.MAX_SAFE_INTEGER; // of them; the server and Yjs take no higher one

export class ClientNumbers {
  /** @type {import("../vendor/sync.js").Doc} */
  #doc;
  /** @type {Set<number>} */
  #own; // the client numbers that have been written with on this page

  /** @param {import("../vendor/sync.js").Doc} doc */
  constructor(doc) {
    this.#doc = doc;
    this.#own = new Set([doc.clientID]);
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
   * letter by letter as they come. So who begins behind somebody else's words takes a higher number than theirs: what
   * they go on writing there, not yet seen here, comes before it, and no word is cut. Who goes on in words of one's
   * own goes on with their number. Only somebody who means ill has a number with none above it: behind those words one
   * writes with the number one has.
   * @param {Text} text
   * @param {number} at
   */
  takeTurn(text, at) {
    const doc = this.#doc;
    const before = clientBefore(text, at);
    if (this.#own.has(before)) doc.clientID = before;
    else if (before > doc.clientID) {
      const higher = [...this.#own].find((own) => own > before) ?? before + 1 + Math.floor(Math.random() * APART);
      if (higher <= HIGHEST) doc.clientID = higher;
    }
    this.#own.add(doc.clientID);
  }
}

/** The clients that have typed on this device, in this person's name. */
export class SignedClients {
  /** @type {Set<number>} */
  all = new Set();
  /** @type {Set<number>} */
  unstored = new Set(); // those of them that the browser's store does not know yet

  /** @param {Iterable<number>} clients */
  sign(clients) {
    for (const client of clients) {
      if (this.all.has(client)) continue;
      this.all.add(client);
      this.unstored.add(client);
    }
  }

  /** The store has lost them. */
  lose() {
    this.unstored = new Set(this.all);
  }
}

/**
 * @param {Text} text
 * @param {number} at
 */
function clientBefore(text, at) {
  return createRelativePositionFromTypeIndex(text, at, -1).item?.client ?? NOBODY;
}
