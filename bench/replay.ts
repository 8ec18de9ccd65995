// Measures a replay.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from './client.ts';
import { PLAN } from './library.ts';
import { type Felt, feltFigures, processorMs, whileServing } from './probe.ts';
import type { Figure } from './report.ts';
import { median, timed } from './timing.ts';

/** Each replays the whole log, one after the other. */
const RETENTIONS = [0.85, 0.92, 0.88];
const BASELINE_MS = 3_000;
const WARM_UP_MS = 2_000;

/** How long changes of the desired retention take, which replay the log, and latencies meanwhile. */
export async function measureReplay(
  port: number,
  cardIds: readonly string[],
  say: (text: string) => void,
): Promise<readonly Figure[]> {
  const client = new Client(port);
  const seconds: number[] = [];
  const processor: number[] = [];
  const during: Felt[] = [];
  try {
    await whileServing(port, cardIds, () => sleep(WARM_UP_MS));
    say('reading and reviewing without a replay');
    const before = await whileServing(port, cardIds, () => sleep(BASELINE_MS));
    for (const desiredRetention of RETENTIONS) {
      say(`replaying for a retention of ${desiredRetention}`);
      const change = () => client.patch(`/api/plans/${PLAN}/settings`, { desiredRetention });
      const startedMs = await processorMs(port);
      const felt = await whileServing(port, cardIds, async () => {
        seconds.push((await timed(change)) / 1_000);
      });
      processor.push(((await processorMs(port)) - startedMs) / 1_000);
      during.push(felt);
    }
    return [
      {
        name: 'a change of retention, served meanwhile',
        value: median(seconds),
        unit: 's',
        samples: seconds.length,
        aim: { below: 10 },
      },
      {
        name: '  its processor time, with what was served',
        value: median(processor),
        unit: 's',
        samples: processor.length,
      },
      ...feltFigures('without a replay', [before]),
      ...feltFigures('during a replay', during),
    ];
  } finally {
    client.close();
  }
}
