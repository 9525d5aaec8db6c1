/**
 * Follows the room's state: `draw(state, now)` at each news and every so many ms, `now` by the server's clock.
 * A draw that returns a number is called again after so many ms instead. Returns how to stop.
 */
import { room } from "./open_room.js";

/**
 * @param {(state: RoomState, now: number) => unknown} draw
 * @param {number} every
 */
export function follow(draw, every) {
  /** @type {RoomState | null} */
  let state = null;
  /** @type {import("./room_link.js").RoomLink | null} */
  let link = null;
  /** @type {Timer | undefined} */
  let timer;
  const redraw = () => {
    clearTimeout(timer);
    timer = setTimeout(redraw, every); // first: a draw that breaks is not the last one
    const wait = state && link && draw(state, link.now());
    if (typeof wait !== "number") return;
    clearTimeout(timer);
    timer = setTimeout(redraw, wait);
  };
  /** @param {RoomState | null} news */
  const hear = (news) => {
    if (!news || (state && news.version < state.version)) return;
    state = news;
    redraw();
  };
  /** @param {CustomEvent<RoomState>} event */
  const listener = ({ detail }) => hear(detail);
  document.addEventListener("room:state", listener);
  document.addEventListener("visibilitychange", redraw);
  redraw();
  room().then((opened) => {
    link = opened;
    hear(opened.state ?? state);
  });
  return () => {
    clearTimeout(timer);
    document.removeEventListener("room:state", listener);
    document.removeEventListener("visibilitychange", redraw);
  };
}
