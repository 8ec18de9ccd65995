import fc from 'fast-check';
import { asCardId, asNoteId, asTopicId, type NoteId } from '../../../server/schedule/ids.ts';
import { buildSession } from '../../../server/schedule/queue/session.ts';
import type { SessionInput } from '../../../server/schedule/queue/types.ts';
import { waitingIn } from '../../../server/schedule/queue/waiting.ts';
import { DEFAULT_SESSION } from '../../../server/schedule/settings.ts';
import { DAY_MS, studyDayOf, studyDayStart } from '../../../server/schedule/study-day.ts';
import {
  type Candidate,
  MIXES,
  NEW_ORDERS,
  REVIEW_ORDERS,
  type SessionSettings,
} from '../../../server/schedule/types.ts';

export const MINUTE_MS = 60_000;
export const CALENDAR = { zone: 'Europe/Helsinki', rolloverMinutes: 240 };
export const NOW = Date.parse('2026-11-23T09:00:00Z');
export const TODAY = studyDayOf(NOW, CALENDAR);
export const TOMORROW_MS = studyDayStart(TODAY + 1, CALENDAR);

/** Values of a card, with its ids as plain strings. */
interface Changed extends Partial<Omit<Candidate, 'cardId' | 'noteId' | 'topicId'>> {
  readonly noteId?: string;
  readonly topicId?: string;
}

export function card(cardId: string, { noteId, topicId, ...changed }: Changed): Candidate {
  return {
    cardId: asCardId(cardId),
    noteId: asNoteId(noteId ?? cardId),
    topicId: asTopicId(topicId ?? 'eks/pods'),
    state: 'new',
    gapRank: 1,
    position: 0,
    urgent: false,
    dueAtMs: null,
    dueDay: null,
    lastReviewedAtMs: null,
    stability: null,
    ...changed,
  };
}

export const fresh = (cardId: string, changed: Changed = {}) => card(cardId, changed);

/** A review that fell due `late` days ago, with a stability of ten days. */
export const due = (cardId: string, late = 0, changed: Changed = {}) =>
  card(cardId, {
    state: 'review',
    dueDay: TODAY - late,
    dueAtMs: studyDayStart(TODAY - late, CALENDAR),
    lastReviewedAtMs: NOW - (10 + late) * DAY_MS,
    stability: 10,
    ...changed,
  });

/** A card on a step that ends in this many minutes, perhaps after the rollover. */
export const learning = (cardId: string, minutes: number, changed: Changed = {}) =>
  card(cardId, {
    state: 'learning',
    dueAtMs: NOW + minutes * MINUTE_MS,
    dueDay: studyDayOf(NOW + minutes * MINUTE_MS, CALENDAR),
    lastReviewedAtMs: NOW - MINUTE_MS,
    stability: 1,
    ...changed,
  });

/** A plan's cards, and all else that its session is built of. */
export interface Plan extends Omit<SessionInput, 'waiting'> {
  readonly candidates: readonly Candidate[];
  readonly answeredNotesToday: ReadonlySet<NoteId>;
}

export const NOTHING_ANSWERED: Omit<Plan, 'candidates'> = {
  answeredNotesToday: new Set(),
  introducedToday: 0,
  reviewedToday: 0,
  settings: DEFAULT_SESSION,
  topicRetention: new Map(),
  nowMs: NOW,
  studyDay: TODAY,
  studyDayEndMs: TOMORROW_MS,
};

/** Built topic by topic, or of other parts. */
export function build({ candidates, answeredNotesToday, ...input }: Plan, parts = topicsOf(candidates)) {
  return buildSession({ ...input, waiting: parts.map((part) => waitingIn(part, answeredNotesToday, input)) });
}

function topicsOf(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const ids = [...new Set(candidates.map(({ topicId }) => topicId))];
  return ids.map((id) => candidates.filter(({ topicId }) => topicId === id));
}

export function session(candidates: readonly Candidate[], changed: Partial<Plan> = {}) {
  return build({ candidates, ...NOTHING_ANSWERED, ...changed });
}

export const order = (candidates: readonly Candidate[], changed: Partial<Plan> = {}) =>
  session(candidates, changed).queue.map(({ cardId }) => cardId);
export const limits = (newPerDay: number, reviewsPerDay: number) => ({
  settings: { ...DEFAULT_SESSION, newPerDay, reviewsPerDay, newCountsAgainstReviews: false },
});

const anyCandidate = fc.oneof(
  fc.record({ position: fc.nat(50), gapRank: fc.constantFrom(0 as const, 1 as const), urgent: fc.boolean() }),
  fc.tuple(fc.integer({ min: -20, max: 400 }), fc.integer({ min: 1, max: 300 })).map(([late, stability]) => {
    const { state, dueDay, dueAtMs, lastReviewedAtMs } = due('', late);
    return { state, dueDay, dueAtMs, lastReviewedAtMs, stability };
  }),
  fc.integer({ min: -60, max: 2000 }).map((minutes) => {
    const { state, dueDay, dueAtMs, lastReviewedAtMs, stability } = learning('', minutes);
    return { state, dueDay, dueAtMs, lastReviewedAtMs, stability };
  }),
);

export const anyCandidates = fc
  .array(fc.tuple(anyCandidate, fc.nat(30)), { maxLength: 60 })
  .map((drawn) =>
    drawn.map(([changed, note], index) =>
      card(`card-${index}`, { ...changed, noteId: `note-${note}`, topicId: `eks/${note % 5}` }),
    ),
  );

/** Orders, mixes and limits of any plan. */
export const anySettings: fc.Arbitrary<SessionSettings> = fc.record({
  newPerDay: fc.nat(10),
  reviewsPerDay: fc.nat(20),
  newCountsAgainstReviews: fc.boolean(),
  learnAheadMs: fc.constantFrom(0, 20 * MINUTE_MS),
  reviewOrder: fc.constantFrom(...REVIEW_ORDERS),
  newOrder: fc.constantFrom(...NEW_ORDERS),
  mix: fc.constantFrom(...MIXES),
  burySiblings: fc.boolean(),
});

export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  candidates: anyCandidates,
  answeredNotesToday: fc
    .uniqueArray(fc.nat(30), { maxLength: 10 })
    .map((notes) => new Set(notes.map((note) => asNoteId(`note-${note}`)))),
  introducedToday: fc.nat(5),
  reviewedToday: fc.nat(5),
  settings: anySettings,
  topicRetention: fc
    .uniqueArray(fc.tuple(fc.nat(4), fc.nat(100)), { selector: ([topic]) => topic })
    .map((topics) => new Map(topics.map(([topic, percent]) => [`eks/${topic}`, percent]))),
  nowMs: fc.constant(NOW),
  studyDay: fc.constant(TODAY),
  studyDayEndMs: fc.constant(TOMORROW_MS),
});
