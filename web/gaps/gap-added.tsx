// The message after a gap was added.

import type { GapResult } from '../../server/http/schemas.ts';
import { words } from '../words/words.ts';

/** What was written, and where. */
export function GapAdded({ result }: { readonly result: GapResult }) {
  const { gap, addedCards, planLine } = result;
  const planId = gap.topic.id.split('/')[0];
  const say = words().gap;
  const text = (
    <strong>
      <bdi>{gap.text}</bdi>
    </strong>
  );
  const topic = <bdi>{gap.topic.title}</bdi>;
  return (
    <div class="added" role="status">
      <p>
        {planLine === null
          ? say.known(text, topic)
          : say.written(text, topic, <code>{planId}/plan.md</code>, planLine)}
      </p>
      <p>
        {addedCards.length === 0
          ? say.noCards
          : say.wentInto(
              words().common.cards(addedCards.length),
              <code>{gap.topic.id}.md</code>,
              addedCards.map((id, i) => (
                <span key={id}>
                  {i > 0 && ', '}
                  <code>{id}</code>
                </span>
              )),
            )}
      </p>
    </div>
  );
}
