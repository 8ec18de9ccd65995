// The review logs on which claims about memory and retention are tested. docs/test-data.md describes them.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';
import { asCsv, type SimulatedLearner, simulateLearner } from './simulated-learner.ts';

/** A review log with its known figures. */
export interface TestLog {
  readonly name: string;
  /** Returns the log as CSV. Skips the test if the log is not on this machine. */
  csv(skip: TestContext['skip']): string;
  readonly reviews: number;
  readonly cards: number;
  /** Reviews on a later study day than the card's previous review. */
  readonly laterReviews: number;
  /** Later reviews that FSRS is trained on: at most the first 64 reviews of a card. */
  readonly items: number;
}

let generated: SimulatedLearner | null = null;

/** The learner of the generated log, who studies 24 topics of 25 cards for five months. */
export function generatedLearner(): SimulatedLearner {
  generated ??= simulateLearner({ seed: 1, topics: Array<number>(24).fill(25), days: 150, newPerDay: 5 });
  return generated;
}

const GENERATED_LOG: TestLog = {
  name: 'a generated log',
  csv: () => asCsv(generatedLearner().gradings),
  reviews: 6_293,
  cards: 505,
  laterReviews: 3_785,
  items: 3_746,
};

const NAMED = process.env.TENAX_REAL_LOG || null;
const BESIDE = fileURLToPath(new URL('../../../shared/data/reviews-a.csv', import.meta.url));
const REAL_PATH = NAMED ?? BESIDE;
const REAL_SHA_256 = '1cebb655825974579538877d018b5ffc8cc324bb6bb6fda9cbd5da85cfe9e445';

export const REAL_LOG: TestLog = {
  name: 'a real log of 12,580 reviews',
  csv(skip) {
    skip(
      NAMED === null && !existsSync(BESIDE),
      'The real log is absent: name it in TENAX_REAL_LOG (see docs/test-data.md).',
    );
    return readRealLog();
  },
  reviews: 12_580,
  cards: 1_205,
  laterReviews: 6_276,
  items: 6_276,
};

/** Pairs of a log's name and the log, for `describe.each`. */
export const LOGS = [GENERATED_LOG, REAL_LOG].map((log) => [log.name, log] as const);

function readRealLog(): string {
  const bytes = readFileSync(REAL_PATH);
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (sum !== REAL_SHA_256) {
    throw new Error(`${REAL_PATH} is not the log described in docs/test-data.md: its SHA-256 is ${sum}.`);
  }
  return bytes.toString('utf8');
}
