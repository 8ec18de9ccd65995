// What several devices did offline arrives in any order, again and again, and across restarts: memory is the same.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { attack } from './attack.ts';
import { newLedger } from './ledger.ts';
import { type Random, shuffled } from './random.ts';
import { copyOf, newPlace, type Place, serve } from './server.ts';
import { type Act, numbers, PLAN, review, undo, world } from './world.ts';

const DEVICES = 4;
const REVIEWS_A_DEVICE = 12;
const DAY_MS = 86_400_000;

attack('orders of delivery', { short: 3, full: 120 }, async ({ count, random, figure }) => {
  const made = world({ topics: 1, cards: 6 });
  const origin = await newPlace(made.files);
  const starting = await serve(origin);
  // With a load to balance, a due time depends on what else is due when a review arrives.
  await starting.send('PATCH', `/api/plans/${PLAN}/settings`, { loadBalancing: false });
  await starting.kill('SIGTERM');
  const acts = numbers(DEVICES).flatMap(() => deviceOf(random, made.cardIds));
  let first: string | null = null;
  let delivered = 0;
  for (let order = 0; order < count; order++) {
    const place = await copyOf(origin);
    const ledger = newLedger();
    let server = await serve(place);
    for (const act of withRepeats(shuffled(acts, random), random)) {
      const answer = await ledger.deliver(server, act);
      delivered++;
      if (!answer || answer.status >= 300)
        throw new Error(`${act.method} ${act.path} is answered ${answer?.status}: ${answer?.text}`);
      if (random.below(100) > 0) continue;
      await server.kill(random.pick(['SIGKILL', 'SIGTERM']));
      server = await serve(place);
    }
    await ledger.check(server, place);
    await server.kill();
    const now = stateOf(place);
    first ??= now;
    if (now !== first) throw new Error(`Order ${order} ends otherwise:\n${now}\ninstead of\n${first}`);
  }
  figure('delivered', delivered);
});

/** Reviews of the last days, some of them undone, and some practice. */
function deviceOf(random: Random, cardIds: readonly string[]): readonly Act[] {
  return numbers(REVIEWS_A_DEVICE).flatMap(() => {
    const atMs = Date.now() - DAY_MS - random.below(60 * DAY_MS);
    const graded = review(random, random.pick(cardIds), atMs);
    return random.below(4) === 0 ? [graded, undo(graded.id)] : [graded];
  });
}

/** The same acts, some of them twice. */
function withRepeats(acts: readonly Act[], random: Random): readonly Act[] {
  return acts.flatMap((act, index) => {
    const earlier = acts[random.below(index + 1)];
    return random.below(3) === 0 && earlier ? [act, earlier] : [act];
  });
}

/** The memories, and the log without what tells when an event arrived. */
function stateOf({ data }: Place): string {
  const db = new Database(join(data, 'tenax.db'), { readonly: true });
  try {
    const memories = db
      .prepare(
        `select card_id, state, step, stability, difficulty, reps, lapses, first_study_day, last_study_day,
           last_reviewed_at_ms, last_review_id, due_at_ms, due_day, interval_days, suspended
         from memories order by card_id`,
      )
      .all();
    const events = db
      .prepare(
        `select id, card_id, rating, mode, reviewed_at_ms, duration_ms from events
         where type = 'reviewed' order by id`,
      )
      .all();
    const undone = db
      .prepare(`select distinct target_id from events where type = 'undone' order by target_id`)
      .all();
    return JSON.stringify({ memories, events, undone }, null, 1);
  } finally {
    db.close();
  }
}
