/** What `bin/vendor` gathers in vendor/sync.js, with Yjs's own types: see bin/vendor-sync-entry.js. */
export * from "yjs";
