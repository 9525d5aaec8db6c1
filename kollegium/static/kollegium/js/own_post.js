/**
 * Posts what is one's own. A token that has grown old is renewed once; null: no answer; an "opaqueredirect": signed
 * out.
 */
import { freshToken } from "./fresh_token.js";

/**
 * @param {string} url
 * @param {FormData} body
 * @param {HTMLFormElement} form
 */
export async function post(url, body, form, keepalive = true) {
  /** @type {() => Promise<Response | null>} */
  const send = () => {
    body.set("csrfmiddlewaretoken", /** @type {any} */ (form.elements).csrfmiddlewaretoken.value);
    return fetch(url, { method: "POST", body, headers: { "HX-Request": "true" }, keepalive, redirect: "manual" }).catch(
      () => null,
    );
  };
  const answer = await send();
  return answer?.status === 403 && (await freshToken()) ? send() : answer;
}
