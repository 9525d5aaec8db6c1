/** What the codes that a room's socket is closed with say of the reader. */

// Close codes; 4402 is said by the page itself.
/** @type {Partial<Record<number, "out" | "other" | "removed" | "gone">>} */
export const AWAY = { 4401: "out", 4402: "other", 4403: "removed", 4404: "gone" };
export const FOR_GOOD = ["removed", "gone"]; // the others end when the right person signs in again, perhaps in another tab
