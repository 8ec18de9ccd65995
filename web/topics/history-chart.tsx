import { useMemo } from 'preact/hooks';
import type { TopicDetail } from '../../server/http/schemas.ts';
import { formatStudyDay, parseStudyDay } from '../../server/schedule/study-day.ts';
import { LineChart } from '../charts/drawn.ts';
import { Figure } from '../charts/figure.tsx';
import { dateWords, dayWords, numberWords, percentTenths, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';

type History = TopicDetail['history'];

/** Retention by study day with its range, and how many reviews it rests on. */
export function HistoryChart({ history }: { readonly history: History }) {
  const say = words().topic;
  const count = words().common;
  const chart = useMemo(() => chartOf(history), [history, say]);
  const first = history[0];
  if (!first) return null;
  const reviews = history.reduce((sum, day) => sum + day.reviews, 0);
  const now = history.findLast((day) => day.retentionPercent !== null);
  return (
    <Figure
      title={say.history}
      sentence={
        <>
          {say.historySpan(count.reviews(reviews), count.days(history.length), dateWords(first.studyDay))}
          {now && say.historyNow(dateWords(now.studyDay), percentWords(now.retentionPercent ?? 0))}
        </>
      }
      table={{
        label: say.historyTable,
        caption: say.historyChart,
        columns: say.historyColumns,
        rows: history
          .toReversed()
          .map((day) => [
            dateWords(day.studyDay),
            day.retentionPercent === null ? count.none : percentTenths(day.retentionPercent),
            rangeOf(day),
            numberWords(day.reviews),
            numberWords(day.passed),
          ]),
      }}
    >
      {history.length > 1 && <LineChart {...chart} title={say.history} description={say.historyChart} />}
    </Figure>
  );
}

function chartOf(history: History) {
  const say = words().topic;
  const days = new Map(history.map((day) => [parseStudyDay(day.studyDay), day]));
  const points = [...days].map(([x, { retentionPercent: y, lowPercent: low, highPercent: high }]) => ({
    x,
    y,
    low,
    high,
  }));
  const date = (day: number) => formatStudyDay(day);
  return {
    x: {
      of: 'days',
      format: (day: number) => dateWords(date(day)),
      tick: (day: number) => dayWords(date(day)),
    } as const,
    y: { format: (percent: number) => percentWords(percent), domain: [0, 100] } as const,
    lines: [{ label: say.historyLine, points }],
    bandLabel: say.historyBand,
    words: (x: number) => {
      const day = days.get(x);
      return day ? dayAloud(day) : '';
    },
  };
}

function dayAloud(day: History[number]): string {
  const say = words().topic;
  const counts = say.historyDay(dateWords(day.studyDay), words().common.reviews(day.reviews), day.passed);
  return day.retentionPercent === null
    ? counts
    : counts + say.historyDayRetention(percentWords(day.retentionPercent), rangeOf(day));
}

function rangeOf({ lowPercent: low, highPercent: high }: History[number]): string {
  const { between, none } = words().common;
  return low === null || high === null ? none : between(percentWords(low, 0), percentWords(high, 0));
}
