// Measures the statistics.
import { Client } from './client.ts';
import { feltFigures, processorMs, whileServing } from './probe.ts';
import { type Figure, latency } from './report.ts';
import { timed, timedEach } from './timing.ts';

const QUESTIONS = [
  ...['today', 'days', 'forecast', 'retention', 'calibration'],
  ...['distributions', 'answers', 'hours', 'hardest', 'streak'],
];
const SAMPLES = 50;
const TO_WARM_UP = 5;

/** The first statistics after a log was filled, which sum it up, then each question. */
export async function measureStats(
  port: number,
  cardIds: readonly string[],
  say: (text: string) => void,
): Promise<readonly Figure[]> {
  const client = new Client(port);
  try {
    say('summing up the log');
    let firstMs = 0;
    const startedMs = await processorMs(port);
    const felt = await whileServing(port, cardIds, async () => {
      firstMs = await timed(() => client.get('/api/stats/days'));
    });
    const processor = (await processorMs(port)) - startedMs;
    const figures: Figure[] = [
      { name: 'the first statistics, which sum the log', value: firstMs / 1_000, unit: 's' },
      { name: '  its processor time, with what was served', value: processor / 1_000, unit: 's' },
      ...feltFigures('meanwhile', [felt]),
    ];
    for (const question of QUESTIONS) {
      say(`GET /api/stats/${question}`);
      const get = () => client.get(`/api/stats/${question}`);
      await timedEach(TO_WARM_UP, get);
      figures.push(latency(`GET /api/stats/${question}`, await timedEach(SAMPLES, get), 50));
    }
    return figures;
  } finally {
    client.close();
  }
}
