import type { TopicNow } from './topics.ts';

/**
 * The topics' retention as Markdown lines for the plan's own file: a table of the topics that have anything to
 * know, each figure with what it rests on.
 *
 * @param studyDay `2026-11-23`
 */
export function reportLines(topics: readonly TopicNow[], studyDay: string): readonly string[] {
  const rows = topics.filter(({ retentionPercent }) => retentionPercent !== null).map(row);
  return [
    `Retention on ${studyDay}, kept by Tenax: the share of a topic that would be answered right now.`,
    '',
    '| Topic | Retention | Between | Cards seen | Reviews | Band | Gaps |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ];
}

function row(topic: TopicNow): string {
  const { evidence } = topic;
  const cells = [
    topic.title.replaceAll('|', '\\|'),
    `${topic.retentionPercent}%`,
    `${topic.lowPercent}–${topic.highPercent}%`,
    `${evidence.seen} of ${evidence.cards}`,
    evidence.reviews,
    topic.band.replaceAll('|', '\\|'),
    evidence.items.gaps,
  ];
  return `| ${cells.join(' | ')} |`;
}
