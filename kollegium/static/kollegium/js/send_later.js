/**
 * What is one's own, on its way to the server: laid by in this browser first, sent when there is a net, and let go only
 * when the server has said that it has just that. What a closed tab left is sent too.
 *
 * The protocol's draft is no such thing: its updates build on each other and go by the room's line (outbox.js).
 */

/** @typedef {Pick<import("./own_words.js").OwnWords, "set" | "isKept" | "keptAt">} Store */
/** @typedef {{onkept: () => void, onfound: import("./own_words.js").Found, signal: AbortSignal}} StoreEvents */
/** @typedef {{name: string, what: any, drop: () => void}} Beside */
/**
 * What an element knows of what it sends.
 * @typedef {{
 *   post(sent: Map<string, any>): Promise<Response | null>,
 *   accepted(name: string, what: any, said: string, isBeside: boolean): void,
 *   allKept(said: string, sent: Map<string, any>): void,
 *   refused(sent: Map<string, any>, answer: Response, said: string): boolean,
 *   signedOut(): void,
 *   waits(): void,
 *   found(name: string, what: any): void,
 *   batch?(waiting: Map<string, any>): Map<string, any>,
 *   told?(): void,
 * }} Sender
 */

const AGAIN = 4_000; // ms: no net, or a server that is ill
const SIGNED_IN_SOON = 12_000; // perhaps in another tab

/** One thing at a time, as it came. @type {(waiting: Map<string, any>) => Map<string, any>} */
const theFirst = (waiting) => new Map([...waiting].slice(0, 1));

export class SendLater {
  /** @type {number | null} */
  offlineSince = null;
  /** @type {Store} */
  #store;
  /** @type {Sender} */
  #sender;
  /** @type {Map<string, any>} */
  #waiting = new Map();
  /** @type {Beside[]} */
  #besides = []; // what closed tabs left under names that wait here too: sent one by one, after these
  #isSending = false;
  /** @type {Timer | undefined} */
  #timer;

  /**
   * `openStore` gives the browser's own store of what waits. Of the sender: `accepted` hears of each thing that the
   * server has taken, `allKept` when that was the last; `refused` says whether it has told of the no, else the same is
   * sent again; `waits` when something lies here and where that is has changed.
   * @param {(events: StoreEvents) => Store} openStore
   * @param {Sender} sender
   * @param {AbortSignal} signal
   */
  constructor(openStore, sender, signal) {
    this.#sender = sender;
    this.#store = openStore({
      onkept: () => this.isWaiting && sender.waits(),
      onfound: (name, what, drop, isTheirs) => isTheirs || this.#take(name, what, drop),
      signal,
    });
    const send = () => {
      this.send();
    };
    for (const name of ["online", "focus"]) addEventListener(name, send, { signal });
    document.addEventListener("visibilitychange", send, { signal });
    document.addEventListener("room:connection", ({ detail }) => detail.online && this.send(), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  get isWaiting() {
    return this.#waiting.size + this.#besides.length > 0;
  }

  /** Whether what was written last lies in the browser's store, and since when. */
  get isKeptHere() {
    return this.#store.isKept;
  }

  get keptHereAt() {
    return this.#store.keptAt;
  }

  /** What waits under a name; undefined when nothing does. @param {string} name */
  get(name) {
    return this.#waiting.get(name);
  }

  /** @returns {any[]} */
  get all() {
    return [...this.#waiting.values()];
  }

  /**
   * From now on this waits under the name, and nothing that it was before.
   * @param {string} name
   * @param {any} what
   */
  hold(name, what) {
    this.#waiting.set(name, what);
    this.#store.set(name, what);
  }

  /**
   * It waits no more, unless something else waits under its name by now.
   * @param {string} name
   * @param {any} what
   */
  letGo(name, what) {
    if (JSON.stringify(this.#waiting.get(name)) !== JSON.stringify(what)) return;
    this.#waiting.delete(name);
    this.#store.set(name, null);
  }

  /** @param {number} wait ms */
  later(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), wait);
  }

  /** @returns {Promise<void>} */
  async send() {
    clearTimeout(this.#timer);
    if (this.#isSending || !this.isWaiting) return;
    this.#isSending = true;
    const beside = this.#waiting.size ? null : this.#besides[0];
    const batch = this.#sender.batch?.(this.#waiting) ?? theFirst(this.#waiting);
    // A copy: what is held from now on is not in it.
    const sent = beside ? new Map([[beside.name, beside.what]]) : new Map(batch);
    const answer = await this.#sender.post(sent);
    const said = answer && answer.type !== "opaqueredirect" ? await answer.text().catch(() => "") : "";
    this.#isSending = false;
    if (answer?.ok) return this.#accept(sent, beside, said);
    if (answer?.type === "opaqueredirect") {
      this.later(SIGNED_IN_SOON);
      return this.#sender.signedOut();
    }
    const isRefused = answer !== null && answer.status < 500;
    if (answer?.status === 403) this.later(SIGNED_IN_SOON);
    if (isRefused && this.#sender.refused(sent, answer, said)) return;
    this.later(isRefused ? SIGNED_IN_SOON : AGAIN);
    this.offlineSince ??= Date.now();
    this.#sender.waits();
  }

  /**
   * @param {Map<string, any>} sent
   * @param {Beside | null} beside
   * @param {string} said
   */
  #accept(sent, beside, said) {
    this.offlineSince = null;
    if (beside) {
      this.#besides.shift();
      beside.drop();
    } else for (const [name, what] of sent) this.letGo(name, what);
    for (const [name, what] of sent) this.#sender.accepted(name, what, said, beside !== null);
    this.#sender.told?.();
    if (this.isWaiting) return this.send();
    this.#sender.allKept(said, sent);
  }

  /**
   * What the page before this one, or another tab, had not sent when it was closed.
   * @param {string} name
   * @param {any} what
   * @param {() => void} drop
   */
  #take(name, what, drop) {
    if (this.#waiting.has(name)) this.#besides.push({ name, what, drop });
    else {
      this.hold(name, what);
      this.#sender.found(name, what);
      drop();
    }
    this.#sender.told?.();
    this.later(0);
  }
}
