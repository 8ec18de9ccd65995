// Installs the service worker.

const PATH = '/worker.js';

/**
 * Installs the service worker, so that the app starts without the server. If the browser does not allow it, as over
 * plain HTTP from another machine, everything else still works.
 */
export function installWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register(trusted(PATH), { scope: '/' }).catch(() => undefined);
}

/** The security policy lets a script be named only through a policy of this name, and only this one script. */
function trusted(path: string): string {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  return (
    policies?.createPolicy('tenax-worker', { createScriptURL: () => path }).createScriptURL(path) ?? path
  );
}

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(path: string): string }): typeof rules;
}
