import type { GapResult } from '../../server/http/schemas/index.ts';
import { counted } from '../time.ts';

/** What was written where. */
export function GapAdded({ result }: { readonly result: GapResult }) {
  const { gap, addedCards, planLine } = result;
  const planId = gap.topic.id.split('/')[0];
  return (
    <div class="added" role="status">
      <p>
        <strong>{gap.text}</strong> is a gap of {gap.topic.title}
        {planLine === null ? (
          '.'
        ) : (
          <>
            {' '}
            now: <code>{planId}/plan.md</code>, line {planLine}.
          </>
        )}
      </p>
      <p>
        {addedCards.length === 0 ? (
          'No card was added.'
        ) : (
          <>
            {counted(addedCards.length, 'card')} went into <code>{gap.topic.id}.md</code>:{' '}
            {addedCards.map((id, i) => (
              <span key={id}>
                {i > 0 && ', '}
                <code>{id}</code>
              </span>
            ))}
          </>
        )}
      </p>
    </div>
  );
}
