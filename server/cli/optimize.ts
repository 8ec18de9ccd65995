import { setTimeout as sleep } from 'node:timers/promises';
import { type Flag, type Line, UsageError } from '../flags.ts';
import type {
  ChooseWeights,
  ChosenWeights,
  OptimizeBody,
  OptimizeJob,
  OptimizeState,
  PlanWeights,
  WeightsSet,
} from '../http/optimize/schema.ts';
import { asPlanId } from '../schedule/ids.ts';
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
import { type Column, table } from './table.ts';

const POLL_MS = 200;
/** The exit code of shells for an interrupted command. */
const INTERRUPTED = 130;

const TO: Flag = { name: 'to', value: 'ID', meaning: 'use weights from the list again' };

export const optimize: Command = {
  name: 'optimize',
  words: '',
  maxWords: 0,
  summary: 'train FSRS weights on your reviews and adopt them if they predict better; Ctrl-C cancels',
  flags: [
    PLAN,
    { name: 'force', meaning: 'adopt them even if they predict worse' },
    { name: 'list', meaning: 'list all weights that were in use' },
    { name: 'back', meaning: 'go back to the weights used before; repeat to go further back' },
    TO,
    JSON_OUTPUT,
    ...CLIENT_FLAGS,
  ],
  run: (line, surroundings) =>
    withClient(line, surroundings, async (client) => {
      const planId = line.value('plan');
      if (line.has('list')) return list(client, line, surroundings);
      if (line.has('back') && line.has('to')) throw new UsageError('Give either --back or --to.');
      if (line.has('back') || line.has('to')) return choose(client, planId, line.value('to'), surroundings);
      const body: OptimizeBody = {
        ...(planId !== undefined && { planId: asPlanId(planId) }),
        force: line.has('force'),
      };
      await client.post('/api/optimize', body);
      const job = await follow(client, surroundings);
      if (line.has('json')) surroundings.out(asJson(job));
      else surroundings.out(sentence(job));
      return job.status === 'cancelled' ? INTERRUPTED : 0;
    }),
};

/** Waits until the training ends or Ctrl-C cancels it. @throws Failure if the training failed. */
async function follow(client: Client, { err, untilStopped }: Surroundings): Promise<OptimizeJob> {
  let printed = 0;
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
    if (done > printed) err(`Trained ${done} of ${total} steps`);
    printed = done;
    await sleep(POLL_MS);
  }
}

function sentence({ status, plans, result }: OptimizeJob): string {
  if (status === 'cancelled' || !result) return 'Cancelled: the weights are unchanged.';
  const { trained, reason, adopted, reviews, before, after } = result;
  if (!trained || !before || !after) return reason ?? 'Nothing was trained.';
  const figure = (name: string, from: number, to: number) => `${name} ${from.toFixed(4)} → ${to.toFixed(4)}`;
  const figures = `${figure('log loss', before.logLoss, after.logLoss)}, ${figure('RMSE(bins)', before.rmseBins, after.rmseBins)}`;
  const verdict = adopted
    ? `The new weights are in use for ${plans.join(', ')}; undo this with tenax optimize --back.`
    : 'The weights in use predict at least as well and stay; --force adopts the new ones anyway.';
  return `${reviews} reviews, held-out: ${figures}. ${verdict}`;
}

/** Uses a set of weights again: the one with an id, or the previous one. @throws Failure if there is none. */
async function choose(
  client: Client,
  planId: string | undefined,
  id: string | undefined,
  { out }: Surroundings,
): Promise<number> {
  let changed = 0;
  for (const { plan, before, sets } of await weightsOf(client, planId)) {
    const chosen = sets.find((set) => set.id === (id ?? before));
    if (!chosen) continue;
    const body: ChooseWeights = { planId: plan, set: chosen.id };
    await client.post<ChosenWeights>('/api/optimize/weights', body);
    out(`The weights of ${plan} are ${described(chosen)} again.`);
    changed += 1;
  }
  if (changed > 0) return 0;
  throw new Failure(
    id === undefined
      ? 'There is nothing to go back to: the weights are the first ones.'
      : `No weights "${id}" were ever in use. tenax optimize --list lists those that were.`,
  );
}

function described({ since, source }: WeightsSet): string {
  return since === null ? 'the default ones' : `those of ${since.slice(0, 10)} (${source})`;
}

async function list(client: Client, line: Line, { out, columns }: Surroundings): Promise<number> {
  const weights = await weightsOf(client, line.value('plan'));
  if (line.has('json')) out(asJson(weights));
  else {
    const rows = weights.flatMap(({ plan, sets }) => sets.map((set) => ({ plan, ...set })));
    for (const text of table(COLUMNS, rows, columns)) out(text);
  }
  return 0;
}

const COLUMNS: readonly Column<WeightsSet & { readonly plan: string }>[] = [
  { head: 'Plan', cell: ({ plan }) => plan, shrinks: true },
  { head: 'Id', cell: ({ id }) => id },
  { head: 'Since', cell: ({ since }) => since?.slice(0, 10) ?? '–' },
  { head: 'Log loss', cell: ({ logLoss }) => logLoss?.toFixed(4) ?? '–', right: true },
  { head: 'Reviews', cell: ({ reviews }) => String(reviews ?? '–'), right: true, dispensable: 1 },
  { head: 'Source', cell: ({ source }) => source, dispensable: 2 },
  { head: 'In use', cell: ({ inUse }) => (inUse ? 'yes' : '') },
];

async function weightsOf(client: Client, planId: string | undefined): Promise<readonly PlanWeights[]> {
  const { weights } = await client.get<OptimizeState>('/api/optimize');
  const asked = weights.filter(({ plan }) => planId === undefined || plan === planId);
  if (asked.length > 0 || planId === undefined) return asked;
  throw new Failure(`There is no plan "${planId}".`);
}
