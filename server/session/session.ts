import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import { rosterOf } from '../log/roster.ts';
import type { PlanId, TopicId } from '../schedule/ids.ts';
import { buildSession } from '../schedule/queue/session.ts';
import type { Day, Session, SessionInput } from '../schedule/queue/types.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import type { SessionSettings } from '../schedule/types.ts';
import { perLearner, Remembered } from '../store/remembered.ts';
import { gather, gatherInPieces, type TopicToday } from './gather.ts';

/** What is left to ask in a plan today, and what it was built of. */
export interface PlanSession {
  readonly planId: PlanId;
  readonly session: Session;
  readonly input: SessionInput;
  readonly topics: readonly TopicToday[];
}

/** Sessions, and how long they stay as they are if nothing is written. */
interface Built {
  readonly sessions: readonly PlanSession[];
  readonly fromMs: number;
  readonly untilMs: number;
  /** What they were built by: the study day's end, and the settings of the plans and topics. */
  readonly studyDayEndMs: number;
  readonly settings: ReadonlyMap<string, SessionSettings>;
}

const built = perLearner(() => new Remembered<{ readonly version: number }, Promise<Built>>());

/**
 * Today's session of every plan, in the order of their ids: each plan has limits of its own. Remembered until
 * something is written, a setting changes or a card falls due.
 */
export async function sessionsToday(desk: ReviewDesk): Promise<readonly PlanSession[]> {
  // Who asks first on a day writes it, which would make the version another.
  await desk.topicRetention();
  const known = built(desk).known({ version: desk.store.version() });
  if (known && isStill(desk, await known)) return (await known).sessions;
  const ground = { version: desk.store.version() };
  // Somebody else may have found the same, and be building already.
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
  // From here on at once, so that no change of settings comes between.
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
 * The session of one topic of a plan, as if the plan held no other: ordered and mixed as the topic has it, within its
 * own limits and what all topics leave of the plan's.
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
 * The present study day in each plan and topic.
 *
 * @param days takes those that were asked for.
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

/** In the order of the plans' ids. */
function byPlan(topics: readonly TopicToday[]): ReadonlyMap<PlanId, readonly TopicToday[]> {
  const plans = new Map<PlanId, TopicToday[]>();
  for (const topic of topics) {
    const others = plans.get(topic.planId);
    if (others) others.push(topic);
    else plans.set(topic.planId, [topic]);
  }
  return new Map([...plans].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** When a card on a step falls due, or nearly due, or the study day ends. */
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
