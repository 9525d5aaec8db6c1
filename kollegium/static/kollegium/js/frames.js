/**
 * What carries frames between this page and the room: a WebSocket, or where none gets through, plain HTTP.
 * Both have the same shape: send(frame), close(), onframe(data), onclose(code, words).
 */

/** @typedef {string | Uint8Array<ArrayBuffer>} Frame */
/**
 * @typedef {{
 *   send(frame: Frame): void,
 *   close(): void,
 *   onframe: (data: string | ArrayBuffer) => void,
 *   onclose: (code: number, words?: string) => void,
 * }} Line
 */

const TEXT = 0;
const BINARY = 1;
const CLOSE = 2;
const LOST = 1006;
const LAST_WORDS = 60_000; // bytes that a browser still carries for a page that has gone
const SOCKETS_FIRST = 2;

/**
 * Which way to try next: a socket, but on a page where none has worked and two have failed, every other time by HTTP.
 */
export class Ways {
  #failed = 0;
  #socketsWork = false;

  /**
   * @param {URL} url
   * @returns {Line}
   */
  open(url) {
    const isBlocked = !this.#socketsWork && this.#failed >= SOCKETS_FIRST && this.#failed % 2 === 0;
    return isBlocked ? new ByPost(url) : new BySocket(url);
  }

  /** @param {Line | null} line */
  worked(line) {
    this.#socketsWork ||= line instanceof BySocket;
    this.#failed = SOCKETS_FIRST - 1; // the next line is tried by socket again
  }

  failed() {
    this.#failed++;
  }
}

class BySocket {
  /** @type {Line["onframe"]} */
  onframe = () => {};
  /** @type {Line["onclose"]} */
  onclose = () => {};
  /** @type {WebSocket} */
  #socket;

  /** @param {URL} url */
  constructor(url) {
    const address = new URL(url);
    address.protocol = address.protocol.replace("http", "ws");
    this.#socket = new WebSocket(address);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onmessage = ({ data }) => this.onframe(data);
    this.#socket.onclose = ({ code, reason }) => this.onclose(code, reason);
  }

  /** @param {Frame} frame */
  send(frame) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  close() {
    this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
  }
}

/**
 * One question always waits at the server for what comes down; what goes up is posted beside it, one body at a time.
 */
class ByPost {
  /** @type {Line["onframe"]} */
  onframe = () => {};
  /** @type {Line["onclose"]} */
  onclose = () => {};
  /** @type {URL} */
  #url;
  /** @type {URL | null} */
  #line = null;
  /** @type {Blob[]} */
  #up = [];
  #isCarrying = false;
  #stop = new AbortController();

  /** @param {URL} url */
  constructor(url) {
    this.#url = new URL("ramar/", url);
    this.#open().catch(() => this.#end(LOST));
  }

  /** @param {Frame} frame */
  send(frame) {
    if (!this.#line) return;
    this.#up.push(packed(frame));
    this.#carry().catch(() => this.#end(LOST));
  }

  close() {
    this.onframe = this.onclose = () => {};
    this.#end(LOST);
  }

  async #open() {
    const answer = await this.#post(this.#url);
    const { key, closed } = await answer.json();
    if (closed) return this.#end(closed[0], closed[1]);
    this.#line = new URL(`${key}/`, this.#url);
    while (this.#line) await this.#listen();
  }

  async #listen() {
    const answer = await this.#post(/** @type {URL} */ (this.#line));
    if (!answer.ok) return this.#end(LOST);
    for (const { kind, body } of unpacked(await answer.arrayBuffer())) {
      if (kind === CLOSE) return this.#end(new DataView(body).getUint16(0), new TextDecoder().decode(body.slice(2)));
      this.onframe(kind === TEXT ? new TextDecoder().decode(body) : body);
    }
  }

  async #carry() {
    if (this.#isCarrying) return;
    this.#isCarrying = true;
    await null; // what is said in the same breath goes in the same body
    while (this.#up.length && this.#line) {
      const body = new Blob(this.#up.splice(0));
      const answer = await this.#post(this.#line, { body, keepalive: body.size < LAST_WORDS });
      if (!answer.ok) return this.#end(LOST);
    }
    this.#isCarrying = false;
  }

  /**
   * @param {URL} url
   * @param {RequestInit} what
   */
  #post(url, what = {}) {
    // Last words are sent also when the page goes: they are not taken back with the question that waits.
    return fetch(url, {
      method: "POST",
      cache: "no-store",
      redirect: "error",
      signal: what.body ? undefined : this.#stop.signal,
      ...what,
    });
  }

  /** @param {number} code */
  #end(code, words = "") {
    this.#line = null;
    this.#stop.abort();
    this.onclose(code, words);
    this.onframe = this.onclose = () => {};
  }
}

/** @param {Frame} frame */
function packed(frame) {
  const body = typeof frame === "string" ? new TextEncoder().encode(frame) : frame;
  const head = new DataView(new ArrayBuffer(5));
  head.setUint8(0, typeof frame === "string" ? TEXT : BINARY);
  head.setUint32(1, body.length);
  return new Blob([head, body]);
}

/** @param {ArrayBuffer} bytes */
function* unpacked(bytes) {
  const view = new DataView(bytes);
  for (let at = 0; at < bytes.byteLength; ) {
    const end = at + 5 + view.getUint32(at + 1);
    yield { kind: view.getUint8(at), body: bytes.slice(at + 5, end) };
    at = end;
  }
}

/**
 * A binary frame: its kind, then its body.
 * @param {number} kind
 * @param {Uint8Array} body
 */
export function framed(kind, body) {
  const frame = new Uint8Array(1 + body.length);
  frame[0] = kind;
  frame.set(body, 1);
  return frame;
}
