/**
 * Installs the service worker for one who is signed in, and tells it whose pages it keeps: they are emptied at sign-out
 * and for another person.
 */
import { isEmptied } from "./emptied.js";

const PAGES = "kollegium-pages";
const SETTLED = 3_000; // ms: what a room fetches as it starts has come
const signedIn = document.querySelector('meta[name="signed-in"]');
const person = signedIn?.content;
const isShared = signedIn?.hasAttribute("data-shared"); // a shared computer keeps no pages
const CALM = 1_000; // ms after what was saved: one's own pages are kept as they are now
const CALM_IN_ROOM = 10_000; // where all write at once
const isOwn = /^\/(handlingsplaner\/\d+\/)?$/.test(location.pathname);
const isRoom = /^\/moten\/\d+\/rum\/$/.test(location.pathname);
const OWN = isOwn ? [...new Set(["/", location.pathname])] : []; // the thread is the bookmark
const STATE = `${location.pathname}laget`; // where the room's last state lies, beside its page

/**
 * @param {string[]} pages
 * @param {boolean} again
 */
async function tell(pages = isRoom ? [location.pathname] : OWN, again = false) {
  const { active } = await navigator.serviceWorker.ready;
  if (isEmptied()) return;
  const files = performance.getEntriesByType("resource").map(({ name }) => name);
  active?.postMessage({ person, pages, again, files });
}

const tellSoon = () => setTimeout(tell, SETTLED);

/** @type {Timer | undefined} */
let calm;
/**
 * @param {string[]} pages
 * @param {number} wait
 */
function keepAgain(pages, wait) {
  clearTimeout(calm);
  calm = setTimeout(() => tell(pages, true), wait);
}

/**
 * The kept page may be from before the start: with the last state it opens at the right step. Whose turn it was is not
 * kept.
 * @param {RoomState} state
 */
async function keepState(state) {
  if (isEmptied()) return;
  const pages = await caches.open(PAGES);
  if (state.final) return pages.delete(STATE);
  await pages.put(STATE, new Response(JSON.stringify({ ...state, round: null, pairs: null, isKept: true })));
}

async function showKeptState() {
  const kept = await (await caches.match(STATE, { cacheName: PAGES }))?.json();
  if (kept && !hasState) document.dispatchEvent(new CustomEvent("room:state", { detail: kept }));
}

function followOwn() {
  tellSoon();
  document.addEventListener("room:plan", ({ detail }) => detail.unsaved || keepAgain(OWN, CALM));
  document.addEventListener("own:kept", () => keepAgain(OWN, CALM));
}

let hasState = false;

function followRoom() {
  tellSoon();
  document.addEventListener("room:state", ({ detail }) => {
    hasState = true;
    if (!detail.isKept) keepState(detail);
  });
  document.addEventListener("room:connection", ({ detail }) => {
    if (detail.online) tellSoon();
    else if (!hasState) showKeptState();
  });
  document.addEventListener("room:plan", ({ detail }) => detail.unsaved || keepAgain(["/"], CALM_IN_ROOM));
  navigator.serviceWorker.addEventListener("controllerchange", tellSoon);
}

if (isShared && navigator.serviceWorker && self.caches) {
  caches.delete(PAGES);
  navigator.serviceWorker.getRegistrations().then(
    (all) => all.forEach((worker) => worker.unregister()),
    () => {},
  );
} else if (person && navigator.serviceWorker && self.caches) {
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).then(
    () => tell(),
    () => {},
  );
  document.addEventListener(
    "submit",
    ({ target }) =>
      new URL(/** @type {HTMLFormElement} */ (target).action).pathname === "/logga-ut/" && caches.delete(PAGES),
  );
  if (isRoom) followRoom();
  if (isOwn) followOwn();
}
