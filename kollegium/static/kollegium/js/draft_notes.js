/** What is noted in the browser's store beside a draft's rows. */
import { SignedClients } from "./client_numbers.js";
import { parseUpdateMeta } from "../vendor/sync.js";

/** @typedef {import("./server_copy.js").ServerCopy} ServerCopy */

export class DraftNotes {
  /**
   * When the last key had come into the store.
   * @type {number | null}
   */
  storedAt = null;
  clients = new SignedClients();
  /** @type {Map<string, string>} */
  aside = new Map(); // heading -> what its writer wrote when it was full
  /** @type {ServerCopy} */
  #server;

  /**
   * @param {ServerCopy} server
   * @param {number} client the one that types here
   */
  constructor(server, client) {
    this.#server = server;
    this.clients.sign([client]);
  }

  /** @param {any} stored as the store gives it */
  read({ rows, kept, at, aside, mine }) {
    // A release that kept words without telling whose they were counted all as one's own.
    const isUnsigned = rows.length && !mine.length;
    const owners = isUnsigned
      ? rows.flatMap((/** @type {Uint8Array} */ bytes) => [...parseUpdateMeta(bytes).to.keys()])
      : mine;
    this.clients.sign(owners);
    this.#server.remember(new Map(kept));
    aside.forEach(
      (/** @type {[string, string]} */ [heading, words]) => this.aside.has(heading) || this.aside.set(heading, words),
    );
    this.storedAt ??= at;
  }

  toStore(at = this.storedAt) {
    return { kept: [...this.#server.kept], at, aside: [...this.aside], mine: [...this.clients.unstored] };
  }
}
