import type { MovedStats } from '../../server/http/schemas.ts';
import { topicPath } from '../api.ts';
import { percentTenths } from '../words/format.ts';
import { words } from '../words/words.ts';

/** How each topic's retention changed the day before. */
export function Moved({ topics }: Pick<MovedStats, 'topics'>) {
  const say = words().today;
  if (topics.length === 0) return null;
  const percentText = (percent: number | null) =>
    percent === null ? words().common.none : percentTenths(percent);
  return (
    <section class="by-topic" aria-labelledby="moved">
      <h2 id="moved">{say.moved}</h2>
      <ul class="moved">
        {topics.map(({ id, title, fromPercent, toPercent }) => {
          const rose = (toPercent ?? 0) >= (fromPercent ?? 0);
          return (
            <li key={id}>
              <a class="topic-link" href={`/topics/${topicPath(id)}`}>
                <bdi>{title}</bdi>
              </a>
              <span class={rose ? 'rose' : 'fell'}>
                <span aria-hidden="true">
                  {rose ? '▲' : '▼'} {percentText(fromPercent)} → {percentText(toPercent)}
                </span>
                <span class="visually-hidden">
                  {say.movedFrom(percentText(fromPercent), percentText(toPercent))}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
