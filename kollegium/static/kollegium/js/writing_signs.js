/** "Bo skriver" beside the label of the field where somebody else is typing right now. */

const SHOWN_FOR = 4_000;

export class WritingSigns {
  /** @type {Element} */
  #root;
  /** @type {string | undefined} */
  #me;
  /** @type {Record<number, string>} */
  #people = {};
  /** @type {Map<string, Map<number, Timer>>} */
  #timers = new Map(); // heading -> user id -> timer

  /**
   * @param {Element} root
   * @param {string | undefined} me
   * @param {AbortSignal} signal
   */
  constructor(root, me, signal) {
    this.#root = root;
    this.#me = me;
    document.addEventListener("room:state", ({ detail }) => (this.#people = detail.people), { signal });
    document.addEventListener("room:writing", ({ detail }) => this.#heard(detail), { signal });
  }

  /** @param {{who: number, heading: string}} sign */
  #heard({ who, heading }) {
    const sign = signOf(this.#root.querySelector(`textarea[data-heading="${CSS.escape(heading)}"]`));
    if (!sign || String(who) === this.#me) return;
    const timers = this.#timers.get(heading) ?? new Map();
    this.#timers.set(heading, timers);
    clearTimeout(timers.get(who));
    timers.set(
      who,
      setTimeout(() => {
        timers.delete(who);
        this.#draw(sign, timers);
      }, SHOWN_FOR),
    );
    this.#draw(sign, timers);
  }

  /**
   * @param {any} sign
   * @param {Map<number, Timer>} timers
   */
  #draw(sign, timers) {
    const names = [...timers.keys()].map((who) => this.#people[who]).filter(Boolean);
    sign.textContent = names.length ? `${new Intl.ListFormat("sv").format(names)} skriver` : "";
  }
}

/**
 * The [data-writing] of the field a textarea stands in: in the nearest ancestor that has one.
 * @param {HTMLTextAreaElement | null} area
 */
function signOf(area) {
  for (let box = area?.parentElement; box && box.localName !== "live-protocol"; box = box.parentElement) {
    const sign = box.querySelector("[data-writing]");
    if (sign) return sign;
  }
  return null;
}
