/** What the living protocol uses of Yjs, and nothing more: bin/vendor makes one bundle of it, since two copies of Yjs on a page break it. */
export {
  Doc,
  UndoManager,
  applyUpdate,
  createDeleteSet,
  createRelativePositionFromTypeIndex,
  createSnapshot,
  decodeStateVector,
  encodeStateAsUpdate,
  encodeStateVector,
  mergeUpdates,
  parseUpdateMeta,
  snapshot,
} from "yjs";
