/**
 * A question before what can't be undone, in our own dialog: true when it is answered with `yes`.
 * @param {string} question
 * @param {string} words
 * @param {string} yes
 * @returns {Promise<boolean>}
 */
export function isSure(question, words, yes) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "fraga");
  dialog.innerHTML = `<h2 class="dialog__title" id="fraga"></h2>
    <p></p>
    <form class="dialog__actions" method="dialog">
      <button class="button button--primary" value="yes"></button>
      <button class="button" autofocus>Avbryt</button>
    </form>`;
  dialog.querySelector("h2").textContent = question;
  dialog.querySelector("p").textContent = words;
  dialog.querySelector("[value=yes]").textContent = yes;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
