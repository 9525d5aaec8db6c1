/** In the place of lib0/logging: Yjs has a few warnings to give, and needs no colours and timers for them. */
export const print = (...words) => console.log(...words);
export const warn = (...words) => console.warn(...words);
export const ORANGE = "";
export const RED = "";
export const BOLD = "";
export const UNBOLD = "";
