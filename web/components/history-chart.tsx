import type { TopicDetail } from '../../server/http/schemas/index.ts';
import { dateWords, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';

type Day = TopicDetail['history'][number];

const WIDTH = 640;
const HEIGHT = 160;
const DAY_MS = 86_400_000;

/** Retention by study day as a line, the reviews of each day as bars below it. */
export function HistoryChart({ history }: { readonly history: readonly Day[] }) {
  const first = history[0];
  const last = history.at(-1);
  if (!first || !last) return null;
  const span = Math.max(1, dayNumber(last) - dayNumber(first));
  const most = Math.max(...history.map((day) => day.reviews), 1);
  const x = (day: Day) => 8 + ((WIDTH - 16) * (dayNumber(day) - dayNumber(first))) / span;
  const y = (percent: number) => HEIGHT - 28 - (percent / 100) * (HEIGHT - 40);
  const measured = history.filter((day) => day.retentionPercent !== null);
  const path = measured.map(
    (day, i) => `${i === 0 ? 'M' : 'L'}${x(day).toFixed(1)} ${y(day.retentionPercent ?? 0).toFixed(1)}`,
  );
  const reviews = history.reduce((sum, day) => sum + day.reviews, 0);
  const now = measured.at(-1);
  const say = words().topic;
  const count = words().common;
  return (
    <figure class="history">
      <figcaption>
        <h2>{say.history}</h2>
        <p class="hint">
          {say.historySpan(count.reviews(reviews), count.days(history.length), dateWords(first.studyDay))}
          {now && say.historyNow(dateWords(now.studyDay), percentWords(now.retentionPercent ?? 0))}
        </p>
      </figcaption>
      {history.length > 1 && (
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={say.historyChart}>
          {[0, 50, 100].map((percent) => (
            <g key={percent}>
              <line class="grid" x1="0" x2={WIDTH} y1={y(percent)} y2={y(percent)} />
              <text class="grid-label" x={WIDTH} y={y(percent) - 4} text-anchor="end">
                {percentWords(percent)}
              </text>
            </g>
          ))}
          {history.map((day) => (
            <rect
              key={day.studyDay}
              class="reviews"
              x={x(day) - 4}
              width="8"
              y={HEIGHT - 22 * (day.reviews / most)}
              height={22 * (day.reviews / most)}
              rx="1"
            >
              <title>
                {say.historyDay(dateWords(day.studyDay), count.reviews(day.reviews), day.passed)}
                {day.retentionPercent !== null && say.historyDayRetention(percentWords(day.retentionPercent))}
              </title>
            </rect>
          ))}
          <path class="line" d={path.join('')} />
          {now && <circle class="point" cx={x(now)} cy={y(now.retentionPercent ?? 0)} r="4" />}
        </svg>
      )}
    </figure>
  );
}

function dayNumber({ studyDay }: Day): number {
  return Date.parse(`${studyDay}T00:00:00Z`) / DAY_MS;
}
