// Values that are settled for a study day. They are stored, so that a restart does not change them.

import type { LearnerId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';
import { createCache } from '../store/cache.ts';
import { readJson } from '../store/errors.ts';
import { prepare } from '../store/prepared.ts';
import { perLearner, Remembered } from '../store/remembered.ts';
import type { DayValueRow } from '../store/tables.ts';
import { type ReviewDesk, studyDayAt } from './desk.ts';

/** Values are kept for this many study days, since a clock or time zone may be set back by a day. */
const DAYS_KEPT = 2;
const PARTS_REMEMBERED = 1_000;

export interface DayValue<Kept, Value> {
  /** The name of the value in the database. A value with another JSON shape needs another name. */
  readonly name: string;
  /** Computes the value. The result is stored as JSON. */
  measure(desk: ReviewDesk, today: StudyDay, part: string): Promise<Kept>;
  /** Converts the stored value to the one that callers get. */
  read(kept: Kept): Value;
}

/**
 * Returns a function that gives a value which stays the same all study day, for a learner and perhaps a part of their
 * cards (such as a plan or topic id). It is measured at its first use on the day and stored until the next day ends.
 *
 * ```ts
 * export const paceOf = settledForTheDay<Pace, Pace>({
 *   name: 'pace',
 *   measure: (desk) => paceOfLatest(desk),
 *   read: (pace) => pace,
 * });
 * await paceOf(desk);
 * ```
 */
export function settledForTheDay<Kept, Value>({
  name,
  measure,
  read,
}: DayValue<Kept, Value>): (desk: ReviewDesk, part?: string) => Promise<Value> {
  type OfPart = Remembered<{ readonly studyDay: StudyDay }, Promise<Value>>;
  const ofParts = perLearner(() => createCache<OfPart>({ entries: PARTS_REMEMBERED }));
  return (desk, part = '') => {
    const studyDay = studyDayAt(desk, desk.clock());
    const key = { learner: desk.learner.id, day: studyDay, name: part === '' ? name : `${name} ${part}` };
    return ofParts(desk)
      .get(part, () => new Remembered())
      .value({ studyDay }, async () => {
        const known = await valueNamed.first(desk.store.read, key);
        if (known) return read(readJson(known.value, 'day_values.value'));
        const value = JSON.stringify(await measure(desk, studyDay, part));
        return read(JSON.parse(await keep(desk, { ...key, value })));
      });
  };
}

type Key = { readonly learner: LearnerId; readonly day: StudyDay; readonly name: string };

/** Stores a value and returns the stored one, which another process may have written first. */
async function keep({ store }: ReviewDesk, row: Key & Pick<DayValueRow, 'value'>): Promise<string> {
  try {
    return await store.write(
      async (tx) => {
        await insertValue.all(tx, row);
        await deleteUpTo.all(tx, { learner: row.learner, day: row.day - DAYS_KEPT });
        return (await valueNamed.first(tx, row))?.value ?? row.value;
      },
      { touches: 'no card' },
    );
  } catch {
    // Reading goes on without the write. The value may only differ after a restart.
    return row.value;
  }
}

const valueNamed = prepare<Key>()((db, param) =>
  db
    .selectFrom('day_values')
    .select('value')
    .where('learner_id', '=', param('learner'))
    .where('study_day', '=', param('day'))
    .where('name', '=', param('name')),
);

const insertValue = prepare<Key & Pick<DayValueRow, 'value'>>()((db, param) =>
  db
    .insertInto('day_values')
    .values({
      learner_id: param('learner'),
      study_day: param('day'),
      name: param('name'),
      value: param('value'),
    })
    .onConflict((conflict) => conflict.doNothing()),
);

const deleteUpTo = prepare<Pick<Key, 'learner' | 'day'>>()((db, param) =>
  db
    .deleteFrom('day_values')
    .where('learner_id', '=', param('learner'))
    .where('study_day', '<=', param('day')),
);
