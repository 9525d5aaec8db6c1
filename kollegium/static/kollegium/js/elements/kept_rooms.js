/** <kept-rooms>: what opens without network in this browser: rooms, and one's own thread and plans. */
const PAGES = "kollegium-pages";

class KeptRooms extends HTMLElement {
  async connectedCallback() {
    const pages = await caches.open(PAGES);
    const rooms = (await pages.keys()).filter(({ url }) =>
      /^\/(moten\/\d+\/rum\/|handlingsplaner\/\d+\/)?$/.test(new URL(url).pathname),
    );
    if (!rooms.length) return;
    this.querySelector("[data-none]").hidden = true;
    const list = document.createElement("ul");
    list.className = "list";
    for (const { url } of rooms) {
      const page = await pages.match(url);
      if (page) list.append(await row(url, page));
    }
    this.append(list);
  }
}

/**
 * @param {string} url
 * @param {Response} page
 */
async function row(url, page) {
  const title = new DOMParser().parseFromString(await page.text(), "text/html").title;
  const [item, link] = [document.createElement("li"), document.createElement("a")];
  item.className = "list__row";
  link.className = "list__title";
  link.href = new URL(url).pathname;
  link.textContent = title.replace(/ – Kollegium$/, "");
  item.append(link);
  return item;
}

customElements.define("kept-rooms", KeptRooms);
