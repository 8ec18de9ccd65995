import type { LoggedEvent } from '../log/card-logs.ts';
import type { CardId } from '../schedule/ids.ts';
import { DAY_MS } from '../schedule/study-day.ts';
import type { EventType } from '../store/tables.ts';
import type { Finding } from './finding.ts';

/** No zone and no rollover take a study day further from its date in UTC. */
const MOST_DAYS_APART = 2;

interface Context {
  /** The ids of the stored weights; null if they are not known. */
  readonly weights: ReadonlySet<string> | null;
  /** The ids of what can be undone: the card's reviews, and acts on it. */
  readonly acts: ReadonlySet<string>;
}

/** What is wrong with an event, as the end of a sentence about it; null if nothing is. */
type Rule = (row: LoggedEvent, context: Context) => string | null;

const hasRating = ({ rating }: Pick<LoggedEvent, 'rating'>) =>
  rating !== null && Number.isInteger(rating) && rating >= 1 && rating <= 4
    ? null
    : `has the rating ${rating}, not 1 to 4`;

const hasMode: Rule = ({ mode }) =>
  mode === 'review' || mode === 'cram' ? null : `has the unknown mode ${mode}`;

const hasDue: Rule = ({ mode, due_at_ms: atMs, due_day: day, interval_days: days }) => {
  if (mode === 'cram') return null;
  return atMs !== null && day !== null && days !== null && days >= 0 ? null : 'decides no due time';
};

const hasRecall: Rule = ({ predicted_recall: recall }) =>
  recall === null || (recall >= 0 && recall <= 1) ? null : `predicts a recall of ${recall}, not 0 to 1`;

const hasWeights: Rule = ({ weights_id: id }, { weights }) =>
  id === null || weights === null || weights.has(id)
    ? null
    : `was graded with the weights ${id}, which are not stored`;

/** A review dated too far ahead, or without a time, is placed at its receipt. */
const hasItsTime: Rule = ({ at_ms: atMs, reviewed_at_ms: givenMs, received_at_ms: receivedMs }) =>
  atMs === givenMs || atMs === receivedMs
    ? null
    : 'is placed at another time than the given one or its receipt';

const hasTarget: Rule = ({ card_id: cardId, target_id: target }, { acts }) => {
  if (target === null) return 'names nothing to undo';
  return cardId === null || acts.has(target)
    ? null
    : `undoes ${target}, which is neither a review of this card nor an act on it`;
};

const isOfCard: Rule = ({ card_id: cardId }) => (cardId === null ? 'names no card' : null);

const isNearItsDay: Rule = ({ at_ms: atMs, study_day: day }) =>
  Math.abs(atMs / DAY_MS - day) <= MOST_DAYS_APART
    ? null
    : `has the study day ${day}, days away from its time`;

const RULES: Readonly<Record<EventType, readonly Rule[]>> = {
  reviewed: [hasRating, hasMode, hasDue, hasRecall, hasWeights, hasItsTime, isOfCard],
  undone: [hasTarget],
  suspended: [isOfCard],
  unsuspended: [isOfCard],
  buried: [isOfCard],
  unburied: [isOfCard],
  reset: [isOfCard],
  rescheduled: [hasDue, isOfCard],
};

/** All events of a card, or all that name none. */
interface Examined {
  readonly cardId: CardId | null;
  readonly rows: readonly LoggedEvent[];
}

/** Impossible events of a card. Nothing repairs them: everything else is computed from the log. */
export function faultsOf(
  { cardId, rows }: Examined,
  weights: ReadonlySet<string> | null,
): readonly Finding[] {
  const acts = new Set(
    rows.flatMap(({ id, type }) => (type === 'undone' || type === 'rescheduled' ? [] : [id])),
  );
  return rows.flatMap((row) => {
    const rules = row.type in RULES ? [...RULES[row.type], isNearItsDay] : [() => 'has an unknown type'];
    return rules.flatMap((rule): readonly Finding[] => {
      const fault = rule(row, { weights, acts });
      if (fault === null) return [];
      const message = `the event "${row.type}" of ${cardId ?? 'no card'} ${fault}`;
      return [{ about: 'log', of: row.id, message, repairable: false }];
    });
  });
}

/** Whether events can be folded, whatever else is wrong with them. */
export function canBeFolded(rows: readonly Pick<LoggedEvent, 'type' | 'rating'>[]): boolean {
  return rows.every((row) => row.type !== 'reviewed' || hasRating(row) === null);
}
