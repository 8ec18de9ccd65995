// Fetches the workload of each desired retention, one at a time.

import type { WorkloadForecast } from '../../server/http/schemas.ts';
import { DESIRED_RETENTIONS } from '../../server/schedule/bounds.ts';
import { api } from '../api.ts';

/**
 * What each desired retention takes, including those in effect. Each takes the server a while, as it simulates a year,
 * so they are requested one by one.
 *
 * @param onProgress is called with the share that is done, 0–1.
 */
export async function loadWorkload(
  plan: string | undefined,
  onProgress: (share: number) => void,
): Promise<WorkloadForecast> {
  const wanted = new Set<number>(DESIRED_RETENTIONS);
  const answers: WorkloadForecast[] = [];
  for (const desiredRetention of wanted) {
    const answer = await api.workload(desiredRetention, plan);
    answers.push(answer);
    for (const { desiredRetention: inForce } of answer.plans) wanted.add(inForce);
    onProgress(answers.length / wanted.size);
  }
  return together(answers);
}

/** @param answers at least one; all of one study day. */
function together(answers: readonly WorkloadForecast[]): WorkloadForecast {
  const last = answers.at(-1);
  if (!last) throw new RangeError('There are no answers to combine.');
  const rowsOf = (planId: string) =>
    answers
      .flatMap(({ plans }) => plans.find((plan) => plan.planId === planId)?.rows ?? [])
      .sort((a, b) => a.desiredRetention - b.desiredRetention);
  return { ...last, plans: last.plans.map((plan) => ({ ...plan, rows: rowsOf(plan.planId) })) };
}
