/** The one room link of this page. */
import { RoomLink } from "./room_link.js";

/** @type {RoomLink} */
let link;
/** @type {(link: RoomLink) => void} */
let found;
const opened = new Promise((resolve) => (found = resolve));

/**
 * Opens the room of this page; a second call gives the same link.
 * @param {string} url
 * @param {string} [user]
 */
export function openRoom(url, user) {
  link ??= new RoomLink(url, user);
  found(link);
  return link;
}

/** The link of this page, as soon as somebody has opened it. */
export const room = () => opened;
