import type { Topic } from '../../server/http/schemas/index.ts';
import { dateWords } from '../time.ts';
import { percentWords } from '../words.ts';

/** The score that the plan's author once gave: history, and not a figure of ours. */
export function PlanScore({ score }: { readonly score: Topic['lastScore'] }) {
  if (!score) return null;
  return (
    <span class="plan-score" title={`From “${score.source}” in the plan`}>
      Plan’s own score {percentWords(score.percent)}
      {score.date && <>, {dateWords(score.date)}</>}
    </span>
  );
}
