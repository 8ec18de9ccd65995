// Today's sessions of the plans.
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import { rosterOf } from '../log/roster.ts';
import type { PlanId, TopicId } from '../schedule/ids.ts';
import { buildSession } from '../schedule/queue/session.ts';
import type { Day, Session, SessionInput } from '../schedule/queue/types.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import type { SessionSettings } from '../schedule/types.ts';
import { perLearner, Remembered } from '../store/remembered.ts';
import { gather, gatherInPieces, type TopicToday } from './gather.ts';

/** The cards left to ask in a plan today, with the input that they were built from. */
export interface PlanSession {
  readonly planId: PlanId;
  readonly session: Session;
  readonly input: SessionInput;
  readonly topics: readonly TopicToday[];
}

/** Sessions, and the time span in which they hold if nothing is written. */
interface Built {
  readonly sessions: readonly PlanSession[];
  readonly fromMs: number;
  readonly untilMs: number;
  /** The end of the study day, and the settings of plans and topics, that they were built with. */
  readonly studyDayEndMs: number;
  readonly settings: ReadonlyMap<string, SessionSettings>;
}

const built = perLearner(() => new Remembered<{ readonly version: number }, Promise<Built>>());

/**
 * Returns today's session of every plan, by plan id. Each plan has its own limits. Cached until something is written, a
 * setting changes or a card falls due.
 */
export async function sessionsToday(desk: ReviewDesk): Promise<readonly PlanSession[]> {
  // The first call on a study day stores the retention, which changes the store's version.
  await desk.topicRetention();
  const known = built(desk).known({ version: desk.store.version() });
  if (known && isStill(desk, await known)) return (await known).sessions;
  const ground = { version: desk.store.version() };
  // Another caller may have found the same, and be building already.
  const isNewer = (other: Promise<Built>) => other !== known;
  return (await built(desk).value(ground, () => build(desk), isNewer)).sessions;
}

function isStill(desk: ReviewDesk, { fromMs, untilMs, studyDayEndMs, settings }: Built): boolean {
  const nowMs = desk.clock();
  if (nowMs < fromMs || nowMs >= untilMs || studyDayEndMs !== studyDayEndAt(desk, nowMs)) return false;
  for (const [id, own] of settings) if (desk.sessionSettingsOf(id) !== own) return false;
  return true;
}

async function build(desk: ReviewDesk): Promise<Built> {
  const nowMs = desk.clock();
  const topicRetention = await desk.topicRetention();
  await gatherInPieces(await rosterOf(desk.store, desk.learner.id), daysOf(desk, nowMs, topicRetention));
  const roster = await rosterOf(desk.store, desk.learner.id);
  // No await from here on, so that the settings cannot change in between.
  const days = new Map<string, Day>();
  const dayOf = daysOf(desk, nowMs, topicRetention, days);
  const sessions = [...byPlan(gather(roster, dayOf))].map(([planId, topics]) =>
    planSession(planId, topics, { ...dayOf(planId), nowMs }),
  );
  const untilMs = Math.min(...sessions.map(({ input }) => nextChange(input)));
  const settings = new Map([...days].map(([id, day]) => [id, day.settings]));
  return { sessions, fromMs: nowMs, untilMs, studyDayEndMs: studyDayEndAt(desk, nowMs), settings };
}

/**
 * Returns the session of one topic, as if it were the only topic of its plan: in the order of the topic's settings,
 * within the topic's limits and what is left of the plan's.
 */
export function topicSession(
  desk: ReviewDesk,
  { planId, input, topics }: PlanSession,
  topicId: TopicId,
): PlanSession {
  const { newPerDay, reviewsPerDay, newCountsAgainstReviews } = input.settings;
  const own = topics.filter((topic) => topic.topicId === topicId);
  const ofTopic = {
    ...input,
    settings: { ...desk.sessionSettingsOf(topicId), newPerDay, reviewsPerDay, newCountsAgainstReviews },
    waiting: own.map(({ waiting }) => waiting),
  };
  return { planId, topics: own, input: ofTopic, session: buildSession(ofTopic) };
}

function planSession(
  planId: PlanId,
  topics: readonly TopicToday[],
  day: Day & Pick<SessionInput, 'nowMs'>,
): PlanSession {
  const input = {
    ...day,
    waiting: topics.map(({ inPlan }) => inPlan),
    introducedToday: topics.reduce((sum, topic) => sum + topic.introducedToday, 0),
    reviewedToday: topics.reduce((sum, topic) => sum + topic.reviewedToday, 0),
  };
  return { planId, topics, input, session: buildSession(input) };
}

/**
 * Returns a function that gives the current study day with the settings of a plan or a topic.
 *
 * @param days collects the days that were asked for, by id.
 */
function daysOf(
  desk: ReviewDesk,
  nowMs: number,
  topicRetention: Day['topicRetention'],
  days = new Map<string, Day>(),
): (id: string) => Day {
  const studyDay = studyDayAt(desk, nowMs);
  const studyDayEndMs = studyDayEndAt(desk, nowMs);
  return (id) => {
    const known = days.get(id);
    if (known) return known;
    const day = { settings: desk.sessionSettingsOf(id), topicRetention, studyDay, studyDayEndMs };
    days.set(id, day);
    return day;
  };
}

function studyDayEndAt(desk: ReviewDesk, atMs: number): number {
  return studyDayStart(studyDayAt(desk, atMs) + 1, desk.learner);
}

/** Groups topics by plan, in the order of plan ids. */
function byPlan(topics: readonly TopicToday[]): ReadonlyMap<PlanId, readonly TopicToday[]> {
  const plans = new Map<PlanId, TopicToday[]>();
  for (const topic of topics) {
    const others = plans.get(topic.planId);
    if (others) others.push(topic);
    else plans.set(topic.planId, [topic]);
  }
  return new Map([...plans].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The next time at which a session changes: a step ends, may be asked early, or the study day ends. */
function nextChange({ waiting, nowMs, studyDayEndMs }: SessionInput): number {
  let next = studyDayEndMs;
  for (const { steps, learnAheadMs } of waiting) {
    for (const { dueAtMs } of steps) {
      if (dueAtMs === null) continue;
      for (const change of [dueAtMs - learnAheadMs, dueAtMs]) {
        if (change > nowMs) next = Math.min(next, change);
      }
    }
  }
  return next;
}
