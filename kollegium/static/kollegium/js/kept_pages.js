/** Installs the service worker for one who is signed in, and tells it whose pages it keeps: they are emptied at sign-out and for another person. */
const PAGES = "kollegium-pages";
const SETTLED = 3_000; // ms: what a room fetches as it starts has come
const person = document.querySelector('meta[name="signed-in"]')?.content;
const isRoom = /^\/moten\/\d+\/rum\/$/.test(location.pathname);
const STATE = `${location.pathname}laget`; // where the room's last state lies, beside its page

async function tell() {
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType("resource").map(({ name }) => name);
  active?.postMessage({ person, room: isRoom ? location.pathname : "", files });
}

const tellSoon = () => setTimeout(tell, SETTLED);

/** The kept page may be from before the start: with the last state it opens at the right step. Whose turn it was is not kept. */
async function keepState(state) {
  const pages = await caches.open(PAGES);
  if (state.final) return pages.delete(STATE);
  await pages.put(STATE, new Response(JSON.stringify({ ...state, round: null, pairs: null, isKept: true })));
}

async function showKeptState() {
  const kept = await (await caches.match(STATE, { cacheName: PAGES }))?.json();
  if (kept && !hasState) document.dispatchEvent(new CustomEvent("room:state", { detail: kept }));
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
  navigator.serviceWorker.addEventListener("controllerchange", tellSoon);
}

if (person && navigator.serviceWorker && self.caches) {
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).then(tell, () => {});
  document.addEventListener("submit", ({ target }) => new URL(target.action).pathname === "/logga-ut/" && caches.delete(PAGES));
  if (isRoom) followRoom();
}
