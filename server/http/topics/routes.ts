import { Type } from 'typebox';
import type { Score } from '../../plan/types.ts';
import { type DraftNow, type TopicCardNow, type TopicInFull, topicInFull } from '../../retention/topic.ts';
import { listTopics, type TopicNow } from '../../retention/topics.ts';
import { asTopicId } from '../../schedule/ids.ts';
import { formatStudyDay } from '../../schedule/study-day.ts';
import type { Trials } from '../../schedule/types.ts';
import { readJson } from '../../store/errors.ts';
import { iso, isoOrNull, percent } from '../figures.ts';
import { Problem, Topic, TopicDetail, TopicParams, TopicsQuery } from '../schemas.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownScope, unknownTopic } from '../unknown.ts';

/** The topics of the plans with their retention. */
export function topicRoutes(app: App, { store, renderer }: Services): void {
  app.get(
    '/api/topics',
    {
      schema: {
        summary: 'Every topic with its retention',
        querystring: TopicsQuery,
        response: { 200: Type.Array(Topic), default: Problem },
      },
    },
    async ({ desk, query: { plan } }) => {
      await refuseUnknownScope(store, { ...(plan !== undefined && { planId: plan }) });
      return (await listTopics(desk, plan)).map(presentTopic);
    },
  );

  app.get(
    '/api/topics/:plan/:topic',
    {
      schema: {
        summary: 'One topic with its items, their cards, scores and history',
        params: TopicParams,
        response: { 200: TopicDetail, default: Problem },
      },
    },
    async ({ desk, params }) => {
      const id = asTopicId(`${params.plan}/${params.topic}`);
      const found = await topicInFull(desk, id);
      if (!found) throw unknownTopic(id);
      return presentTopicInFull(found, renderer.plainText);
    },
  );
}

function presentTopic(topic: TopicNow): Topic {
  const last = topic.scores.at(-1);
  const { id, planId, title, status, complexity, evidence } = topic;
  return {
    id,
    planId,
    title,
    status,
    complexity,
    retentionPercent: topic.retentionPercent,
    lowPercent: topic.lowPercent,
    highPercent: topic.highPercent,
    recallPercent: topic.recallPercent,
    coveragePercent: topic.coveragePercent,
    band: topic.band,
    reviews: evidence.reviews,
    trials: presentTrials(evidence.trials),
    asOf: iso(topic.asOfMs),
    cards: { total: evidence.cards, seen: evidence.seen, due: topic.due },
    items: evidence.items,
    lastScore: last ? { percent: last.percent, date: last.date, source: last.title } : null,
  };
}

function presentTrials({ count, passed, predicted }: Trials): Topic['trials'] {
  return {
    count,
    measuredPercent: count === 0 ? null : percent(passed / count),
    predictedPercent: count === 0 ? null : percent(predicted / count),
  };
}

type PlainText = (markdown: string) => Promise<string>;

async function presentTopicInFull(found: TopicInFull, plainText: PlainText): Promise<TopicDetail> {
  const cardsOf = (all: readonly TopicCardNow[]) =>
    Promise.all(all.map((now) => presentTopicCard(now, plainText)));
  const draftsOf = (all: readonly DraftNow[]) =>
    Promise.all(all.map(async ({ noteId, prompt }) => ({ noteId, prompt: await plainText(prompt) })));
  return {
    ...presentTopic(found.topic),
    deckPath: found.topic.deckPath,
    itemList: await Promise.all(
      found.items.map(async ({ item, estimate, reviews, cards, drafts }) => ({
        key: item.key,
        kind: item.kind,
        text: item.text,
        detail: readJson<string[]>(item.detail, 'items.detail'),
        ...estimate,
        seen: cards.filter(({ recall }) => recall !== null).length,
        reviews,
        cards: await cardsOf(cards),
        drafts: await draftsOf(drafts),
      })),
    ),
    otherCards: await cardsOf(found.otherCards),
    otherDrafts: await draftsOf(found.otherDrafts),
    scores: found.topic.scores.map(presentScore),
    history: found.history.map(({ studyDay, ...day }) => ({ studyDay: formatStudyDay(studyDay), ...day })),
    explained: await Promise.all(
      found.explained.map(async ({ cardId, prompt, explanations }) => ({
        cardId,
        prompt: await plainText(prompt),
        scores: explanations.map(({ atMs, share, points }) => ({
          at: iso(atMs),
          percent: percent(share),
          points: [...points],
        })),
      })),
    ),
  };
}

async function presentTopicCard(
  card: TopicCardNow,
  plainText: PlainText,
): Promise<TopicDetail['otherCards'][number]> {
  return {
    cardId: card.cardId,
    noteId: card.noteId,
    kind: card.kind,
    state: card.memory.state,
    prompt: await plainText(card.prompt),
    recallPercent: percent(card.recall),
    dueAt: isoOrNull(card.due?.dueAtMs),
    suspended: card.suspended,
  };
}

function presentScore(score: Score): TopicDetail['scores'][number] {
  return {
    title: score.title,
    percent: score.percent,
    band: score.band,
    date: score.date,
    journey: score.journey.map(({ label, firstPercent, finalPercent, remark }) => ({
      label,
      firstPercent,
      finalPercent,
      remark,
    })),
    lists: score.lists.map(({ kind, label, entries }) => ({
      kind,
      label,
      entries: entries.map(({ text }) => text),
    })),
  };
}
