/**
 * The page's one line to the open meeting: keeps it up and tells the page what comes in as DOM events. What carries the
 * frames is in frames.js.
 */
import { ClockPings } from "./clock_pings.js";
import { AWAY, FOR_GOOD } from "./close_codes.js";
import { Ways, framed } from "./frames.js";
import { Outbox } from "./outbox.js";
import { followPage } from "./page_wakes.js";
import { show } from "./room_events.js";
import { ServerClock } from "./server_clock.js";

const SIGNED_IN_SOON = 12_000;
const OTHER = "Någon annan är inloggad här nu. Ladda om sidan, det som är skrivet finns kvar.";
const PATIENCE = 6_000; // a line that has not answered for so long is dead, whatever the browser believes
const WRITING_EVERY = 2_000;
const SLOWLY = 5; // attempts after which the wait is the longest

/**
 * Events on document: room:connection {online, reason, message, writes, you}, room:state (the state),
 * room:event {name}, room:writing {who, heading}, room:unsaved {unsaved, local, at}, room:refused {message, final}, room:later {message}.
 * What happens in the meeting is also an event of its own name on document.body.
 */
export class RoomLink {
  /** @type {RoomState | null} */
  state = null;
  online = false;
  greeted = false;
  writes = false;
  /** @type {URL} */
  #url;
  /** @type {string | undefined} */
  #user;
  #ways = new Ways();
  #clock = new ServerClock();
  #pings = new ClockPings(this.#clock, () => this.#ping());
  #outbox = new Outbox(
    (kind, body) => this.#put(kind, body),
    (unsaved) => show("unsaved", unsaved),
  );
  /** @type {import("./frames.js").Line | null} */
  #line = null;
  /** @type {Connection["reason"]} */
  #away = null;
  #attempts = 0;
  /** @type {Timer | null} */
  #retry = null;
  /** @type {Timer | null} */
  #silence = null;
  /** @type {{heading: string | null, at: number}} */
  #wrote = { heading: null, at: 0 };

  /**
   * `user`: whose page it is; the line stays closed to anyone else who has signed in meanwhile.
   * @param {string} url
   * @param {string | undefined} user
   */
  constructor(url, user) {
    this.#url = new URL(url, location.href);
    this.#user = user;
    followPage({
      wake: () => this.#wake(),
      ping: () => this.#ping(),
      flush: () => this.flush(),
      isAway: () => this.#away !== null,
    });
    this.#clock.onjump = () => this.#wake();
    this.#connect();
  }

  /** The server's time in ms. */
  now() {
    return this.#clock.now();
  }

  /** True while something written here is not known to be on disk at the server. */
  get unsaved() {
    return this.#outbox.unsaved;
  }

  /** True when the server has said its word about everything it was given, or never will. */
  get hasAnswered() {
    return this.#away !== null || this.#outbox.isSettled;
  }

  /**
   * Carries a LivingDraft: its updates out, the others' in.
   * @param {import("./living_draft.js").LivingDraft} draft
   */
  carry(draft) {
    this.#outbox.carry(draft);
    if (this.online) this.#outbox.introduce(this.writes);
  }

  /** @param {import("./living_draft.js").LivingDraft} draft */
  drop(draft) {
    this.#outbox.drop(draft);
  }

  /** The draft has been written in. */
  changed() {
    this.#outbox.changed();
  }

  /** Sends at once what waits to be sent. */
  flush() {
    this.#outbox.flush();
  }

  /** @param {string} heading */
  writing(heading) {
    const at = performance.now();
    if (heading === this.#wrote.heading && at - this.#wrote.at < WRITING_EVERY) return;
    this.#wrote = { heading, at };
    this.#say({ type: "writing", heading });
  }

  /** Hangs up and calls again, to be told anew who may write. */
  reopen() {
    this.flush();
    this.#attempts = 0;
    this.#lost(1000);
    this.#connect();
  }

  #connect() {
    clearTimeout(this.#retry);
    if (this.#line || FOR_GOOD.includes(this.#away ?? "")) return;
    const line = this.#ways.open(this.#url);
    line.onframe = (data) => this.#heard(data);
    line.onclose = (code, words) => this.#lost(code, words);
    this.#line = line;
    this.#expectWord();
  }

  /** @param {number} code */
  #lost(code, message = "") {
    if (!this.#line) return;
    if (!this.online && !AWAY[code]) this.#ways.failed();
    this.#line.close();
    this.#line = null;
    this.#hush();
    this.online = false;
    this.#outbox.lost();
    this.#away = AWAY[code] ?? null;
    if (!FOR_GOOD.includes(this.#away ?? "")) {
      const wait = this.#away ? SIGNED_IN_SOON : Math.min(5_000, 300 * 2 ** this.#attempts++);
      this.#retry = setTimeout(() => this.#connect(), wait * (0.5 + Math.random()));
    }
    show("connection", { online: false, reason: this.#away ?? "lost", message, writes: this.writes });
  }

  #wake() {
    if (!this.#line) return this.#connect();
    this.#clock.forget();
    this.#pings.measure();
  }

  #ping() {
    if (!this.online) return;
    this.#say({ type: "ping", sent: this.#clock.ask() });
    this.#expectWord();
  }

  #expectWord() {
    this.#silence ??= setTimeout(() => this.#lost(1006), PATIENCE);
  }

  #hush() {
    clearTimeout(this.#silence);
    this.#silence = null;
  }

  /** @param {string | ArrayBuffer} data */
  #heard(data) {
    if (this.online) this.#hush(); // before that only a hello is a sign of life
    try {
      if (typeof data === "string") this.#read(JSON.parse(data));
      else this.#outbox.heard(new Uint8Array(data)[0], new Uint8Array(data, 1));
    } catch (error) {
      console.warn("room: a frame that could not be read", error);
    }
  }

  /** @param {any} frame */
  #read(frame) {
    switch (frame.type) {
      case "hello":
        return this.#greet(frame);
      case "pong":
        return this.#clock.measure(frame.sent, frame.now);
      case "kept":
        return this.#outbox.kept(frame.frame);
      case "later":
        show("later", { message: frame.message });
        return this.#outbox.later(frame.frame);
      case "refused":
        return this.#refused(frame);
      case "writing":
        return show("writing", { who: frame.who, heading: frame.heading });
      case "state":
        this.#clock.guess(frame.now);
        if (this.state && frame.version < this.state.version) return; // a greeting that news has overtaken
        this.state = frame;
        return show("state", frame);
      case "event":
        show("event", { name: frame.name });
        document.body.dispatchEvent(new CustomEvent(frame.name, { bubbles: true }));
    }
  }

  /** @param {{you: number, writes: boolean, now: number}} hello */
  #greet({ you, writes, now }) {
    this.#ways.worked(this.#line);
    if (this.#user && this.#user !== String(you)) return this.#lost(4402, OTHER);
    this.#hush();
    this.#attempts = 0;
    this.#away = null;
    this.online = this.greeted = true;
    this.writes = writes;
    this.#clock.forget();
    this.#clock.guess(now);
    show("connection", { online: true, reason: null, message: "", writes, you });
    this.#pings.measure();
    this.#outbox.introduce(writes);
  }

  /** @param {{frame: number, message: string, final: boolean}} refusal */
  #refused({ frame, message, final }) {
    const startOver = this.#outbox.refused(frame, final);
    this.writes &&= !final;
    show("refused", { message, final });
    if (!startOver) return;
    this.#attempts = SLOWLY;
    this.#lost(1000);
  }

  /**
   * @param {number} kind
   * @param {Uint8Array} body
   */
  #put(kind, body) {
    this.#line?.send(framed(kind, body));
  }

  /** @param {object} frame */
  #say(frame) {
    this.#line?.send(JSON.stringify(frame));
  }
}
