import type { Topic } from '../../server/http/schemas.ts';

type Named = Pick<Topic, 'id' | 'planId' | 'title'>;

/** The options of a topic select, grouped by plan if there are several. */
export function TopicOptions({ topics }: { readonly topics: readonly Named[] }) {
  const plans = [...new Set(topics.map(({ planId }) => planId))];
  if (plans.length < 2) return <Options topics={topics} />;
  return (
    <>
      {plans.map((plan) => (
        <optgroup key={plan} label={plan}>
          <Options topics={topics.filter(({ planId }) => planId === plan)} />
        </optgroup>
      ))}
    </>
  );
}

function Options({ topics }: { readonly topics: readonly Named[] }) {
  return (
    <>
      {topics.map(({ id, title }) => (
        <option key={id} value={id} dir="auto">
          {title}
        </option>
      ))}
    </>
  );
}
