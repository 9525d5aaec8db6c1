/**
 * Signing out empties the browser. Words that lie only here are told of first: one waits until the server has them,
 * leaves them lying, or lets them go.
 */
import { markEmptied } from "./emptied.js";

const FORM = 'form[action="/logga-ut/"], form[data-signs-out]';
const OWN = "kollegium-egna"; // one's own words on their way
const DRAFT = "kollegium-protokoll-";
const EARLIER = /^kollegium-(plan|rad|draft|notes)-/; // in localStorage
const PATIENCE = 3_000; // a store that doesn't answer may hold something
const LOOK = 1_000;

let isLooking = false; // what was pressed once more meanwhile is the same wish
/** @type {Record<string, boolean>} */
const told = {}; // what this page's elements say of themselves
for (const name of /** @type {const} */ (["unsaved", "plan", "left"])) {
  document.addEventListener(`room:${name}`, (event) => {
    told[name] = /** @type {CustomEvent<Unsaved>} */ (event).detail.unsaved;
  });
}

document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (event.defaultPrevented || !form.matches(FORM)) return;
  event.preventDefault();
  if (isLooking) return;
  isLooking = true;
  if (await liesHere()) ask(form);
  else signOut(form);
  isLooking = false;
});

/**
 * The answer empties the browser while the page is still there, and its stores would fill themselves anew.
 * @param {HTMLFormElement} form
 */
function signOut(form) {
  markEmptied();
  form.submit();
}

/** Whether anybody's words lie in this browser that the server may not have. */
export async function liesHere() {
  if (Object.values(told).some(Boolean)) return true;
  const tooLong = new Promise((resolve) => setTimeout(resolve, PATIENCE, true));
  return Promise.race([inStores(), tooLong]).catch(() => true);
}

async function inStores() {
  const earlier = Object.keys(localStorage).filter((name) => EARLIER.test(name));
  if (earlier.some((name) => hasWords(read(localStorage.getItem(name))))) return true;
  const names = ((await indexedDB.databases?.()) ?? []).map(({ name }) => name ?? "");
  if (names.includes(OWN) && (await all(OWN)).some(hasWords)) return true;
  // A page that went may have left them beside no store at all.
  const { namesOfLastWords } = await import("./last_words.js");
  const drafts = [...names, ...namesOfLastWords()].filter((name) => name.startsWith(DRAFT));
  for (const name of new Set(drafts)) if (await hasUnkept(name)) return true;
  return false;
}

/**
 * @param {any} value
 * @returns {boolean}
 */
function hasWords(value) {
  if (typeof value === "string") return value.trim() !== "";
  if (Array.isArray(value)) return value.some(hasWords);
  // A note may say no more than that one tried.
  return Boolean(value) && typeof value === "object" && ("key" in value || hasWords(value.words ?? value.text ?? ""));
}

/** @param {string | null} kept */
function read(kept) {
  try {
    return JSON.parse(kept ?? "null");
  } catch {
    return kept;
  }
}

/**
 * Everything in a database that is there already.
 * @param {string} name
 */
async function all(name) {
  const database = await answer(indexedDB.open(name));
  try {
    const stores = [...database.objectStoreNames];
    if (!stores.length) return [];
    const transaction = database.transaction(stores);
    return (await Promise.all(stores.map((store) => answer(transaction.objectStore(store).getAll())))).flat();
  } finally {
    database.close();
  }
}

/**
 * Words in a protocol's draft that the server has not said it keeps.
 * @param {string} name
 */
async function hasUnkept(name) {
  const { LivingDraft } = await import("./living_draft.js");
  const draft = await LivingDraft.load(name.slice(DRAFT.length), () => {});
  try {
    return [...draft.doc.share.keys()].some((heading) => draft.unkept(heading).trim());
  } finally {
    draft.close();
  }
}

/** @type {<Result>(request: IDBRequest<Result>) => Promise<Result>} */
const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
    if (request instanceof IDBOpenDBRequest) request.onblocked = reject;
  });

/** @param {HTMLFormElement} form */
function ask(form) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "osparat-har");
  dialog.innerHTML = `<h2 class="dialog__title" id="osparat-har">Allt är inte sparat på servern</h2>
    <p>I den här webbläsaren ligger text som servern inte har än. Den försvinner om du loggar ut och tar bort den.</p>
    <p data-waits role="status"></p>
    <div class="dialog__actions">
      <button class="button button--primary" data-wait>Vänta och logga ut när allt är sparat</button>
      <button class="button" data-leave>Logga ut och låt texten ligga kvar här</button>
      <button class="button button--danger" data-drop>Logga ut och ta bort texten</button>
      <button class="button button--quiet" data-stay>Stanna kvar</button>
    </div>`;
  /**
   * @param {string} name
   * @param {(event: Hearing<"click">) => void} listener
   */
  const on = (name, listener) => dialog.querySelector(`[data-${name}]`).addEventListener("click", listener);
  on("wait", async ({ currentTarget }) => {
    currentTarget.disabled = true;
    dialog.querySelector("[data-waits]").textContent = "Väntar på servern …";
    while (dialog.open && (await liesHere())) await new Promise((resolve) => setTimeout(resolve, LOOK));
    if (dialog.open) signOut(form);
  });
  on("leave", () => {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "lat-ligga", value: "1" }));
    form.submit();
  });
  on("drop", () => signOut(form));
  on("stay", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
