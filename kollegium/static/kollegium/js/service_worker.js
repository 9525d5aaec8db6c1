/**
 * The service worker: once visited, the room, one's thread and one's plans open without network. All else passes by; a
 * guest's pages are never touched. RELEASE comes first, by the server.
 */
const FILES = `kollegium-files-${RELEASE}`;
const PAGES = "kollegium-pages"; // one person's; see kept_pages.js
const WHOSE = "/kept-for";
const LEFT = "/left-at"; // in an earlier release's files: when this one took over
const OFFLINE = "/utan-nat/";
const ROOM = /^\/moten\/\d+\/rum\/$/;
const OWN = /^\/(handlingsplaner\/\d+\/)?$/;
const OF_GUESTS = /^\/(gast|moten\/\d+\/gast)\//;
const CHANGES_PERSON = /^\/(logga-in|logga-ut|demo|valkommen|losenord)\//;
const IMMUTABLE = /^\/static\/.*\.[0-9a-f]{12}\.\w+$/; // the name changes with the content
const PATIENCE = 3_000; // ms for the network before the kept page is shown
const DAY = 24 * 3_600_000;
const MONTH = 30 * DAY; // as long as one stays signed in: from one lärträff to the next
const MOST_PAGES = 8;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepOfflinePage().catch(() => {}));
});

addEventListener("activate", (event) => event.waitUntil(leaveEarlierReleases().then(() => clients.claim())));

addEventListener("message", (event) => event.waitUntil(remember(event.data).catch(() => {})));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || OF_GUESTS.test(pathname)) return;
  if (request.method !== "GET") return CHANGES_PERSON.test(pathname) && event.waitUntil(caches.delete(PAGES));
  if (IMMUTABLE.test(pathname)) event.respondWith(file(event));
  else if (request.mode === "navigate" && isKept(pathname)) event.respondWith(page(event));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => offline()));
});

/** @param {FetchEvent} event */
async function file(event) {
  const kept = await caches.match(event.request, { cacheName: FILES, ignoreVary: true });
  if (kept) return kept;
  const answer = (await ofEarlier(event.request)) ?? (await fetch(event.request));
  if (answer.ok) event.waitUntil(keep(FILES, event.request, answer.clone()));
  return answer;
}

/**
 * Network first; the kept page when there is none, when it takes too long or when the server is ill.
 * @param {FetchEvent} event
 */
async function page(event) {
  const fresh = fetch(event.request).then((answer) => {
    event.waitUntil(note(event.request, answer.clone()));
    return answer;
  });
  event.waitUntil(fresh.catch(() => {}));
  const kept = await keptPage(event.request);
  if (!kept) return fresh.catch(() => offline());
  try {
    const answer = await Promise.race([fresh, after(PATIENCE)]);
    return answer && answer.status < 500 ? answer : asKept(event.request, kept);
  } catch {
    return asKept(event.request, kept);
  }
}

/**
 * One's own pages say that they are kept, and from when; a room tells it itself.
 * @param {Request} request
 * @param {Response} kept
 */
async function asKept({ url }, kept) {
  if (ROOM.test(new URL(url).pathname)) return kept;
  const when = new Date(kept.headers.get("Date") ?? "");
  const day =
    when.toDateString() === new Date().toDateString()
      ? "i dag"
      : when.toLocaleDateString("sv-SE", { day: "numeric", month: "long" });
  const hour = when.toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  const words = `Sidan visas utan nät, som den var ${day} ${hour}. <a href="">Hämta den på nytt</a>`;
  const said = `<div class="messages"><div class="notice notice--info" role="status"><p>${words}</p></div></div>`;
  return new Response((await kept.text()).replace("<main", `${said}<main`), { headers: kept.headers });
}

/**
 * @param {Request} request
 * @param {Response} answer
 */
