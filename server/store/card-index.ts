// The index of cards by words and tags.
import { type Kysely, sql } from 'kysely';
import { prepare } from './prepared.ts';
import type { Tables } from './tables.ts';

/** Whether the card with a number is among those found. */
export type Among = (number: number) => boolean;

/** Words that follow each other. */
export interface Phrase {
  readonly text: string;
  /** Whether the last word may be the start of a longer one, because it is still being typed. */
  readonly open: boolean;
}

/**
 * The cards whose note has all the phrases, in its heading or anywhere, without regard to case and accents. Only this
 * file uses the full-text search of the dialect, SQLite's FTS5.
 *
 * @param phrases at least one, each with a letter or digit in it
 */
export async function cardsHolding(
  db: Kysely<Tables>,
  phrases: readonly Phrase[],
  where: 'prompt' | 'anywhere',
): Promise<Among> {
  const all = phrases
    .map(({ text, open }) => `"${text.replace(/["\0]/g, ' ')}"${open ? '*' : ''}`)
    .join(' AND ');
  const match = where === 'prompt' ? `{prompt} : (${all})` : all;
  return amongOf(await numbersHolding.first(db, { match }));
}

/** The cards whose note has a tag, without regard to case. */
export async function cardsTagged(db: Kysely<Tables>, tag: string): Promise<Among> {
  return amongOf(await numbersTagged.first(db, { tag }));
}

/** Every tag of the live cards by name, with the number of cards that have it. */
export function tagsInUse(
  db: Kysely<Tables>,
): Promise<readonly { readonly tag: string; readonly cards: number }[]> {
  return db
    .selectFrom('card_tags as t')
    .innerJoin('cards as c', 'c.number', 't.number')
    .select((eb) => ['t.tag', eb.fn.countAll<number>().as('cards')])
    .where('c.live', '=', 1)
    .groupBy('t.tag')
    .orderBy('t.tag')
    .execute();
}

// A hundred thousand numbers are read faster as one text than as rows.
const numbersHolding = prepare<{ match: string }>()((db, param) =>
  db.selectNoFrom(
    sql<string>`(select json_group_array(rowid) from card_texts where card_texts match ${param('match')})`.as(
      'numbers',
    ),
  ),
);
const numbersTagged = prepare<{ tag: string }>()((db, param) =>
  db
    .selectFrom('card_tags')
    .select(sql<string>`json_group_array(number)`.as('numbers'))
    .where('tag', '=', sql<string>`lower(${param('tag')})`),
);

interface Numbers {
  readonly numbers: string;
}

function amongOf(row: Numbers | undefined): Among {
  const numbers: readonly number[] = JSON.parse(row?.numbers ?? '[]');
  const marks = new Uint8Array(numbers.reduce((most, number) => Math.max(most, number), 0) + 1);
  for (const number of numbers) marks[number] = 1;
  return (number) => marks[number] === 1;
}
