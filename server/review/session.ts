import { buildSession, type Session, type SessionInput } from '../schedule/queue/session.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import type { ReviewDesk } from './desk.ts';
import { studyDayAt } from './desk.ts';
import { type Gathered, gather } from './gather.ts';
import { rosterOf } from './roster.ts';

/** Recall falls while time passes, and with it the order of reviews: for so long the order found is good enough. */
const ORDER_HOLDS_MS = 60_000;

/** What is left to ask in a plan today, and what it was built of. */
export interface PlanSession {
  readonly planId: string;
  readonly session: Session;
  readonly input: SessionInput;
}

interface Remembered {
  readonly version: number;
  readonly sessions: readonly PlanSession[];
  readonly fromMs: number;
  readonly untilMs: number;
}

const remembered = new WeakMap<ReviewDesk, Remembered>();

/**
 * Today's session of every plan, in the order of their ids: each plan has limits of its own. Remembered until
 * something is written or a card falls due.
 */
export async function sessionsToday(desk: ReviewDesk): Promise<readonly PlanSession[]> {
  const version = desk.store.version();
  const nowMs = desk.clock();
  const known = remembered.get(desk);
  if (known?.version === version && known.fromMs <= nowMs && nowMs < known.untilMs) return known.sessions;

  const topicRetention = await desk.topicRetention();
  const roster = await rosterOf(desk.store, desk.learner.id);
  // From here on at once, so that no change of settings comes between.
  const studyDay = studyDayAt(desk, nowMs);
  const studyDayEndMs = studyDayStart(studyDay + 1, desk.learner);
  const sessions = [...gather(roster, studyDay)].sort(byPlan).map(([planId, gathered]) => {
    const input = {
      ...gathered,
      settings: desk.sessionSettingsOf(planId),
      topicRetention,
      nowMs,
      studyDay,
      studyDayEndMs,
    };
    return { planId, input, session: buildSession(input) };
  });
  const untilMs = Math.min(nowMs + ORDER_HOLDS_MS, ...sessions.map(({ input }) => nextChange(input)));
  remembered.set(desk, { version, sessions, fromMs: nowMs, untilMs });
  return sessions;
}

/** To be called when a setting has changed. */
export function forgetSessions(desk: ReviewDesk): void {
  remembered.delete(desk);
}

function byPlan([a]: readonly [string, Gathered], [b]: readonly [string, Gathered]): number {
  return a < b ? -1 : 1;
}

/** When a card on a step falls due, or nearly due, or the study day ends. */
function nextChange({ candidates, settings, nowMs, studyDayEndMs }: SessionInput): number {
  let next = studyDayEndMs;
  for (const { state, dueAtMs } of candidates) {
    if (dueAtMs === null || state === 'review') continue;
    for (const change of [dueAtMs - settings.learnAheadMs, dueAtMs]) {
      if (change > nowMs) next = Math.min(next, change);
    }
  }
  return next;
}
