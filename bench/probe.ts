// Latencies while something else runs.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from './client.ts';
import { type Figure, latency } from './report.ts';
import { timed } from './timing.ts';

/** Latencies of reads and reviews in the meantime. */
export interface Felt {
  readonly reads: readonly number[];
  readonly writes: readonly number[];
}

/** Pause between an answer and the next request: some thirty a second of each kind. */
const PAUSE_MS = 30;

/** Reads what is due and posts reviews while an act runs. */
export async function whileServing(
  port: number,
  cardIds: readonly string[],
  act: () => Promise<unknown>,
): Promise<Felt> {
  const [reader, writer] = [new Client(port), new Client(port)];
  const felt = { reads: [] as number[], writes: [] as number[] };
  let isOver = false;
  let turn = 0;
  const until = async (times: number[], ask: () => Promise<unknown>) => {
    while (!isOver) {
      times.push(await timed(ask));
      await sleep(PAUSE_MS);
    }
  };
  const review = () =>
    writer.post('/api/reviews', {
      id: randomUUID(),
      cardId: cardIds[turn++ % cardIds.length],
      rating: 'good',
      durationMs: 4_000,
    });
  try {
    await Promise.all([
      act().finally(() => {
        isOver = true;
      }),
      until(felt.reads, () => reader.get('/api/due')),
      until(felt.writes, review),
    ]);
  } finally {
    reader.close();
    writer.close();
  }
  return felt;
}

/** Read and write latencies with the longest of each. */
export function feltFigures(when: string, felts: readonly Felt[]): readonly Figure[] {
  const all = (which: keyof Felt) => felts.flatMap((felt) => felt[which]);
  return (['reads', 'writes'] as const).flatMap((which) => {
    const name = `${which === 'reads' ? 'GET /api/due' : 'POST /api/reviews'} ${when}`;
    return [
      latency(name, all(which)),
      { name: `${name}, the longest`, value: Math.max(...all(which)), unit: 'ms' },
    ];
  });
}

/** Processor time of the server's process so far, in milliseconds, which other processes do not affect. */
export async function processorMs(port: number): Promise<number> {
  const client = new Client(port);
  try {
    const metrics = await client.get('/metrics');
    const seconds = /^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1];
    if (seconds === undefined) throw new Error('/metrics has no process_cpu_seconds_total.');
    return Number(seconds) * 1_000;
  } finally {
    client.close();
  }
}
