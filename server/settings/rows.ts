// The settings and the changes of weights in the database.

import type { Kysely } from 'kysely';
import { Value } from 'typebox/value';
import { keepWeights } from '../log/weights.ts';
import type { LearnerId } from '../schedule/ids.ts';
import { weightsId } from '../schedule/settings.ts';
import { readJson } from '../store/errors.ts';
import type { SettingsRow, Tables } from '../store/tables.ts';
import type { Overrides } from './book.ts';
import { LearnerOwn, type Own, PlanOwn } from './fields.ts';

export type Scope = SettingsRow['scope'];

/** The settings that a learner has set. @throws Error if a row holds an impossible setting. */
export async function readOverrides(db: Kysely<Tables>, learnerId: LearnerId): Promise<Overrides> {
  const rows = await db.selectFrom('settings').selectAll().where('learner_id', '=', learnerId).execute();
  const plans = new Map<string, PlanOwn>();
  const topics = new Map<string, PlanOwn>();
  let learner: LearnerOwn = {};
  for (const row of rows) {
    const body: unknown = readJson(row.body, 'settings.body');
    if (row.scope === 'plan' && Value.Check(PlanOwn, body)) plans.set(row.scope_id, body);
    else if (row.scope === 'topic' && Value.Check(PlanOwn, body)) topics.set(row.scope_id, body);
    else if (row.scope === 'learner' && Value.Check(LearnerOwn, body)) learner = body;
    else throw new Error(`The settings of the ${row.scope} ${row.scope_id} in the database are damaged.`);
  }
  return { learner, plans, topics };
}

/** Replaces the settings of a scope. */
export async function keepOwn(
  tx: Kysely<Tables>,
  learnerId: LearnerId,
  scope: Scope,
  id: string,
  own: Own,
): Promise<void> {
  const body = JSON.stringify(own);
  await tx
    .insertInto('settings')
    .values({ learner_id: learnerId, scope, scope_id: id, body })
    .onConflict((conflict) => conflict.columns(['learner_id', 'scope', 'scope_id']).doUpdateSet({ body }))
    .execute();
}

/** When other weights came into use, and why. */
export interface WeightsChange {
  readonly atMs: number;
  readonly cause: string;
  /** null for those of the next wider scope. */
  readonly weights: readonly number[] | null;
  /** null if the weights were not trained. */
  readonly score: TrainedScore | null;
}

/** The scores of trained weights. */
export interface TrainedScore {
  /** Measured on reviews that the weights were not trained on. */
  readonly logLoss: number;
  readonly rmseBins: number;
  /** How many reviews the weights were trained on. */
  readonly reviews: number;
}

/** The changes of the weights of a plan or a topic, latest first. */
export async function weightsChanges(
  db: Kysely<Tables>,
  learnerId: LearnerId,
  scope: 'plan' | 'topic',
  id: string,
): Promise<readonly WeightsChange[]> {
  const rows = await db
    .selectFrom('weights_changes as c')
    .leftJoin('weights as w', 'w.id', 'c.weights_id')
    .select(['c.at_ms', 'c.cause', 'c.log_loss', 'c.rmse_bins', 'c.reviews', 'w.body'])
    .where('c.learner_id', '=', learnerId)
    .where('c.scope', '=', scope)
    .where('c.scope_id', '=', id)
    .orderBy('c.number', 'desc')
    .execute();
  return rows.map(({ at_ms: atMs, cause, body, log_loss: logLoss, rmse_bins: rmseBins, reviews }) => ({
    atMs,
    cause,
    weights: body === null ? null : readJson(body, 'weights.body'),
    score: logLoss === null || rmseBins === null || reviews === null ? null : { logLoss, rmseBins, reviews },
  }));
}

/** Stores a change of weights together with the weights. */
export async function keepWeightsChange(
  tx: Kysely<Tables>,
  learnerId: LearnerId,
  scope: 'plan' | 'topic',
  id: string,
  { atMs, cause, weights, score }: WeightsChange,
): Promise<void> {
  if (weights) await keepWeights(tx, weights);
  const { number } = await tx
    .selectFrom('weights_changes')
    .select((eb) => eb.fn.countAll<number>().as('number'))
    .where('learner_id', '=', learnerId)
    .where('scope', '=', scope)
    .where('scope_id', '=', id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('weights_changes')
    .values({
      learner_id: learnerId,
      scope,
      scope_id: id,
      number: number + 1,
      at_ms: atMs,
      cause,
      weights_id: weights && weightsId(weights),
      log_loss: score?.logLoss ?? null,
      rmse_bins: score?.rmseBins ?? null,
      reviews: score?.reviews ?? null,
    })
    .execute();
}

/** The rows of one scope under their new ids. Those of a new id stay if nothing comes to it. */
export async function renameScopes(
  tx: Kysely<Tables>,
  learnerId: LearnerId,
  scope: 'plan' | 'topic',
  renames: readonly { readonly from: string; readonly to: string }[],
): Promise<void> {
  const newId = new Map(renames.map(({ from, to }) => [from, to]));
  const rows = await tx
    .selectFrom('settings')
    .selectAll()
    .where('learner_id', '=', learnerId)
    .where('scope', '=', scope)
    .execute();
  const moving = rows.filter(({ scope_id: id }) => newId.has(id));
  for (const { scope_id: id } of moving) {
    await tx
      .deleteFrom('settings')
      .where('learner_id', '=', learnerId)
      .where('scope', '=', scope)
      .where('scope_id', '=', id)
      .execute();
  }
  for (const { scope_id: id, body } of moving) {
    await keepOwn(tx, learnerId, scope, newId.get(id) ?? id, JSON.parse(body));
  }
  await renameWeightsChanges(tx, learnerId, scope, newId);
}

/** Nothing of this log is lost: what comes to an id follows what it has. */
async function renameWeightsChanges(
  tx: Kysely<Tables>,
  learnerId: LearnerId,
  scope: 'plan' | 'topic',
  newId: ReadonlyMap<string, string>,
): Promise<void> {
  const ofScope = await tx
    .selectFrom('weights_changes')
    .selectAll()
    .where('learner_id', '=', learnerId)
    .where('scope', '=', scope)
    .orderBy('number')
    .execute();
  const moving = ofScope.filter(({ scope_id: id }) => newId.has(id));
  const staying = ofScope.filter(({ scope_id: id }) => !newId.has(id));
  for (const id of new Set(moving.map(({ scope_id }) => scope_id))) {
    await tx
      .deleteFrom('weights_changes')
      .where('learner_id', '=', learnerId)
      .where('scope', '=', scope)
      .where('scope_id', '=', id)
      .execute();
  }
  const counts = new Map<string, number>();
  for (const { scope_id: id } of staying) counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const row of moving) {
    const scope_id = newId.get(row.scope_id) ?? row.scope_id;
    const number = (counts.get(scope_id) ?? 0) + 1;
    counts.set(scope_id, number);
    await tx
      .insertInto('weights_changes')
      .values({ ...row, scope_id, number })
      .execute();
  }
}
