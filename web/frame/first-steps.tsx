// What is shown while there is no plan, no topic or no card yet.

import type { ComponentChildren } from 'preact';
import type { PlanSummary, Topic } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Loading } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { words } from '../words/words.ts';

interface Library {
  readonly plans: readonly Pick<PlanSummary, 'id'>[];
  readonly topics: readonly Pick<Topic, 'cards'>[];
}

/** Whether there can't be any cards yet. */
export function isBare({ plans, topics }: Library): boolean {
  return plans.length === 0 || topics.every(({ cards }) => cards.total === 0);
}

/** Shows how to make the first plan, topic or card, whichever is missing. */
export function FirstSteps({ plans, topics }: Library) {
  const [plan] = plans;
  if (!plan) return <NoPlan />;
  return topics.length === 0 ? <NoTopics planId={plan.id} /> : <NoCards />;
}

/** Shows the first steps if they are still to be taken, else `children`. */
export function UnlessBare({ children }: { readonly children?: ComponentChildren }) {
  const [library] = useResource(async () => {
    const [plans, topics] = await Promise.all([api.plans(), api.topics()]);
    return { plans, topics };
  });
  if (library.state === 'loading') return <Loading />;
  if (library.state === 'ready' && isBare(library.value)) return <FirstSteps {...library.value} />;
  return <>{children}</>;
}

/** No plan was found: how to make one. */
export function NoPlan() {
  const say = words().first;
  return (
    <section class="first-steps">
      <h2>{say.noPlan}</h2>
      <p>{say.noPlanHow(<code>decks/&lt;name&gt;/plan.md</code>)}</p>
      <pre>{say.examplePlan}</pre>
      <p>{say.noPlanThen}</p>
    </section>
  );
}

/** A plan without recognised topics: what one looks like. */
export function NoTopics({ planId }: { readonly planId: string }) {
  const say = words().first;
  return (
    <section class="first-steps">
      <h2>{say.noTopics}</h2>
      <p>{say.noTopicsHow(<code>decks/{planId}/plan.md</code>)}</p>
      <pre>{say.examplePlan}</pre>
      <p>
        {say.noTopicsWhy((text) => (
          <a href={`/plan/${encodeURIComponent(planId)}`}>{text}</a>
        ))}
      </p>
    </section>
  );
}

/** A plan without cards: how to write the first. */
function NoCards() {
  const say = words().first;
  return (
    <section class="first-steps">
      <h2>{say.noCards}</h2>
      <p>
        {say.noCardsHow(
          (text) => (
            <a href="/gap">{text}</a>
          ),
          <code>plan.md</code>,
        )}
      </p>
      <pre>{say.exampleDeck}</pre>
      <p>{say.noCardsDerive(<code>npx tenax derive</code>)}</p>
    </section>
  );
}
