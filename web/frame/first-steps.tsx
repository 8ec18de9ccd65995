// What stands in place of content where there is no plan, no topic or no card yet.

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

/** Whether no card can be there yet. */
export function isBare({ plans, topics }: Library): boolean {
  return plans.length === 0 || topics.every(({ cards }) => cards.total === 0);
}

/** What comes first where there is no plan, no topic in it, or no card: how to make one. */
export function FirstSteps({ plans, topics }: Library) {
  const [plan] = plans;
  if (!plan) return <NoPlan />;
  return topics.length === 0 ? <NoTopics planId={plan.id} /> : <NoCards />;
}

/** Where there is nothing to show: the first steps, or `children` where those are taken. */
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

/** A plan in which no topic was recognised: what one looks like. */
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
