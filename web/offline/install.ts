// Installs the service worker.

const PATH = '/worker.js';

/**
 * Lets the browser keep the app, so that it starts without the server. Where it won't, as over plain HTTP from
 * another machine, all else works as before.
 */
export function installWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register(trusted(PATH), { scope: '/' }).catch(() => undefined);
}

/** The security policy lets a script be named only through a policy of this name, and here only this one script. */
function trusted(path: string): string {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  return (
    policies?.createPolicy('tenax-worker', { createScriptURL: () => path }).createScriptURL(path) ?? path
  );
}

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(path: string): string }): typeof rules;
}
