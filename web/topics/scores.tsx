import type { TopicDetail } from '../../server/http/schemas.ts';
import { Inline } from '../ui/inline.tsx';
import { dateWords, numberWords, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';

type Score = TopicDetail['scores'][number];

/** The scores that the plan itself gives. They enter none of our figures. */
export function Scores({ scores }: { readonly scores: readonly Score[] }) {
  if (scores.length === 0) return null;
  return (
    <section class="scores" aria-labelledby="scores">
      <h2 id="scores">{words().topic.scores}</h2>
      <p class="hint">{words().topic.scoresHint}</p>
      {scores.map((score) => (
        <ScoreCard key={`${score.title} ${score.date}`} score={score} />
      ))}
    </section>
  );
}

function ScoreCard({ score }: { readonly score: Score }) {
  return (
    <article class="score">
      <h3>
        <bdi>{score.title}</bdi> <strong>{percentWords(score.percent)}</strong>
      </h3>
      <p class="hint">{[score.band, score.date && dateWords(score.date)].filter(Boolean).join(' · ')}</p>
      {score.journey.length > 0 && (
        <ul class="journey">
          {score.journey.map((step) => (
            <li key={step.label}>
              <Inline text={step.label} />
              {step.firstPercent !== null && <>: {percentWords(step.firstPercent)}</>}
              {step.finalPercent !== null && (
                <>
                  {' '}
                  → <strong>{percentWords(step.finalPercent)}</strong>
                </>
              )}
              {step.remark && (
                <p class="hint">
                  <Inline text={step.remark} />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {score.lists.map((list) => (
        <details key={list.label}>
          <summary>
            <bdi>{list.label.replace(/:$/, '')}</bdi>{' '}
            <span class="hint">{numberWords(list.entries.length)}</span>
          </summary>
          <ul>
            {list.entries.map((entry) => (
              <li key={entry}>
                <Inline text={entry} />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </article>
  );
}
