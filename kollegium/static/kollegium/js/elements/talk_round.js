/** <talk-round data-user>: laget runt; whose turn it is, how long is fair, what was promised, and who comes next. */
import { follow } from "../follow.js";
import { minutes } from "../pace.js";

class TalkRound extends HTMLElement {
  #version = -1;
  /** @type {RoomState["people"]} */
  #names = {};
  /** @type {() => void} */
  #stop;
  #isTold = true; // what the speaker promised last time, in this step; so until the state is known
  #speaker = Number(this.querySelector('[data-state="speaking"]')?.dataset.person) || null;
  /** @type {number | null | undefined} */
  #askedFor; // undefined: nothing has been asked for, null: there is nothing to show

  connectedCallback() {
    this.#stop = follow((state, now) => {
      const parts = this.querySelectorAll("[data-talks]");
      // Between them stands what is there without a round too.
      for (const part of [this.talker, ...(parts.length ? parts : [this])]) part.hidden = !state.round;
      this.#names = state.people;
      this.#followPromise(state);
      if (state.round) this.#draw(/** @type {TurnState} */ (state), now);
    }, 500);
    document.addEventListener("htmx:oobAfterSwap", this.#drawAnew);
    document.addEventListener("room:connection", this.#askAgainAfterSilence);
    this.addEventListener("htmx:beforeRequest", this.#askForPromise);
    this.addEventListener("htmx:afterRequest", this.#askAgainAfterFailure);
  }

  /** Buttons that have just come. */
  #drawAnew = () => (this.#version = -1);

  /**
   * Each page asks for itself, since the owner is told who has read it: not for what it has, or for nothing.
   * @param {OwnEvents["htmx:beforeRequest"]} event
   */
  #askForPromise = (event) => {
    if (!isPromise(event.target)) return;
    const isNews = event.detail.requestConfig.triggeringEvent?.type === "sharing.changed";
    if (!this.#isTold || (this.#askedFor === this.#speaker && !isNews)) event.preventDefault();
    else this.#askedFor = this.#speaker;
  };

  /** @param {OwnEvents["htmx:afterRequest"]} event */
  #askAgainAfterFailure = ({ target, detail }) => {
    if (isPromise(target) && !detail.successful) this.#askedFor = undefined;
  };

  /**
   * What was hidden meanwhile must not stand there when the page is back.
   * @param {OwnEvents["room:connection"]} event
   */
  #askAgainAfterSilence = ({ detail }) => {
    if (!detail.online) this.#askedFor = undefined;
  };

  /** @param {RoomState} state */
  #followPromise(state) {
    const box = this.querySelector("[data-promise-steps]");
    if (!box) return;
    this.#speaker = state.round?.speaker ?? null;
    this.#isTold = !!this.#speaker && box.dataset.promiseSteps.split(" ").includes(String(state.step));
    if (this.#isTold) return;
    this.#askedFor = null;
    box.replaceChildren();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:oobAfterSwap", this.#drawAnew);
    document.removeEventListener("room:connection", this.#askAgainAfterSilence);
    this.#stop();
  }

  /** In the room it stands in the row that is always in sight, on the wall in here. */
  get talker() {
    return (this.closest("live-room") ?? this).querySelector("[data-talker]");
  }

  /**
   * @param {TurnState} state
   * @param {number} now
   */
  #draw(state, now) {
    if (state.version !== this.#version) {
      this.#version = state.version;
      this.#drawPeople(state);
      this.#drawForm(state.round, state.paused_at !== null);
    }
    this.#drawTime(state, now);
  }

  /** @param {TurnState} state */
  #drawPeople(state) {
    const { order, speaker, done, passed, later, queue } = state.round;
    const list = this.querySelector(".round");
    const rows = new Map([...list.children].map((row) => [Number(row.dataset.person), row]));
    const shown = [...list.children].filter((row) => !row.hidden).map((row) => Number(row.dataset.person));
    for (const person of order) if (!rows.has(person)) rows.set(person, this.#newcomer(person));
    if (shown.join() !== order.join()) {
      rows.forEach((row, person) => (row.hidden = !order.includes(person)));
      order.forEach((person) => list.append(rows.get(person)));
    }
    for (const person of order) {
      const row = rows.get(person);
      row.dataset.state =
        person === speaker
          ? "speaking"
          : passed.includes(person)
            ? "passed"
            : done.includes(person)
              ? "done"
              : "waiting";
      row.toggleAttribute("aria-current", false);
      row.toggleAttribute("data-over", false);
      if (person === speaker) row.setAttribute("aria-current", "true");
      row.querySelector(".round__dot").style.setProperty("--t", done.includes(person) ? 100 : 0);
      const isLater = later.includes(person);
      const words =
        row.dataset.state === "passed"
          ? "stod över"
          : person === queue[0]
            ? "näst på tur"
            : isLater
              ? "kommer tillbaka"
              : this.#duty(person, state);
      row.querySelector("[data-turn]").textContent = words;
    }
  }

  /** @param {number} person */
  #newcomer(person) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    row.dataset.person = person;
    row.querySelector(".round__dot").textContent = [...this.#names[person]]
      .slice(0, 2)
      .join("")
      .toLocaleUpperCase("sv");
    row.querySelector(".round__name").textContent = this.#names[person];
    return row;
  }

  /**
   * @param {RoomRound} round
   * @param {boolean} isPaused
   */
  #drawForm({ speaker, order, queue, has_moved: hasMoved }, isPaused) {
    const isMine = speaker === Number(this.dataset.user);
    for (const form of this.closest("live-room")?.querySelectorAll("[data-turn-form]") ?? []) {
      form.hidden = !order.length || (!isMine && !("leads" in form.dataset));
      form.elements.after.value = speaker ?? "";
      const [pass, later, next] = ["pass", "later", "next-speaker"].map((name) => form.querySelector(`[data-${name}]`));
      if (pass) pass.hidden = speaker === null;
      if (later) later.hidden = speaker === null || !queue.length;
      if (later)
        later.textContent = isMine ? "Kom tillbaka till mig" : `Kom tillbaka till ${this.#names[speaker ?? 0]}`;
      next?.classList.toggle("button--primary", speaker !== null && !isPaused);
      if (next) next.textContent = speaker === null ? "Ett varv till" : isMine ? "Jag är klar" : "Nästa talare";
    }
    for (const line of this.closest("live-room")?.querySelectorAll("[data-own-promise]") ?? []) line.hidden = isMine;
    for (const part of [this.talker, this.querySelector(".round__turn")]) part?.toggleAttribute("data-mine", isMine);
    const choice = this.querySelector("[data-order-form]");
    if (!choice) return;
    choice.hidden = hasMoved || order.length < 2;
    choice.elements.after.value = order.join("-");
  }

  /**
   * @param {TurnState} state
   * @param {number} now
   */
  #drawTime(state, now) {
    const turn = state.round;
    const line = this.talker;
    const soon = this.querySelector("[data-soon]");
    if (turn.speaker === null) {
      const words = turn.order.length ? "Alla har haft ordet." : "Ingen är på plats än.";
      if (line.textContent !== words) line.textContent = words;
      if (soon) soon.textContent = "";
      return;
    }
    const until = state.paused_at ?? now;
    const spoken = Math.max(0, (until - (turn.began_at ?? until)) / 1000);
    const isOver = spoken >= turn.slot + 1;
    const fair = `${minutes(spoken)} av ${minutes(turn.slot)}`;
    const next = turn.queue.slice(0, 2).map((person) => this.#names[person]);
    const then = next.length ? `sedan ${next.join(" och ")}` : "sist ut";
    const who = document.createElement("strong");
    const rest = document.createElement("span");
    who.textContent = turn.speaker === Number(this.dataset.user) ? "Du" : this.#names[turn.speaker];
    rest.className = "meta";
    rest.textContent = [fair, isOver && "över tiden", !soon && then].filter(Boolean).join(", ");
    rest.toggleAttribute("data-over", isOver);
    if (soon) soon.textContent = then[0].toUpperCase() + then.slice(1);
    line.replaceChildren(who, turn.speaker === Number(this.dataset.user) ? " har ordet " : " talar ", rest);
    const row = this.querySelector(`[data-person="${turn.speaker}"]`);
    row.querySelector(".round__dot").style.setProperty("--t", Math.min(100, (100 * spoken) / turn.slot));
    row.toggleAttribute("data-over", isOver);
    row.querySelector("[data-turn]").textContent = fair;
  }

  /**
   * @param {number} person
   * @param {TurnState} state
   */
  #duty(person, state) {
    return person === state.documentarian ? "dokumenterar" : person === state.reflector ? "reflekterar" : "";
  }
}

/** @param {EventTarget | null} target */
const isPromise = (target) => target instanceof HTMLElement && "promiseSteps" in target.dataset;

customElements.define("talk-round", TalkRound);
