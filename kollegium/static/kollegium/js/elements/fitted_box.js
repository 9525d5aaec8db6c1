/**
 * <fitted-box [data-across]>: what stands in a box of a given size is set smaller, a step at a time, until nothing is
 * cut. It tells CSS
 * by --fit (how much smaller), data-tight (leave out what is also told elsewhere) and, when not even that is enough,
 * data-cut with --lines (how many lines of each long text). data-across: the box is as high as what stands in it.
 */
const SMALLEST = 0.72; // what can still be read from the back of a room
const MOST_LINES = 24;
const STEPS = [
  ...[1, 0.92, 0.85].map((fit) => ({ fit })),
  ...[1, 0.92, 0.85, 0.78, SMALLEST].map((fit) => ({ fit, tight: true })),
  ...Array.from({ length: MOST_LINES }, (_, less) => ({ fit: SMALLEST, tight: true, lines: MOST_LINES - less })),
];

class FittedBox extends HTMLElement {
  #seen = "";
  /** @type {{disconnect(): void}[]} */
  #watches = [];

  connectedCallback() {
    const look = () => this.#look();
    const size = new ResizeObserver(look);
    const words = new MutationObserver(look);
    size.observe(this);
    words.observe(this, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ["hidden"],
    });
    this.#watches = [size, words];
  }

  disconnectedCallback() {
    for (const watch of this.#watches) watch.disconnect();
  }

  #look() {
    if (this.#now() === this.#seen) return;
    const at = /** @type {HTMLElement} */ (this).scrollTop;
    STEPS.some((step) => this.#fits(step));
    this.scrollTop = at;
    this.#seen = this.#now();
  }

  /** A clock that goes on is no other text. */
  #now() {
    return `${this.offsetWidth} ${this.offsetHeight} ${this.innerText.replace(/\d/g, "0")}`;
  }

  /** @param {{fit: number, tight?: boolean, lines?: number}} step */
  #fits({ fit, tight = false, lines = 0 }) {
    this.style.setProperty("--fit", String(fit));
    this.style.setProperty("--lines", String(lines));
    this.toggleAttribute("data-tight", tight);
    this.toggleAttribute("data-cut", lines > 0);
    const isLow = "across" in this.dataset || this.scrollHeight <= this.clientHeight + 1;
    return isLow && this.scrollWidth <= this.clientWidth + 1;
  }
}

customElements.define("fitted-box", FittedBox);
