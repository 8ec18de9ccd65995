// Problems for unknown plans, topics and cards.
import type { PlanId, TopicId } from '../schedule/ids.ts';
import type { CardScope } from '../session/card-scope.ts';
import { prepare } from '../store/prepared.ts';
import type { Store } from '../store/store.ts';
import { ApiProblem } from './problems.ts';

const topicById = prepare<{ id: TopicId }>()((db, param) =>
  db.selectFrom('topics').select('id').where('id', '=', param('id')).where('live', '=', 1),
);
const planById = prepare<{ id: PlanId }>()((db, param) =>
  db.selectFrom('plans').select('id').where('id', '=', param('id')).where('live', '=', 1),
);

/** @throws ApiProblem 404, since a mistyped plan or topic must not look like one without due cards. */
export async function refuseUnknownScope({ read }: Store, { planId, topicId }: CardScope): Promise<void> {
  if (planId !== undefined && !(await planById.first(read, { id: planId }))) throw unknownPlan(planId);
  if (topicId !== undefined && !(await topicById.first(read, { id: topicId }))) throw unknownTopic(topicId);
}

export function unknownPlan(id: string): ApiProblem {
  return unknown('plan', `There is no plan "${id}". GET /api/plans lists all plans.`);
}

export function unknownTopic(id: string): ApiProblem {
  return unknown('topic', `There is no topic "${id}". GET /api/topics lists the ids of all topics.`);
}

export function unknownCard(id: string): ApiProblem {
  return unknown('card', `There never was a card "${id}". GET /api/cards lists all cards.`);
}

function unknown(what: 'plan' | 'topic' | 'card', detail: string): ApiProblem {
  return new ApiProblem(404, `unknown-${what}`, `Unknown ${what}`, detail);
}
