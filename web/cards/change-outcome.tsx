import { words } from '../words/words.ts';
import type { Outcome } from './use-changes.ts';

/** What was done, with a button to undo it or to try again. */
export function ChangeOutcome({
  outcome,
  onDismiss,
}: {
  readonly outcome: Outcome;
  readonly onDismiss: () => void;
}) {
  const say = words().cards;
  return (
    <div class={outcome.retry ? 'change-outcome failed' : 'change-outcome'}>
      <p>{outcome.text}</p>
      {outcome.undo && (
        <button type="button" class="link" onClick={outcome.undo}>
          {say.undo}
        </button>
      )}
      {outcome.retry && (
        <button type="button" class="link" onClick={outcome.retry}>
          {say.again}
        </button>
      )}
      <button type="button" class="icon-button" aria-label={say.dismiss} onClick={onDismiss}>
        <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}
