/** A moment as the wall clock in Sweden has it: 14.32. */
const clock = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" });

/** @param {number} time */
export const hour = (time) => clock.format(time).replace(":", ".");
