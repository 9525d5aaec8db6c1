/** A Yjs document whose listeners do not stop each other. */
import { survive } from "./survive.js";
import { Doc } from "../vendor/sync.js";

/** A document in which no listener's exception stops the others: Yjs itself would then tell nobody of anything more. */
export class SturdyDoc extends Doc {
  /**
   * @param {any} name
   * @param {any[]} said
   * @override
   */
  emit(name, said) {
    for (const listener of [...(this._observers.get(name) ?? [])]) survive(() => listener(...said));
  }
}
