/** Tells the room's link when the page wakes, goes to sleep, or gains and loses its network, and now and then that a ping is due. */

const PING_EVERY = 15_000;

/** @param {{wake(): void, ping(): void, flush(): void, isAway(): boolean}} link */
export function followPage({ wake, ping, flush, isAway }) {
  addEventListener("online", wake);
  addEventListener("offline", ping);
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("focus", () => isAway() && wake());
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => (document.hidden ? flush() : wake()));
  document.addEventListener("resume", wake);
  setInterval(ping, PING_EVERY);
}
