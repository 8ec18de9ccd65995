// What to study next.
import { UNMEASURED } from '../schedule/estimate.ts';
import type { TopicId } from '../schedule/ids.ts';
import { formatStudyDay } from '../schedule/study-day.ts';
import type { ReportGap } from './gaps.ts';
import type { RoadmapProgress } from './progress.ts';
import type { ReportTopic } from './topics.ts';

/** reopened: a gap that was closed; weak: a topic below its desired retention; uncarded: gaps without a card. */
export type Reason = 'reopened' | 'weak' | 'uncarded' | 'roadmap';

/** What to study next. */
export interface NextStep {
  readonly reason: Reason;
  /** null if the roadmap names a topic that the plan does not have. */
  readonly topicId: TopicId | null;
  /** The topic's title, or the gap's text and the topic's title. */
  readonly what: string;
  readonly why: string;
}

const OF_A_KIND = 2;
/** Less than this can be chance. */
const HALF_A_CARD = 0.5;

/**
 * What to study next and why, the most pressing first: gaps that reopened, the topics where reviews win back most, gaps
 * without a card, and the next topic of the roadmap.
 */
export function nextSteps(
  topics: readonly ReportTopic[],
  gaps: readonly ReportGap[],
  roadmap: RoadmapProgress | null,
): readonly NextStep[] {
  return [...reopened(gaps), ...weak(topics), ...uncarded(gaps), ...ahead(roadmap)];
}

function reopened(gaps: readonly ReportGap[]): readonly NextStep[] {
  return gaps
    .filter(({ status }) => status === 'reopened')
    .map((gap) => ({ gap, since: gap.changes.at(-1)?.studyDay ?? 0 }))
    .sort((a, b) => b.since - a.since)
    .slice(0, OF_A_KIND)
    .map(({ gap, since }) => ({
      reason: 'reopened',
      topicId: gap.topic.id,
      what: `${gap.text} (${gap.topic.title})`,
      why: `was closed, and a card of it lapsed on ${formatStudyDay(since)}`,
    }));
}

function weak(topics: readonly ReportTopic[]): readonly NextStep[] {
  return topics
    .filter(({ band }) => band !== UNMEASURED)
    .map((topic) => ({ topic, lost: lostCards(topic) }))
    .filter(({ lost }) => lost >= HALF_A_CARD)
    .sort((a, b) => b.lost - a.lost)
    .slice(0, OF_A_KIND)
    .map(({ topic, lost }) => ({
      reason: 'weak',
      topicId: topic.id,
      what: topic.title,
      why: `recall is ${whole(topic.recallPercent)}, and ${whole(topic.desiredRetention * 100)} is wanted: reviews win back about ${Math.round(lost)} of ${topic.evidence.seen} seen cards`,
    }));
}

/** How many more of its seen cards would be recalled at the desired retention. */
function lostCards({ evidence, desiredRetention }: ReportTopic): number {
  return desiredRetention * evidence.seen - evidence.sumRecall;
}

function uncarded(gaps: readonly ReportGap[]): readonly NextStep[] {
  const open = gaps.filter(({ status }) => status === 'open');
  const counts = new Map<TopicId, { readonly title: string; readonly count: number }>();
  for (const { topic } of open) {
    counts.set(topic.id, { title: topic.title, count: (counts.get(topic.id)?.count ?? 0) + 1 });
  }
  return [...counts]
    .sort(([, a], [, b]) => b.count - a.count)
    .slice(0, 1)
    .map(([topicId, { title, count }]) => ({
      reason: 'uncarded',
      topicId,
      what: title,
      why: `${count === 1 ? 'one gap has' : `${count} gaps have`} no card yet, so ${count === 1 ? 'it is' : 'they are'} never asked`,
    }));
}

function ahead(roadmap: RoadmapProgress | null): readonly NextStep[] {
  if (!roadmap?.next) return [];
  const { number, title, complexity, topicId } = roadmap.next;
  const difficulty = complexity === null ? '' : `, complexity ${complexity} of 10`;
  return [
    { reason: 'roadmap', topicId, what: title, why: `is next on the roadmap: number ${number}${difficulty}` },
  ];
}

function whole(percent: number | null): string {
  return percent === null ? '–' : `${Math.round(percent)}%`;
}
