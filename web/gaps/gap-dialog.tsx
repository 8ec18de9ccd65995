import { useState } from 'preact/hooks';
import type { GapResult, QueueCard } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Inline } from '../ui/inline.tsx';
import { Loading } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { words } from '../words/words.ts';
import { GapAdded } from './gap-added.tsx';
import { GapForm } from './gap-form.tsx';

interface Props {
  readonly card: QueueCard;
  readonly onAdded: () => void;
  readonly onClose: () => void;
}

/** Adds a gap found while reviewing a card, without leaving the review. */
export function GapDialog({ card, onAdded, onClose }: Props) {
  const [topics, reload] = useResource(api.topics);
  const [result, setResult] = useState<GapResult | null>(null);
  return (
    <Dialog title={words().review.gapHere} wide onClose={onClose}>
      {card.item && !result && <p class="hint">{words().review.belongsTo(<Inline text={card.item} />)}</p>}
      {topics.state === 'loading' && <Loading />}
      {topics.state === 'failed' && <Failure error={topics.error} retry={reload} />}
      {topics.state === 'ready' && !result && (
        <GapForm
          topics={topics.value}
          topicId={card.topic.id}
          item={card.item ?? ''}
          onAdded={(added) => {
            setResult(added);
            onAdded();
          }}
        />
      )}
      {result && (
        <>
          <GapAdded result={result} />
          <div class="actions">
            <button type="button" class="button primary" onClick={onClose}>
              {words().review.backToCard}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
