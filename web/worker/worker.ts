// The service worker: lets the app start without the server, and shows the media of kept cards.

declare const self: ServiceWorkerGlobalScope;

/** What a page needs to start without the server. The build fills it in, so each build has its own worker. */
const BUILD: { readonly id: string; readonly files: readonly string[] } = JSON.parse('__TENAX_BUILD__');

const APP = 'tenax-app-';
const MEDIA = 'tenax-media';
/** A stopped server refuses at once; one that hangs gets this long. */
const PATIENCE_MS = 3000;

self.addEventListener('install', (event) => {
  event.waitUntil(keepApp().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldApps().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (!/^\/(api|media)(\/|$)/.test(url.pathname)) event.respondWith(pageFor(request));
  } else if (url.pathname.startsWith('/media/')) event.respondWith(mediaFor(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(assetFor(request));
  else if (BUILD.files.includes(url.pathname)) event.respondWith(fileFor(request));
});

/** All or nothing: a failed install leaves the previous worker in place. */
async function keepApp(): Promise<void> {
  const cache = await caches.open(APP + BUILD.id);
  // Bypass the browser's own cache, which may hold the page of another build.
  await cache.addAll(BUILD.files.map((file) => new Request(file, { cache: 'reload' })));
}

/** Keeps the previous build: one of its pages may still be open and need its files. */
async function dropOldApps(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(APP) && name !== APP + BUILD.id);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

/** The server's page, so that a new build shows at once; the kept one if the server doesn't answer. */
function pageFor(request: Request): Promise<Response> {
  return fromServer(request, () => match(APP + BUILD.id, '/'));
}

/** Files of a build have a hash in their name, so a kept one is as good as the server's. */
async function assetFor(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

function fileFor(request: Request): Promise<Response> {
  return fromServer(request, () => match(APP + BUILD.id, request.url));
}

function mediaFor(request: Request): Promise<Response> {
  return fromServer(request, () => match(MEDIA, request.url));
}

async function fromServer(request: Request, kept: () => Promise<Response | undefined>): Promise<Response> {
  try {
    return await Promise.race([fetch(request), patience()]);
  } catch {
    return (await kept()) ?? fetch(request);
  }
}

/** Navigation requests accept no signal, so their time is limited from outside. */
function patience(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('The server took too long to answer.')), PATIENCE_MS);
  });
}

async function match(cache: string, url: string): Promise<Response | undefined> {
  return (await caches.open(cache)).match(url);
}

export {};
