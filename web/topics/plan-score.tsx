import type { Topic } from '../../server/http/schemas.ts';
import { dateWords, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';

/** The score that the plan itself gives: history, not one of our figures. */
export function PlanScore({ score }: { readonly score: Topic['lastScore'] }) {
  if (!score) return null;
  const say = words().common;
  return (
    <span class="plan-score" title={say.planScoreFrom(score.source)}>
      {say.planScore(percentWords(score.percent))}
      {score.date && <>, {dateWords(score.date)}</>}
    </span>
  );
}
