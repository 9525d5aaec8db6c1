/** What the living protocol uses of Yjs and its browser store, and nothing more: bin/vendor makes one bundle of it, since two copies of Yjs on a page break it. */
export {
  Doc,
  UndoManager,
  applyUpdate,
  createDeleteSet,
  createSnapshot,
  decodeStateVector,
  encodeStateAsUpdate,
  encodeStateVector,
  mergeUpdates,
  parseUpdateMeta,
  snapshot,
} from "yjs";
export { IndexeddbPersistence, fetchUpdates } from "y-indexeddb";
