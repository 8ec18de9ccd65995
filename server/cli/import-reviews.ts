import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../flags.ts';
import type { ImportBody, ImportResult } from '../http/schemas/import.ts';
import type { PastGrading } from '../review/import.ts';
import { type LineFault, readReviewFile } from '../review/import-file.ts';
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

/** What a body of 1 MiB holds with room to spare. */
const ROWS_A_REQUEST = 4_000;
const FAULTS_SHOWN = 10;

export const importReviews: Command = {
  name: 'import reviews',
  words: 'FILE.csv',
  maxWords: 1,
  summary: 'bring a review log along: columns card_id, review_rating, review_time, review_duration',
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

/** All rows of a file, so that nothing is imported of one with a mistake. @throws Failure */
async function readWhole(path: string, { clock }: Surroundings): Promise<readonly PastGrading[]> {
  const { gradings, faults } = readReviewFile(await textOf(path), clock());
  if (faults) throw new Failure(`Nothing was imported of ${path}: ${told(faults)}.`);
  if (gradings.length === 0) throw new Failure(`${path} holds no reviews below its first line.`);
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

function told(faults: readonly LineFault[]): string {
  const shown = faults.slice(0, FAULTS_SHOWN).map(({ line, message }) => `line ${line}: ${message}`);
  const more = faults.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${counted(more, 'more line')}` : ''}`;
}

/** What became of a file's reviews. */
interface Sum {
  readonly added: number;
  readonly known: number;
  readonly cards: number;
  /** Cards that no file of the decks has ever held. */
  readonly withoutCard: number;
}

/** Sends card by card, so that each is folded once. A request may be repeated, and so may all of them. */
async function send(client: Client, gradings: readonly PastGrading[]): Promise<Sum> {
  const sorted = [...gradings].sort((a, b) => (a.cardId < b.cardId ? -1 : Number(a.cardId > b.cardId)));
  const withoutCard = new Set<string>();
  let added = 0;
  for (let from = 0; from < sorted.length; from += ROWS_A_REQUEST) {
    const sent: ImportBody = { reviews: sorted.slice(from, from + ROWS_A_REQUEST).map(asSent) };
    const { body } = await client.post<ImportResult>('/api/import/reviews', sent);
    added += body.added;
    for (const cardId of body.withoutCard) withoutCard.add(cardId);
  }
  return {
    added,
    known: sorted.length - added,
    cards: new Set(sorted.map(({ cardId }) => cardId)).size,
    withoutCard: withoutCard.size,
  };
}

function asSent({
  id,
  cardId,
  rating,
  reviewedAtMs,
  durationMs,
}: PastGrading): ImportBody['reviews'][number] {
  const reviewedAt = new Date(reviewedAtMs).toISOString();
  return {
    ...(id !== undefined && { id }),
    cardId,
    rating,
    reviewedAt,
    ...(durationMs !== null && { durationMs }),
  };
}

function sentence({ added, known, cards, withoutCard }: Sum): string {
  const before = known > 0 ? `; ${known} more were there before` : '';
  const waits = withoutCard === 1 ? 'its history waits for it' : 'their histories wait for them';
  const waiting = withoutCard > 0 ? `; ${counted(withoutCard, 'card')} not in the decks: ${waits}` : '';
  return `Imported ${counted(added, 'review')} of ${counted(cards, 'card')}${before}${waiting}.`;
}
