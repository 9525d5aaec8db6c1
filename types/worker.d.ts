/** What service_worker.js finds around it. */

/** Set before it by the server: changes with each release (kollegium/assets/installing.py). */
declare const RELEASE: string;
declare const clients: Clients;
declare function skipWaiting(): Promise<void>;
declare function addEventListener<Name extends keyof ServiceWorkerGlobalScopeEventMap>(
  name: Name,
  listener: (event: ServiceWorkerGlobalScopeEventMap[Name]) => void,
): void;
