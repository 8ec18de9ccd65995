// The plans that tests read: fixtures, the sample, and the plan that the sample was modelled on.
import { existsSync, readFileSync } from 'node:fs';
import type { Plan, Topic } from '../../server/plan/types.ts';

const repository = new URL('../../', import.meta.url);

export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`test/fixtures/plans/${name}`, repository));
}

/** The sample plan that ships with the product. */
export const samplePlan = readFileSync(new URL('decks/eks/plan.md', repository), 'utf8');

const shared = new URL('../shared/plans/eks-learning-plan.md', repository);

/** The plan that the sample was modelled on, or null if it is not on this machine. */
export const sharedPlan = existsSync(shared) ? readFileSync(shared, 'utf8') : null;
if (sharedPlan === null) console.warn('skipped: ../shared/plans/eks-learning-plan.md is absent');

export function topicOf(plan: Plan, title: string): Topic {
  const topic = plan.topics.find((it) => it.title === title);
  if (!topic) throw new Error(`no topic "${title}" among ${plan.topics.map((it) => it.title).join(', ')}`);
  return topic;
}

export function texts(topic: Topic, kind: 'covered' | 'gap'): string[] {
  return topic.items.filter((item) => item.kind === kind).map((item) => item.text);
}
