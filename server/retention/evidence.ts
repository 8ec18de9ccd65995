// The present evidence of topics, remembered for up to a minute.
import { itemsByTopic, type TopicItems } from '../library/catalogue.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { rosterOf, type TopicRoster } from '../log/roster.ts';
import type { TopicId } from '../schedule/ids.ts';
import { perLearner, Remembered } from '../store/remembered.ts';
import { yieldAfter } from '../store/yielding.ts';
import { calibrationErrorToday } from './calibration.ts';
import { type TopicEvidence, topicEvidence } from './topic-evidence.ts';

/** Recall falls as time passes. Evidence this old is still good enough if nothing else has changed. */
const HOLDS_MS = 60_000;
/** From this age on evidence is renewed in the background, so that regular requests never wait for all topics. */
const RENEWED_FROM_MS = 30_000;
/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 2_000;

/** What a topic's evidence depends on, besides the time. */
interface Ground {
  readonly roster: TopicRoster | undefined;
  readonly items: TopicItems | undefined;
  readonly weights: readonly number[];
  readonly calibrationError: number;
}

interface Found {
  readonly byTopic: Map<string, Remembered<Ground, TopicEvidence>>;
  isRenewing: boolean;
}

const foundFor = perLearner((): Found => ({ byTopic: new Map(), isRenewing: false }));

/**
 * Topics, each with its evidence: all zeros for a topic without cards and items. The evidence is up to a minute old if
 * nothing of the topic was reviewed or changed since.
 */
export async function withEvidence<Topic extends { readonly id: TopicId }>(
  desk: ReviewDesk,
  topics: readonly Topic[],
): Promise<readonly (readonly [Topic, TopicEvidence])[]> {
  const all = await find(desk, topics, HOLDS_MS);
  const oldestMs = desk.clock() - RENEWED_FROM_MS;
  if (all.some(([, { asOfMs }]) => asOfMs < oldestMs)) renew(desk, topics);
  return all;
}

/** The evidence of one topic as of now. */
export async function evidenceOf(desk: ReviewDesk, topicId: TopicId): Promise<TopicEvidence> {
  const groundOf = await grounds(desk);
  return evidenceFrom(groundOf(topicId), desk.clock());
}

/** Computes the evidence that is older than `holdsMs` or whose ground has changed, in pieces. */
async function find<Topic extends { readonly id: TopicId }>(
  desk: ReviewDesk,
  topics: readonly Topic[],
  holdsMs: number,
): Promise<readonly (readonly [Topic, TopicEvidence])[]> {
  const groundOf = await grounds(desk);
  const { byTopic } = foundFor(desk);
  const all: (readonly [Topic, TopicEvidence])[] = [];
  const pieces = yieldAfter(CARDS_A_PIECE);
  for (const topic of topics) {
    const ground = groundOf(topic.id);
    const nowMs = desk.clock();
    const isYoung = ({ asOfMs }: TopicEvidence) => asOfMs <= nowMs && nowMs - asOfMs < holdsMs;
    const found = byTopic.get(topic.id) ?? new Remembered<Ground, TopicEvidence>();
    byTopic.set(topic.id, found);
    const known = found.known(ground);
    const evidence = found.value(ground, () => evidenceFrom(ground, nowMs), isYoung);
    all.push([topic, evidence]);
    if (evidence !== known) await pieces(ground.roster?.cards.size);
  }
  return all;
}

function renew(desk: ReviewDesk, topics: readonly { readonly id: TopicId }[]): void {
  const found = foundFor(desk);
  if (found.isRenewing) return;
  found.isRenewing = true;
  // The next request meets the same failure and reports it.
  find(desk, topics, RENEWED_FROM_MS)
    .catch(() => {})
    .finally(() => {
      found.isRenewing = false;
    });
}

function evidenceFrom({ roster, items, weights, calibrationError }: Ground, asOfMs: number): TopicEvidence {
  const cards = roster?.cards.values() ?? [];
  return topicEvidence(cards, items ?? new Map(), { asOfMs, weights, calibrationError });
}

/** What the evidence of each topic depends on now. */
async function grounds(desk: ReviewDesk): Promise<(topicId: TopicId) => Ground> {
  const calibrationError = await calibrationErrorToday(desk);
  const itemsOf = await itemsByTopic(desk.store);
  const roster = await rosterOf(desk.store, desk.learner.id);
  return (topicId) => ({
    roster: roster.topics.get(topicId),
    items: itemsOf.get(topicId),
    weights: desk.schedulerOf(topicId).weights,
    calibrationError,
  });
}
