// Keeps the next due cards and their media in the browser, for a time without the server.

import type { Queue } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { keptAfter, keptOf } from './kept.ts';
import { outbox } from './sending.ts';
import { openShelf } from './shelf.ts';

/** The API's largest queue. */
const CARDS = 200;
const FRESH_MS = 120_000;
const ATTEMPTS = 3;
const MEDIA = 'tenax-media';

/** The one shelf of this page. */
export const shelf = openShelf();

let filledAtMs = Number.NEGATIVE_INFINITY;
let filling: Promise<void> | null = null;
/** How many acts the server has answered. */
let heard = 0;

/**
 * Starts to keep the next due cards and their media in the background. What the browser refuses to keep is just missing
 * later.
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
    // Ask the browser not to clear unsent answers when the disk fills up.
    if (failing) void navigator.storage?.persist?.().catch(() => undefined);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') keepAhead();
  });
  keepAhead();
}

/** Fetches and keeps the due cards, unless that happened a moment ago. */
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
    // The queue may lack an answer that was saved meanwhile.
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
  // A missing file must not keep the others out.
  await Promise.allSettled([...wanted].map((url) => cache.add(url)));
}

function addressIn([, path = '']: RegExpMatchArray): string {
  return new URL(path.replaceAll('&amp;', '&'), location.origin).href;
}
