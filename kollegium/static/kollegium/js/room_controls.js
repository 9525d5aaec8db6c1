/** Draws the people and the controls of the room's page from the state; decides nothing. */
import { inOrder } from "./swedish.js";

/**
 * Who is there, in the list of members and in the protocol.
 * @param {HTMLElement} room
 * @param {RoomState} state
 */
export function drawPresent(room, { present, people, documentarian, final }) {
  document.querySelectorAll("[data-present]").forEach((words) => (words.hidden = final));
  if (final) return;
  document.querySelectorAll("[data-present-count]").forEach((count) => (count.textContent = present.length));
  document.querySelectorAll("[data-member-count]").forEach((count) => (count.textContent = Object.keys(people).length));
  room.querySelector("[data-documentarian]").textContent = documentarian ? `${people[documentarian]} dokumenterar` : "";
  /** @type {string[]} */
  const names = [];
  for (const row of room.querySelectorAll(".person[data-person]")) {
    const isHere = present.includes(Number(row.dataset.person));
    const name = row.querySelector(".person__name").textContent;
    if (isHere && !names.includes(name)) names.push(name);
    row.querySelector("[data-presence]").textContent = isHere ? "på plats" : "inte här än";
    const button = row.querySelector("[data-mark]");
    if (!button) continue;
    button.value = isHere ? "0" : "1";
    button.ariaChecked = isHere;
  }
  const list = room.querySelector("[data-participants]");
  if (list && room.dataset.phase !== "final")
    list.textContent = names.sort(inOrder).join(", ") || "Fylls i av sig självt";
}

/**
 * What can be pressed now; returns whether the step that runs is one where plans are written.
 * @param {HTMLElement} room
 * @param {RoomState} state
 */
export function drawControls(room, { step, steps, paused_at: paused, round, part }) {
  /** @type {(selector: string, hidden: boolean) => void} */
  const toggle = (selector, hidden) => room.querySelectorAll(selector).forEach((form) => (form.hidden = hidden));
  toggle("[data-next-step]", step === null || step >= steps.length);
  toggle("[data-step-back]", !(step && step > 1));
  toggle("[data-pause]", paused !== null);
  toggle("[data-go-on]", paused === null);
  room
    .querySelectorAll("[data-next-step] [name=after], [data-step-back] [name=after]")
    .forEach((input) => (input.value = step ?? ""));
  const next = room.querySelector(`.track__step[data-position="${(step ?? 0) + 1}"]`)?.dataset.short;
  const place = room.querySelector(`[data-kind][data-step="${step}"]`);
  const kind = place?.dataset.kind;
  const button = room.querySelector("[data-next-button]");
  if (button) button.textContent = next ? `Nästa steg: ${next}` : "Nästa steg";
  const isTalking = round !== null && round.speaker !== null;
  const nextPart =
    part && room.querySelector(`conversation-parts[data-step="${step}"] [data-part="${part.index + 1}"]`)?.dataset.name;
  const isFirst = !isTalking && paused === null;
  button?.classList.toggle("button--primary", isFirst && !nextPart); // one thing at a time is what one presses
  room.querySelector("[data-end] button")?.classList.toggle("button--primary", paused === null);
  toggle(".controls [data-turn-form]", round === null);
  drawNextPart(room, nextPart, `${step}.${part?.index}`, isFirst);
  toggle("[data-end]", step !== steps.length);
  toggle("[data-end-early]", step === steps.length);
  for (const field of room.querySelectorAll("[data-during]"))
    field.toggleAttribute(
      "data-now",
      room.dataset.phase === "running" && field.dataset.during.split(" ").includes(kind),
    );
  return !!place && "writesPlans" in place.dataset;
}

/**
 * @param {HTMLElement} room
 * @param {string | null | undefined} name
 * @param {string} place
 * @param {boolean} isFirst
 */
function drawNextPart(room, name, place, isFirst) {
  const form = room.querySelector("[data-next-part]");
  if (!form) return;
  form.hidden = !name;
  form.elements.after.value = place;
  const button = form.querySelector("button");
  button.textContent = `Nästa del: ${name}`;
  button.classList.toggle("button--primary", isFirst);
}
