/** Follows the room's state: `draw(state, now)` at each news and every so many ms, `now` by the server's clock. Returns how to stop. */
import { room } from "./room_link.js";

export function follow(draw, every) {
  let state = null;
  let link = null;
  const redraw = () => state && link && draw(state, link.now());
  const hear = (news) => {
    if (!news || (state && news.version < state.version)) return;
    state = news;
    redraw();
  };
  const listener = ({ detail }) => hear(detail);
  document.addEventListener("room:state", listener);
  document.addEventListener("visibilitychange", redraw);
  const timer = setInterval(redraw, every);
  room().then((opened) => {
    link = opened;
    hear(link.state ?? state);
  });
  return () => {
    clearInterval(timer);
    document.removeEventListener("room:state", listener);
    document.removeEventListener("visibilitychange", redraw);
  };
}
