// What the rows of each table must be, as conditions in SQL.
import type { Tables } from './tables.ts';

/** What rows are about. */
export type RowsAbout = 'library' | 'log' | 'memory' | 'gap' | 'statistics' | 'settings';

/** What wrong rows have in common. */
export interface Rule {
  readonly table: keyof Tables;
  readonly about: RowsAbout;
  /** Names a row for a person. An expression, as are the others. */
  readonly of: string;
  /** Whether a row is wrong. */
  readonly wrong: string;
  /** What is wrong, as the end of a sentence about the row. */
  readonly message: string;
  /** How to get the row back. `files`: read the files again, `index`: index the note again, `forget`: drop the row, `statistics`: sum the
   * log again. */
  readonly remedy?: 'files' | 'index' | 'forget' | 'statistics';
}

type Columns<Table extends keyof Tables> = keyof Tables[Table] & string;
type Check<Table extends keyof Tables> = (row: Table) => Pick<Rule, 'wrong' | 'message' | 'remedy'>;
type JsonType = 'object' | 'array' | 'any';

/** The rules of a table. */
function table<Table extends keyof Tables>(
  name: Table,
  about: RowsAbout,
  of: string,
  ...checks: readonly Check<Table>[]
): readonly Rule[] {
  return checks.map((check) => ({ table: name, about, of, ...check(name) }));
}

function json<Table extends keyof Tables>(
  column: Columns<Table>,
  type: JsonType,
  more: { readonly orNone?: boolean; readonly remedy?: NonNullable<Rule['remedy']> } = {},
): Check<Table> {
  const types =
    type === 'any'
      ? ''
      : ` when json_type(${column}) not in ('${type}'${more.orNone ? ", 'null'" : ''}) then 1`;
  const broken = `case when not json_valid(${column}) then 1${types} else 0 end`;
  return () => ({
    wrong: more.orNone ? `${column} is not null and ${broken}` : broken,
    message: `${column} holds no JSON${type === 'any' ? '' : ` ${type}`}`,
    ...(more.remedy && { remedy: more.remedy }),
  });
}

/** A column that names a row of another table; null names none. */
function names<Table extends keyof Tables, Other extends keyof Tables>(
  column: Columns<Table>,
  other: Other,
  key: Columns<Other>,
): Check<Table> {
  return (row) => ({
    wrong: `${column} is not null and not exists (select 1 from ${other} o where o.${key} = ${row}.${column})`,
    message: `${column} names none of the ${other}`,
  });
}

function among<Table extends keyof Tables>(
  column: Columns<Table>,
  ...values: readonly (string | number)[]
): Check<Table> {
  const list = values.map((value) => (typeof value === 'string' ? `'${value}'` : value));
  return () => ({
    wrong: `${column} is null or ${column} not in (${list.join(', ')})`,
    message: `${column} is not one of ${values.join(', ')}`,
  });
}

function whole<Table extends keyof Tables>(
  column: Columns<Table>,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): Check<Table> {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return () => ({
    wrong: `typeof(${column}) <> 'integer' or ${column} not between ${least} and ${most}`,
    message: `${column} is no whole number ${range}`,
  });
}

function percent<Table extends keyof Tables>(column: Columns<Table>): Check<Table> {
  return () => ({
    wrong: `${column} is not null and (typeof(${column}) = 'text' or ${column} not between 0 and 100)`,
    message: `${column} is not from 0 to 100`,
  });
}

function live<Table extends 'plans' | 'topics' | 'items' | 'notes' | 'cards'>(): Check<Table> {
  return () => ({ wrong: 'live is null or live not in (0, 1)', message: 'live is neither 0 nor 1' });
}

const FROM_FILES = { remedy: 'files' } as const;
const LONGEST_DAY_MINUTES = 24 * 60 - 1;

