import { GAP_STATUSES } from '../gap/life.ts';
import { formatStudyDay } from '../schedule/study-day.ts';
import type { ReportGap } from './gaps.ts';
import type { NextStep } from './next.ts';
import type { MilestoneProgress, Pace, RoadmapProgress } from './progress.ts';
import type { Report } from './report.ts';
import type { ReportTopic } from './topics.ts';

/** A report as lines of Markdown for the plan, with figures in whole percent. */
export function markdownLines(report: Report): readonly string[] {
  const day = formatStudyDay(report.studyDay);
  const sections = [
    [
      `**Retention** at the start of ${day}, kept by Tenax: the share of a topic that you would answer right. Nine times in ten, the result of a quiz would lie within the interval. 7 and 30 days: the change since then, in percentage points.`,
    ],
    table(TOPIC_HEADS, report.topics.map(topicCells)),
    [`**Gaps**: ${GAP_STATUSES.map((status) => `${report.gapCounts[status]} ${status}`).join(', ')}.`],
    table(GAP_HEADS, report.gaps.map(gapCells)),
    listed('**Next**', report.next.map(stepInWords)),
    report.roadmap ? [roadmapInWords(report.roadmap)] : [],
    [`**Pace**: ${paceInWords(report.pace)}`],
    bullets(report.pace.stated.map(({ label, value }) => oneLine(`${label}: ${value}`))),
    listed('**Milestones**', report.milestones.map(milestoneInWords)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

const TOPIC_HEADS = ['Topic', 'Band', 'Retention', 'Interval', 'Coverage', '7 days', '30 days', 'Reviews'];
const GAP_HEADS = ['Gap', 'Topic', 'Status', 'Changes'];

function topicCells(topic: ReportTopic): readonly string[] {
  const hasSeen = topic.evidence.seen > 0;
  return [
    topic.title,
    topic.band,
    percent(topic.retentionPercent),
    hasSeen ? `${percent(topic.lowPercent)} to ${percent(topic.highPercent)}` : '–',
    percent(topic.coveragePercent),
    hasSeen ? points(topic.trend7) : '–',
    hasSeen ? points(topic.trend30) : '–',
    String(topic.evidence.reviews),
  ];
}

function gapCells({ text, topic, status, changes }: ReportGap): readonly string[] {
  const history = changes.map(({ stage, studyDay }) => `${stage} ${formatStudyDay(studyDay)}`);
  return [text, topic.title, status, history.join(', ')];
}

function stepInWords({ what, why }: NextStep): string {
  return `${oneLine(what)}: ${why}.`;
}

function roadmapInWords({ done, total, next }: RoadmapProgress): string {
  const after = next ? ` Next: ${next.number}. ${oneLine(next.title)}.` : '';
  return `**Roadmap**: ${done} of ${total} done (${Math.round((100 * done) / total)}%).${after}`;
}

function paceInWords({ days, topicsBegun, cardsBegun }: Pace): string {
  return `${counted(topicsBegun, 'topic')} and ${counted(cardsBegun, 'card')} begun in the last ${days} days.`;
}

function milestoneInWords({ title, day, done, ...progress }: MilestoneProgress): string {
  const head = `${oneLine(title)}${day === null ? '' : ` (day ${day})`}${done ? ', done' : ''}`;
  const { topics, topicsDone, retentionPercent } = progress;
  return `${head}: ${topicsDone} of ${counted(topics, 'topic')} studied, retention ${percent(retentionPercent)}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function percent(value: number | null): string {
  return value === null ? '–' : `${Math.round(value)}%`;
}

/** Percentage points with their sign. */
function points(value: number | null): string {
  if (value === null) return '–';
  const whole = Math.round(value);
  if (whole === 0) return '0';
  return whole > 0 ? `+${whole}` : `−${-whole}`;
}

function listed(head: string, entries: readonly string[]): readonly string[] {
  return entries.length === 0 ? [] : [head, '', ...bullets(entries)];
}

function bullets(entries: readonly string[]): readonly string[] {
  return entries.map((entry) => `- ${entry}`);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return [row(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(row)];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

/** A text from the plan, made safe so that it ends neither the line nor the managed block. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('<!--', '&lt;!--').trim();
}
