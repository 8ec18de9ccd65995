// Keeps the next due cards and their media in the browser, for a time without the server.

import type { Queue } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { keptAfter, keptOf } from './kept.ts';
import { outbox } from './sending.ts';
import { openShelf } from './shelf.ts';

/** The most that the server tells at once. */
const CARDS = 200;
const FRESH_MS = 120_000;
const ATTEMPTS = 3;
const MEDIA = 'tenax-media';

/** The one shelf of this page. */
export const shelf = openShelf();

let filledAtMs = Number.NEGATIVE_INFINITY;
let filling: Promise<void> | null = null;
/** Acts of which the server told what became. */
let heard = 0;

/**
 * Keeps the next due cards and their media for a time without the server, from now on and in the background. What
 * the browser refuses to keep is simply not there later.
 */
export function startKeeping(): void {
  outbox.listen((outcome) => {
    heard += 1;
    if (outcome.result === 'refused' || !outcome.card) return;
    const { value, asOfMs } = outcome.card;
    shelf
      .change(value.cardId, (kept, { scheduler }) => keptAfter(kept, value, asOfMs, scheduler, Date.now()))
      .catch(() => undefined);
  });
  outbox.failing.subscribe((failing) => {
    // What can't be sent should not be cleared away when the disk fills up.
    if (failing) void navigator.storage?.persist?.().catch(() => undefined);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') keepAhead();
  });
  keepAhead();
}

/** Asks for what is due and keeps it, if that was not done a moment ago. */
export function keepAhead(): void {
  if (filling || Date.now() - filledAtMs < FRESH_MS) return;
  filling = fill()
    .catch(() => undefined)
    .finally(() => {
      filling = null;
    });
}

async function fill(): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = heard;
    const queue = await api.queue({}, CARDS);
    // An answer that was saved meanwhile may not be in the queue.
    if (heard !== before) continue;
    await shelf.fill(keptOf(queue));
    filledAtMs = Date.now();
    await keepMedia(queue);
    return;
  }
}

async function keepMedia({ cards }: Queue): Promise<void> {
  if (!('caches' in globalThis)) return;
  const html = cards.flatMap(({ promptHtml, answerHtml, points = [] }) => [
    promptHtml,
    answerHtml,
    ...points,
  ]);
  const wanted = new Set(
    html.flatMap((each) => [...each.matchAll(/ src="(\/media\/[^"]+)"/g)].map(addressIn)),
  );
  const cache = await caches.open(MEDIA);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
  // One that is gone must not keep the others out.
  await Promise.allSettled([...wanted].map((url) => cache.add(url)));
}

function addressIn([, path = '']: RegExpMatchArray): string {
  return new URL(path.replaceAll('&amp;', '&'), location.origin).href;
}
