// Mixed load for a long time: memory, handles and the write-ahead log do not grow with it.
import { setTimeout as sleep } from 'node:timers/promises';
import { attack } from './attack.ts';
import { newLedger } from './ledger.ts';
import { putOn } from './load.ts';
import { handlesOf, type Measured, serveProbed, walOf } from './probe.ts';
import { newPlace, serve } from './server.ts';
import { importOf, world } from './world.ts';

const MB = 1_000_000;
/** How much more may be in use in the last quarter than in the second one. */
const GROWTH = { heapUsed: 60 * MB, rss: 150 * MB, handles: 20 };
const WAL_BYTES = 150 * MB;

interface Sample extends Measured {
  readonly handles: number;
  readonly wal: number;
}

/** The number of acts is its seconds. */
attack('long load', { short: 12, full: 1_200 }, async ({ count: seconds, random, full, figure }) => {
  const made = world({ topics: 20, cards: 50 });
  const place = await newPlace(made.files);
  const { server, measure } = await serveProbed(place);
  const ledger = newLedger();
  await ledger.deliver(server, importOf(random, made.cardIds, 2_000, Date.now()));
  const endMs = performance.now() + seconds * 1_000;
  const goesOn = () => performance.now() < endMs;
  const load = putOn({ random, ledger, server, world: made, goesOn, pauseMs: full ? 250 : 50 });
  const samples: Sample[] = [];
  const sampling = (async () => {
    while (goesOn()) {
      await sleep((seconds * 1_000) / 40);
      samples.push({ ...(await measure()), handles: await handlesOf(server), wal: await walOf(place) });
    }
  })();
  await Promise.all([load, sampling]);

  const grown = (of: (sample: Sample) => number) => lastQuarter(samples, of) - secondQuarter(samples, of);
  const growth = {
    heapUsed: grown(({ heapUsed }) => heapUsed),
    rss: grown(({ rss }) => rss),
    handles: grown(({ handles }) => handles),
  };
  const wal = Math.max(...samples.map((sample) => sample.wal));
  figure('done', ledger.count().done);
  figure('rss', `${inMb(Math.max(...samples.map(({ rss }) => rss)))} MB`);
  figure('heap grown', `${inMb(growth.heapUsed)} MB`);
  figure('rss grown', `${inMb(growth.rss)} MB`);
  figure('handles grown', Math.round(growth.handles));
  figure('WAL', `${inMb(wal)} MB`);
  figure('longest held', `${Math.round(Math.max(...samples.map(({ heldMs }) => heldMs)))} ms`);
  const faults = [
    ...Object.entries(GROWTH).flatMap(([name, most]) => {
      const by = growth[name as keyof typeof growth];
      return by > most ? [`${name} grows by ${by}, more than ${most}.`] : [];
    }),
    ...(wal > WAL_BYTES ? [`The write-ahead log has ${wal} bytes.`] : []),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
  await server.kill('SIGTERM');
  const again = await serve(place);
  await ledger.sendAgain(again);
  await ledger.check(again, place);
});

function secondQuarter(samples: readonly Sample[], of: (sample: Sample) => number): number {
  return mean(samples.slice(Math.floor(samples.length / 4), Math.ceil(samples.length / 2)).map(of));
}

function lastQuarter(samples: readonly Sample[], of: (sample: Sample) => number): number {
  return mean(samples.slice(Math.floor((samples.length * 3) / 4)).map(of));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function inMb(bytes: number): number {
  return Math.round(bytes / MB);
}
