import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../flags.ts';
import type { ImportBody, ImportResult } from '../http/import/schema.ts';
import { INSTANT_RULE } from '../schedule/instant.ts';
import {
  type FaultKind,
  type LineFault,
  type PastGrading,
  portionsOf,
  REQUIRED,
  readReviewFile,
} from '../schedule/review-file.ts';
import { type Client, withClient } from './client.ts';
import {
  asJson,
  CLIENT_FLAGS,
  type Command,
  counted,
  Failure,
  JSON_OUTPUT,
  type Surroundings,
} from './command.ts';

const FAULTS_SHOWN = 10;

export const importReviews: Command = {
  name: 'import reviews',
  words: 'FILE.csv',
  maxWords: 1,
  summary: 'import a review log: columns card_id, review_rating, review_time, review_duration',
  flags: [JSON_OUTPUT, ...CLIENT_FLAGS],
  async run(line, surroundings) {
    const [file] = line.words;
    if (file === undefined) throw new UsageError('The file is missing: tenax import reviews FILE.csv');
    const gradings = await readWhole(resolve(surroundings.cwd, file), surroundings);
    const sum = await withClient(line, surroundings, (client) => send(client, gradings));
    surroundings.out(line.has('json') ? asJson(sum) : sentence(sum));
    return 0;
  },
};

/** All rows of a file: nothing is imported if one has a mistake. @throws Failure */
async function readWhole(path: string, { clock }: Surroundings): Promise<readonly PastGrading[]> {
  const { gradings, faults } = readReviewFile(await textOf(path), clock());
  if (faults) throw new Failure(`Nothing was imported from ${path}: ${listed(faults)}.`);
  if (gradings.length === 0) throw new Failure(`${path} has no reviews below its first line.`);
  return gradings;
}

async function textOf(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reason = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : code;
    throw new Failure(`${path} cannot be read (${reason}).`);
  }
}

function listed(faults: readonly LineFault[]): string {
  const shown = faults
    .slice(0, FAULTS_SHOWN)
    .map(({ line, kind, given }) => `line ${line}: ${WORDS[kind](given)}`);
  const more = faults.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${counted(more, 'more line')}` : ''}`;
}

const WORDS: Readonly<Record<FaultKind, (given: string) => string>> = {
  'columns-missing': (names) =>
    `the first line must name the columns ${REQUIRED.join(', ')}; ${names} is missing`,
  'columns-count': (count) => `the number of columns is ${count}, unlike in the first line`,
  'still-to-come': (time) => `review_time ${JSON.stringify(time)} is in the future`,
  card_id: (id) =>
    `card_id ${JSON.stringify(id)} is not a card id: at most 48 of a–z, 0–9 and -, then perhaps .r or .c1`,
  review_id: (id) => `review_id ${JSON.stringify(id)} must be a UUID, or empty`,
  review_rating: (rating) =>
    `review_rating ${JSON.stringify(rating)} must be 1 (again), 2 (hard), 3 (good) or 4 (easy)`,
  review_time: (time) => `review_time ${JSON.stringify(time)} must be ${INSTANT_RULE}`,
  review_duration: (duration) =>
    `review_duration ${JSON.stringify(duration)} must be milliseconds, at most one day`,
};

/** How many reviews of a file were imported. */
interface Sum {
  readonly added: number;
  readonly known: number;
  readonly cards: number;
  /** Cards that were never in the decks. */
  readonly withoutCard: number;
}

/** A request may be repeated, and so may all of them. */
async function send(client: Client, gradings: readonly PastGrading[]): Promise<Sum> {
  const withoutCard = new Set<string>();
  let added = 0;
  for (const portion of portionsOf(gradings)) {
    const sent: ImportBody = { reviews: [...portion] };
    const { body } = await client.post<ImportResult>('/api/import/reviews', sent);
    added += body.added;
    for (const cardId of body.withoutCard) withoutCard.add(cardId);
  }
  return {
    added,
    known: gradings.length - added,
    cards: new Set(gradings.map(({ cardId }) => cardId)).size,
    withoutCard: withoutCard.size,
  };
}

function sentence({ added, known, cards, withoutCard }: Sum): string {
  const before = known > 0 ? `; ${known} more were imported before` : '';
  const waits = withoutCard === 1 ? 'its history waits for it' : 'their histories wait for them';
  const waiting = withoutCard > 0 ? `; ${counted(withoutCard, 'card')} not in the decks: ${waits}` : '';
  return `Imported ${counted(added, 'review')} of ${counted(cards, 'card')}${before}${waiting}.`;
}
