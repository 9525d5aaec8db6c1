/** Keeps the screen lit while it is wanted; a page that was hidden asks anew. Silent where the browser can't. */
let isWanted = false;
/** @type {WakeLockSentinel | null} */
let lock = null;
let isAsking = false;

/** @param {boolean} wanted */
export function keepAwake(wanted) {
  if (isWanted === wanted) return;
  isWanted = wanted;
  if (wanted) ask();
  else lock?.release();
}

async function ask() {
  if (!isWanted || lock || isAsking || document.hidden || !navigator.wakeLock) return;
  isAsking = true;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => (lock = null));
    if (!isWanted) lock.release();
  } catch {
    // a battery that is low may say no
  } finally {
    isAsking = false;
  }
}

document.addEventListener("visibilitychange", ask);
