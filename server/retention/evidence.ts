import { setImmediate as turn } from 'node:timers/promises';
import { itemsByTopic, type TopicItems } from '../library/catalogue.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { rosterOf, type TopicRoster } from '../log/roster.ts';
import { calibrationErrorToday } from './calibration.ts';
import { type TopicEvidence, topicEvidence } from './topic-evidence.ts';

/** Recall falls while time passes: for so long what was found of a topic is good enough, if nothing else changed. */
const HOLDS_MS = 60_000;
/** From this age on it is found again without anybody waiting: who asks now and then never waits for all topics. */
const RENEWED_FROM_MS = 30_000;
/** Bounds how long the process answers nothing else. */
const CARDS_A_PIECE = 2_000;

/** What a topic's evidence is found of, besides the time. */
interface Ground {
  readonly roster: TopicRoster | undefined;
  readonly items: TopicItems | undefined;
  readonly weights: readonly number[];
  readonly calibrationError: number;
}

interface Found extends Ground {
  readonly evidence: TopicEvidence;
}

const found = new WeakMap<ReviewDesk, Map<string, Found>>();

/**
 * Topics, each with its evidence. Where nothing of a topic was reviewed or changed since, that is up to a minute old;
 * all zeros for one that has neither cards nor items.
 */
export async function withEvidence<Topic extends { readonly id: string }>(
  desk: ReviewDesk,
  topics: readonly Topic[],
): Promise<readonly (readonly [Topic, TopicEvidence])[]> {
  const all = await find(desk, topics, HOLDS_MS);
  const oldestMs = desk.clock() - RENEWED_FROM_MS;
  if (all.some(([, { asOfMs }]) => asOfMs < oldestMs)) renew(desk, topics);
  return all;
}

/** The evidence of one topic as of now. */
export async function evidenceOf(desk: ReviewDesk, topicId: string): Promise<TopicEvidence> {
  const groundOf = await grounds(desk);
  return evidenceFrom(groundOf(topicId), desk.clock());
}

/** Finds again what is older than that or stands on other ground, in pieces. */
async function find<Topic extends { readonly id: string }>(
  desk: ReviewDesk,
  topics: readonly Topic[],
  holdsMs: number,
): Promise<readonly (readonly [Topic, TopicEvidence])[]> {
  const groundOf = await grounds(desk);
  const known = found.get(desk) ?? new Map<string, Found>();
  found.set(desk, known);
  const all: (readonly [Topic, TopicEvidence])[] = [];
  let cards = 0;
  for (const topic of topics) {
    const ground = groundOf(topic.id);
    const nowMs = desk.clock();
    const before = known.get(topic.id);
    if (before && holds(before, ground, nowMs, holdsMs)) {
      all.push([topic, before.evidence]);
      continue;
    }
    const evidence = evidenceFrom(ground, nowMs);
    known.set(topic.id, { ...ground, evidence });
    all.push([topic, evidence]);
    cards += ground.roster?.cards.size ?? 0;
    if (cards < CARDS_A_PIECE) continue;
    cards = 0;
    await turn();
  }
  return all;
}

function holds(before: Found, ground: Ground, nowMs: number, holdsMs: number): boolean {
  const ageMs = nowMs - before.evidence.asOfMs;
  return (
    ageMs >= 0 &&
    ageMs < holdsMs &&
    before.roster === ground.roster &&
    before.items === ground.items &&
    before.weights === ground.weights &&
    before.calibrationError === ground.calibrationError
  );
}

const renewing = new WeakSet<ReviewDesk>();

function renew(desk: ReviewDesk, topics: readonly { readonly id: string }[]): void {
  if (renewing.has(desk)) return;
  renewing.add(desk);
  // Whoever asks next meets what fails here.
  find(desk, topics, RENEWED_FROM_MS)
    .catch(() => {})
    .finally(() => renewing.delete(desk));
}

function evidenceFrom({ roster, items, weights, calibrationError }: Ground, asOfMs: number): TopicEvidence {
  const cards = roster?.cards.values() ?? [];
  return topicEvidence(cards, items ?? new Map(), { asOfMs, weights, calibrationError });
}

/** What evidence stands on at the moment when it is asked. */
async function grounds(desk: ReviewDesk): Promise<(topicId: string) => Ground> {
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