/** Pages and indexes are checked by SQLite; memories, and what an event says, by folding the log. */
export const RULES: readonly Rule[] = [
  ...table('files', 'library', `'the file ' || path`, json('problems', 'array', FROM_FILES)),
  ...table(
    'plans',
    'library',
    `'the plan ' || id`,
    json('body', 'object', { ...FROM_FILES, orNone: true }),
    live(),
  ),
  ...table(
    'topics',
    'library',
    `'the topic ' || id`,
    names('plan_id', 'plans', 'id'),
    whole('position', 0),
    live(),
  ),
  ...table(
    'items',
    'library',
    `'the item ' || topic_id || ': ' || key`,
    names('topic_id', 'topics', 'id'),
    among('kind', 'covered', 'gap'),
    json('detail', 'array', FROM_FILES),
    json('aliases', 'array'),
    live(),
  ),
  ...table(
    'notes',
    'library',
    `'the note ' || id`,
    names('topic_id', 'topics', 'id'),
    json('body', 'object', FROM_FILES),
    whole('line', 1),
    among('draft', 0, 1),
    live(),
  ),
  ...table(
    'cards',
    'library',
    `'the card ' || id`,
    names('note_id', 'notes', 'id'),
    names('plan_id', 'plans', 'id'),
    names('topic_id', 'topics', 'id'),
    among('kind', 'basic', 'cloze', 'reverse', 'explain'),
    among('gap_rank', 0, 1),
    whole('number', 1),
    live(),
    () => ({
      wrong: 'not exists (select 1 from card_texts where card_texts.rowid = cards.number)',
      message: 'is not in the index of texts, so a search misses it',
      remedy: 'index',
    }),
    () => ({
      wrong: `exists (select 1 from notes n, json_each(case when json_valid(n.body) then n.body else '{}' end, '$.tags') t
        where n.id = cards.note_id and not exists
          (select 1 from card_tags g where g.tag = lower(t.value) and g.number = cards.number))`,
      message: 'is not in the index of tags, so a search misses it',
      remedy: 'index',
    }),
  ),
  ...table('card_tags', 'library', `'the tag ' || tag`, (row) => ({
    wrong: `not exists (select 1 from cards c where c.number = ${row}.number)`,
    message: 'is of a card that is missing',
    remedy: 'forget',
  })),
  ...table(
    'events',
    'log',
    `'the event ' || id`,
    names('learner_id', 'learners', 'id'),
    json('points', 'array', { orNone: true }),
    whole('rollover_minutes', 0, LONGEST_DAY_MINUTES),
    () => ({
      wrong: `typeof(at_ms) <> 'integer' or typeof(received_at_ms) <> 'integer' or typeof(study_day) <> 'integer'`,
      message: 'has a time that is no whole number',
    }),
  ),
  ...table('memories', 'memory', 'card_id', names('learner_id', 'learners', 'id')),
  ...table(
    'daily_rollups',
    'statistics',
    `'study day ' || study_day`,
    json('figures', 'object', { remedy: 'statistics' }),
    json('cells', 'object', { remedy: 'statistics' }),
  ),
  ...table(
    'retention_snapshots',
    'statistics',
    `topic_id || ' on study day ' || study_day`,
    names('topic_id', 'topics', 'id'),
    percent('retention_percent'),
    percent('low_percent'),
    percent('high_percent'),
    () => ({ wrong: 'passed not between 0 and reviews', message: 'has more passed reviews than reviews' }),
  ),
  ...table(
    'work_days',
    'statistics',
    `'study day ' || study_day`,
    json('cards', 'array'),
    whole('to_place', 1),
  ),
  ...table(
    'day_values',
    'statistics',
    `name || ' of study day ' || study_day`,
    json('value', 'any', { remedy: 'forget' }),
  ),
  ...table('urgent_cards', 'library', `'the urgent card ' || card_id`, names('card_id', 'cards', 'id')),
  ...table(
    'settings',
    'settings',
    `scope || ' ' || scope_id`,
    among('scope', 'learner', 'plan', 'topic'),
    json('body', 'object'),
  ),
  ...table(
    'weights_changes',
    'settings',
    `scope || ' ' || scope_id || ', change ' || number`,
    among('scope', 'plan', 'topic'),
    names('weights_id', 'weights', 'id'),
  ),
  ...table(
    'gap_readings',
    'gap',
    `topic_id || ': ' || key || ', reading ' || number`,
    names('topic_id', 'topics', 'id'),
    among('kind', 'gap', 'covered', 'gone'),
    json('cards', 'array'),
    json('scheduler', 'object'),
  ),
  ...table(
    'gap_lives',
    'gap',
    `topic_id || ': ' || key`,
    names('topic_id', 'topics', 'id'),
    among('kind', 'gap', 'covered', 'gone'),
    json('cards', 'array'),
    json('scheduler', 'object'),
    (row) => ({
      wrong: `not exists (select 1 from gap_readings r where r.learner_id = ${row}.learner_id and r.gap = ${row}.gap)`,
      message: 'has a life, though it was never read',
    }),
  ),
  ...table('gap_cards', 'gap', `'the card ' || card_id`, names('card_id', 'cards', 'id'), (row) => ({
    wrong: `not exists (select 1 from gap_lives l where l.learner_id = ${row}.learner_id and l.gap = ${row}.gap)`,
    message: 'is of a gap that is missing',
  })),
  ...table(
    'gap_decisions',
    'gap',
    `topic_id || ': ' || item_key`,
    among('decision', 'accepted', 'dismissed'),
  ),
];
