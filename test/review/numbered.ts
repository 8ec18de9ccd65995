// Reviews and a desk that are the same in every process.

import { gapFollower } from '../../server/gap/follow.ts';
import type { ReviewDesk } from '../../server/log/desk.ts';
import type { NewReview } from '../../server/review/record.ts';
import { asCardId, asEventId, asLearnerId } from '../../server/schedule/ids.ts';
import {
  DEFAULT_LEECH_THRESHOLD,
  DEFAULT_SCHEDULER,
  DEFAULT_SESSION,
  NO_EASY_DAYS,
} from '../../server/schedule/settings.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import type { Store } from '../../server/store/store.ts';

/** The cards that the numbered reviews grade. */
export const CARDS = Array.from({ length: 7 }, (_, i) => `card-${i}`);

const FIRST_AT_MS = Date.UTC(2026, 0, 1);

/** Returns the same review for the same number in every process. */
export function numbered(number: number): NewReview {
  return {
    id: asEventId(`00000000-0000-4000-9000-${String(number).padStart(12, '0')}`),
    cardId: asCardId(`card-${number % CARDS.length}`),
    rating: RATINGS[number % RATINGS.length] ?? 'good',
    reviewedAtMs: FIRST_AT_MS + number * 3_600_000,
    mode: 'review',
  };
}

/** A desk whose clock stands still, so that only the log decides. */
export function deskOn(store: Store): ReviewDesk {
  return {
    store,
    clock: () => Date.UTC(2050, 0, 1),
    learner: { id: asLearnerId('default'), zone: 'UTC', rolloverMinutes: 240, easyDays: NO_EASY_DAYS },
    scheduler: DEFAULT_SCHEDULER,
    sessionSettings: DEFAULT_SESSION,
    schedulerOf: () => DEFAULT_SCHEDULER,
    leechThresholdOf: () => DEFAULT_LEECH_THRESHOLD,
    gaps: gapFollower,
    topicRetention: async () => new Map(),
    sessionSettingsOf: () => DEFAULT_SESSION,
  };
}
