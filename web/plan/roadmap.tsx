import type { PlanDetail, Topic } from '../../server/http/schemas.ts';
import { topicPath } from '../api.ts';
import { RetentionBar, RetentionText } from '../topics/retention-bar.tsx';
import { words } from '../words/words.ts';

type Stop = PlanDetail['roadmap'][number];

/** The topics in the order of the roadmap, by phase, with their retention. */
export function Roadmap({ plan, topics }: { readonly plan: PlanDetail; readonly topics: readonly Topic[] }) {
  const say = words().plan;
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  return (
    <section class="plan-part">
      <h2>{say.roadmap}</h2>
      {plan.roadmap.length === 0 && (
        <p>
          {say.noRoadmap} {say.noRoadmapHow(<code>{say.roadmapExample}</code>)}
        </p>
      )}
      {phases(plan.roadmap).map(({ phase, stops }) => {
        const left = stops.filter(({ done }) => !done).length;
        return (
          <section key={stops[0]?.line} class="phase">
            <h3>
              <bdi>{phase ?? say.noPhase}</bdi>{' '}
              <span class="hint">{left > 0 ? say.left(left) : say.allDone}</span>
            </h3>
            <ol class="stops">
              {stops.map((stop) => (
                <StopRow
                  key={stop.line}
                  stop={stop}
                  topic={stop.topicId === null ? undefined : byId.get(stop.topicId)}
                />
              ))}
            </ol>
          </section>
        );
      })}
    </section>
  );
}

/** Groups neighbouring stops of the same phase. */
function phases(
  roadmap: readonly Stop[],
): readonly { readonly phase: string | null; readonly stops: Stop[] }[] {
  const found: { readonly phase: string | null; readonly stops: Stop[] }[] = [];
  for (const stop of roadmap) {
    const last = found.at(-1);
    if (last && last.phase === stop.phase) last.stops.push(stop);
    else found.push({ phase: stop.phase, stops: [stop] });
  }
  return found;
}

function StopRow({ stop, topic }: { readonly stop: Stop; readonly topic: Topic | undefined }) {
  const say = words().plan;
  const { statuses } = words().common;
  const { status, complexity, minutes, day, remark } = stop;
  return (
    <li class={`stop ${status ?? ''}`}>
      <span class="stop-number" aria-hidden="true">
        {stop.number}
      </span>
      <div class="stop-name">
        {topic ? (
          <a class="topic-link" href={`/topics/${topicPath(topic.id)}`}>
            <bdi>{stop.title}</bdi>
          </a>
        ) : (
          <bdi>{stop.title}</bdi>
        )}
        <ul class="facts">
          {status && <li>{statuses[status]}</li>}
          {complexity !== null && <li>{say.complexity(complexity)}</li>}
          {minutes && <li>{say.takes(minutes.from, minutes.to)}</li>}
          {day !== null && !stop.done && <li>{say.day(day)}</li>}
          {stop.optional && <li>{say.optional}</li>}
          {!topic && <li>{say.notATopic}</li>}
          {remark && (
            <li>
              <bdi>{remark}</bdi>
            </li>
          )}
        </ul>
      </div>
      {topic && topic.cards.seen > 0 && (
        <div class="stop-held">
          <RetentionText topic={topic} />
          <RetentionBar topic={topic} />
        </div>
      )}
    </li>
  );
}
