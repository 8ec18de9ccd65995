import type { Rating, Topic } from '../server/http/schemas/index.ts';
import { counted } from './time.ts';

export const RATING_WORDS: Record<Rating, string> = {
  again: 'Again',
  hard: 'Hard',
  good: 'Good',
  easy: 'Easy',
};

const BAND_WORDS: Record<string, string> = {
  strong: 'Strong',
  good: 'Good',
  fair: 'Fair',
  'needs-review': 'Needs review',
  unmeasured: 'Not measured yet',
};

/** Our own bands in words; a band that the plan itself names is shown as the plan writes it. */
export function bandWords(band: string): string {
  return BAND_WORDS[band] ?? band;
}

export const STATUS_WORDS: Record<Topic['status'], string> = {
  'deep-dive': 'Deep dive',
  surface: 'Surface',
  'in-progress': 'In progress',
  'not-started': 'Not started',
};

export const STATE_WORDS = {
  new: 'new',
  learning: 'learning',
  review: 'in review',
  relearning: 'relearning',
} as const;

/** What daily limits keep from today: `2 more cards are held back by your daily limits, and come on later days.` */
export function heldWords(count: number): string {
  const verbs = count === 1 ? (['is', 'comes'] as const) : (['are', 'come'] as const);
  return `${counted(count, 'more card')} ${verbs[0]} held back by your daily limits, and ${verbs[1]} on later days.`;
}

/** A share for the eye: at most one decimal, and none where it is nought. */
export function percentWords(percent: number): string {
  return `${Number(percent.toFixed(1))}%`;
}
