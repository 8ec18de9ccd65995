import { itemsByTopic, type TopicItems } from '../library/catalogue.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { rosterOf, type TopicRoster } from '../log/roster.ts';
import type { TopicId } from '../schedule/ids.ts';
import { perLearner, Remembered } from '../store/remembered.ts';
import { yieldAfter } from '../store/yielding.ts';
import { calibrationErrorToday } from './calibration.ts';
import { type TopicEvidence, topicEvidence } from './topic-evidence.ts';

/** Recall falls while time passes: for so long what was found of a topic is good enough, if nothing else changed. */
const HOLDS_MS = 60_000;
/** From this age on it is found again without anybody waiting: who asks now and then never waits for all topics. */
const RENEWED_FROM_MS = 30_000;
/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 2_000;

/** What a topic's evidence is found of, besides the time. */
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
 * Topics, each with its evidence. Where nothing of a topic was reviewed or changed since, that is up to a minute old;
 * all zeros for one that has neither cards nor items.
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

/** Finds again what is older than that or stands on other ground, in pieces. */
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
  // Whoever asks next meets what fails here.
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

/** What evidence stands on at the moment when it is asked. */
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