async function note(request, answer) {
  const pages = await caches.open(PAGES);
  if (answer.status === 200) await pages.put(request, answer);
  const all = (await pages.keys()).filter(({ url }) => isKept(new URL(url).pathname));
  /** @type {(n: number) => boolean} */
  const isTooMany = (n) => n < all.length - MOST_PAGES;
  /** @type {(page: Request) => boolean} */
  const isClosed = (page) => page.url === request.url && [403, 404].includes(answer.status);
  for (const [n, page] of all.entries()) {
    if (!isTooMany(n) && !isClosed(page) && (await keptPage(page))) continue;
    await pages.delete(page);
    await pages.delete(`${page.url}laget`); // a room's; see kept_pages.js
  }
}

/** @param {Request} request */
async function keptPage(request) {
  const kept = await caches.match(request, { cacheName: PAGES, ignoreVary: true, ignoreSearch: true });
  const age = Date.now() - Number(new Date(kept?.headers.get("Date") ?? ""));
  return age < (ROOM.test(new URL(request.url).pathname) ? DAY : MONTH) ? kept : undefined;
}

/**
 * A page tells whose it is, and what it was made of: the first one was loaded before this worker saw anything.
 * @param {{person: string, pages: string[], again: boolean, files: string[]}} told
 */
async function remember({ person, pages, again, files }) {
  const whose = await (await caches.match(WHOSE, { cacheName: PAGES }))?.text();
  if (whose !== undefined && whose !== person) await caches.delete(PAGES);
  await keep(PAGES, WHOSE, new Response(person));
  await Promise.all(files.filter((url) => IMMUTABLE.test(new URL(url).pathname)).map(fetchAndKeep));
  for (const path of pages) await keepPage(path, again);
}

/**
 * @param {string} path
 * @param {boolean} again
 */
async function keepPage(path, again) {
  if (!again && (await keptPage(new Request(path)))) return;
  const answer = await fetch(path);
  if (!answer.redirected) await note(new Request(path), answer);
}

/** @param {string} url */
async function fetchAndKeep(url) {
  if (await caches.match(url, { cacheName: FILES, ignoreVary: true })) return;
  const answer = (await ofEarlier(url)) ?? (await fetch(url));
  if (answer.ok) await keep(FILES, url, answer);
}

/**
 * A name that is the same means the same content, in whichever release.
 * @param {RequestInfo} request
 */
const ofEarlier = (request) => caches.match(request, { ignoreVary: true });

/**
 * @param {string} name
 * @param {RequestInfo} request
 * @param {Response} answer
 */
async function keep(name, request, answer) {
  await (await caches.open(name)).put(request, answer);
}

async function keepOfflinePage() {
  const page = await fetch(OFFLINE, { credentials: "omit" }); // nobody's page
  const files = (await page.clone().text()).match(/\/static\/[^"]+\.(js|css)/g) ?? [];
  await Promise.all([keep(FILES, OFFLINE, page), ...files.filter((path) => IMMUTABLE.test(path)).map(fetchAndKeep)]);
}

async function offline() {
  return (await caches.match(OFFLINE, { cacheName: FILES })) ?? Response.error();
}

/** A kept page asks for the files of its own release: they stay as long as it may be shown. */
async function leaveEarlierReleases() {
  const earlier = (await caches.keys()).filter((name) => name.startsWith("kollegium-files-") && name !== FILES);
  const pages = await (await caches.open(PAGES)).keys();
  const isNeeded = pages.some(({ url }) => isKept(new URL(url).pathname));
  for (const name of earlier) {
    const files = await caches.open(name);
    const left = await (await files.match(LEFT))?.text();
    if (!isNeeded || Date.now() - Number(left) > MONTH) await caches.delete(name);
    else if (!left) await files.put(LEFT, new Response(String(Date.now())));
  }
}

/** @param {string} pathname */
const isKept = (pathname) => ROOM.test(pathname) || OWN.test(pathname);
/** @param {number} ms */
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
