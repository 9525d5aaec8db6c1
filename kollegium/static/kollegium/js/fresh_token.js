/**
 * A page left open while one signed out and in again: its forms get the new session's token, if it is still the same
 * person's page.
 */

/** @type {Promise<boolean> | null} */
let asking = null;
let isOld = false;

document.addEventListener("room:connection", async ({ detail }) => {
  isOld ||= detail.reason === "out";
  if (detail.online && isOld) isOld = !(await freshToken());
});
document.addEventListener("htmx:afterRequest", ({ detail }) => detail.xhr.status === 403 && freshToken());

/** True when the page has a token that holds; false when one is signed out, is somebody else, or there is no net. */
export function freshToken() {
  asking ??= ask().finally(() => (asking = null));
  return asking;
}

async function ask() {
  try {
    const answer = await fetch(location.href, {
      headers: { Accept: "text/html" },
      cache: "no-store",
      redirect: "error",
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!answer.ok || !token || whose(page) !== whose(document)) return false;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => (field.value = token));
    document
      .querySelectorAll("[hx-headers]")
      .forEach((part) => part.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token })));
    return true;
  } catch {
    return false;
  }
}

/** @param {Document} page */
const whose = (page) => page.querySelector('meta[name="signed-in"]')?.content;
