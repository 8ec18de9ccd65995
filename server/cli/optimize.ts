import { setTimeout as sleep } from 'node:timers/promises';
import type { OptimizeBody, OptimizeJob } from '../http/schemas/optimize.ts';
import type { PlanSummary } from '../http/schemas/plans.ts';
import type { PlanSettings } from '../http/schemas/settings.ts';
import { type Client, withClient } from './client.ts';
import {
  asJson,
  CLIENT_FLAGS,
  type Command,
  Failure,
  JSON_OUTPUT,
  PLAN,
  type Surroundings,
} from './command.ts';

const POLL_MS = 200;
/** As a shell has it for a command that was interrupted. */
const INTERRUPTED = 130;

export const optimize: Command = {
  name: 'optimize',
  words: '',
  maxWords: 0,
  summary: 'train FSRS weights on your reviews, adopted where they predict better; Ctrl-C cancels',
  flags: [
    PLAN,
    { name: 'force', meaning: 'adopt them even where they predict worse' },
    { name: 'back', meaning: 'go back to the weights that were in use before' },
    JSON_OUTPUT,
    ...CLIENT_FLAGS,
  ],
  run: (line, surroundings) =>
    withClient(line, surroundings, async (client) => {
      const planId = line.value('plan');
      if (line.has('back')) return goBack(client, planId, surroundings);
      const body: OptimizeBody = { ...(planId !== undefined && { planId }), force: line.has('force') };
      await client.post('/api/optimize', body);
      const job = await follow(client, surroundings);
      if (line.has('json')) surroundings.out(asJson(job));
      else surroundings.out(sentence(job));
      return job.status === 'cancelled' ? INTERRUPTED : 0;
    }),
};

/** Waits for the end, which Ctrl-C brings about. @throws Failure where the training failed. */
async function follow(client: Client, { err, untilStopped }: Surroundings): Promise<OptimizeJob> {
  let told = 0;
  let stopped = false;
  void untilStopped().then(() => {
    stopped = true;
  });
  for (;;) {
    const job = stopped
      ? await client.delete<OptimizeJob>('/api/optimize')
      : await client.get<OptimizeJob>('/api/optimize');
    if (job.status === 'failed') throw new Failure(job.error ?? 'The training failed.');
    if (job.status !== 'running') return job;
    const { done, total } = job.progress;
    if (done > told) err(`Trained ${done} of ${total} steps`);
    told = done;
    await sleep(POLL_MS);
  }
}

function sentence({ status, plans, result }: OptimizeJob): string {
  if (status === 'cancelled' || !result) return 'Cancelled: the weights are as they were.';
  const { trained, reason, adopted, reviews, before, after } = result;
  if (!trained || !before || !after) return reason ?? 'Nothing was trained.';
  const figure = (name: string, from: number, to: number) => `${name} ${from.toFixed(4)} → ${to.toFixed(4)}`;
  const figures = `${figure('log loss', before.logLoss, after.logLoss)}, ${figure('RMSE(bins)', before.rmseBins, after.rmseBins)}`;
  const verdict = adopted
    ? `The new weights are in use for ${plans.join(', ')}; tenax optimize --back takes them back.`
    : 'The weights in use predict as well or better and stay; --force takes the new ones nevertheless.';
  return `${reviews} reviews, held-out: ${figures}. ${verdict}`;
}

/** @throws Failure where the weights never changed. */
async function goBack(client: Client, planId: string | undefined, { out }: Surroundings): Promise<number> {
  const plans =
    planId === undefined ? (await client.get<PlanSummary[]>('/api/plans')).map(({ id }) => id) : [planId];
  let changed = 0;
  for (const plan of plans) {
    const path = `/api/plans/${encodeURIComponent(plan)}/settings`;
    const { weights } = await client.get<PlanSettings>(path);
    if (weights.length === 0) continue;
    const before = weights[1] ?? { at: null, weights: null };
    await client.patch(path, { weights: before.weights });
    const which = before.weights ? `those in use since ${before.at}` : 'the default ones';
    out(`The weights of ${plan} are ${which} again.`);
    changed += 1;
  }
  if (changed === 0) throw new Failure('There is nothing to go back to: the weights were never changed.');
  return 0;
}
