// Options of the measurements.
import { type Flag, readLine, UsageError } from '../server/flags.ts';
import { CARDS_A_TOPIC } from './library.ts';

/** What is measured. */
export interface Options {
  readonly cards: number;
  readonly topics: number;
  readonly reviews: number;
  /** What is measured on a running server; `review` brings its own cards. */
  readonly of: 'requests' | 'reads' | 'replay' | 'stats' | 'bulk' | 'review';
  /** Of `reads`: only those whose path contains this. */
  readonly path: string;
  /** A file for the figures as JSON, besides the output. */
  readonly json: string | null;
  /** A review log on which to measure only the interval of retention. */
  readonly coverage: string | null;
}

const FLAGS: readonly Flag[] = [
  { name: 'cards', value: 'NUMBER', meaning: 'cards of the library (10000)' },
  { name: 'topics', value: 'NUMBER', meaning: `topics of the library (one for ${CARDS_A_TOPIC} cards)` },
  { name: 'reviews', value: 'NUMBER', meaning: 'reviews in the log (1000000)' },
  {
    name: 'quick',
    meaning: 'a tenth of the cards and a twentieth of the reviews: a trial, not a measurement',
  },
  { name: 'reads', value: 'PATH', meaning: 'only the reads whose path contains this, such as /api/topics' },
  {
    name: 'replay',
    meaning: 'only a change of retention, which replays the log, and latencies meanwhile',
  },
  { name: 'stats', meaning: 'only the statistics, and latencies while the log is summed' },
  {
    name: 'bulk',
    meaning: 'only acts on 1000 cards with 250 reviews each, and imports: how long others wait meanwhile',
  },
  {
    name: 'review',
    meaning: 'only the review screen in Chromium: how fast it answers the keys of 500 cards',
  },
  { name: 'json', value: 'FILE', meaning: 'also write the figures to this file' },
  {
    name: 'coverage',
    value: 'FILE',
    meaning: 'not speed: how often the interval of retention holds, on a review log (CSV)',
  },
];

const MOST_CARDS = 1_000_000;
const MOST_REVIEWS = 10_000_000;

/** @throws UsageError that says in one line what is wrong and what is allowed. */
export function readOptions(argv: readonly string[]): Options {
  const line = readLine(argv, FLAGS);
  if (line.words.length > 0)
    throw new UsageError(`Options start with --, unlike "${line.words[0]}". ${known()}`);
  const path = line.value('reads');
  const quick = line.has('quick');
  const usual = sizeOf(line.has('bulk') ? 'bulk' : quick ? 'quick' : 'full');
  const cards = number('--cards', line.value('cards') ?? usual.cards, MOST_CARDS);
  const topicsFor = line.has('bulk') ? '2' : String(Math.max(1, Math.floor(cards / CARDS_A_TOPIC)));
  const topics = number('--topics', line.value('topics') ?? topicsFor, MOST_CARDS / CARDS_A_TOPIC);
  if (cards % (topics * CARDS_A_TOPIC) !== 0)
    throw new UsageError(`--cards takes whole hundreds for each topic, such as ${topics * CARDS_A_TOPIC}.`);
  return {
    cards,
    topics,
    reviews: number('--reviews', line.value('reviews') ?? usual.reviews, MOST_REVIEWS),
    of:
      (['replay', 'stats', 'bulk', 'review'] as const).find((each) => line.has(each)) ??
      (path === undefined ? 'requests' : 'reads'),
    path: path ?? '',
    json: line.value('json') ?? null,
    coverage: line.value('coverage') ?? null,
  };
}

/** Cards and reviews, unless others are asked for. Acts on many cards are hardest on few topics with large gaps. */
function sizeOf(kind: 'full' | 'quick' | 'bulk'): { readonly cards: string; readonly reviews: string } {
  switch (kind) {
    case 'full':
      return { cards: '10000', reviews: '1000000' };
    case 'quick':
      return { cards: '1000', reviews: '50000' };
    case 'bulk':
      return { cards: '2000', reviews: '500000' };
  }
}

function number(name: string, text: string, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= most) return value;
  throw new UsageError(`${name} "${text}" must be a whole number from 1 to ${most}.`);
}

function known(): string {
  return `The options are ${FLAGS.map(({ name, value }) => `--${name}${value ? ` ${value}` : ''}`).join(', ')}.`;
}
