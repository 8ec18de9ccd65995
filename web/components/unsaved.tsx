import { useState } from 'preact/hooks';
import type { Unsent } from '../review/outbox.ts';
import { outbox } from '../review/sending.ts';
import { counted } from '../time.ts';
import { Dialog } from './dialog.tsx';

/** What the server doesn't have yet, and what it refused. Nothing is shown while all is well. */
export function Unsaved() {
  const [open, setOpen] = useState(false);
  const unsent = outbox.unsent.value;
  const refused = unsent.filter((each) => each.refused);
  const waiting = unsent.length - refused.length;
  if (unsent.length === 0 && !open) return null;
  return (
    <div class="unsaved">
      {waiting > 0 && (
        <p role="status" class={outbox.failing.value ? 'unsaved-note' : 'unsaved-note soon'}>
          {waiting} not yet saved
          {outbox.fleeting.value && ', and kept only while this page stays open'}
          <button type="button" class="link" onClick={() => void outbox.flush()}>
            Try now
          </button>
        </p>
      )}
      {refused.length > 0 && (
        <button type="button" class="unsaved-note refused" onClick={() => setOpen(true)}>
          {refused.length} could not be saved
        </button>
      )}
      {open && (
        <Dialog title="Could not be saved" onClose={() => setOpen(false)}>
          <Refusals refused={refused} />
        </Dialog>
      )}
    </div>
  );
}

function Refusals({ refused }: { readonly refused: readonly Unsent[] }) {
  if (refused.length === 0) return <p>All is settled.</p>;
  return (
    <>
      <p>
        The server took {counted(refused.length, 'answer')} as wrong, so sending again would not help. Read
        why, then remove what you have dealt with.
      </p>
      <ul class="refusals">
        {refused.map((each) => (
          <li key={each.id}>
            <strong>
              <code>{each.act.cardId}</code> {each.act.kind === 'review' && each.act.body.rating}
            </strong>
            <p>
              {each.refused?.title}. {each.refused?.detail}
            </p>
            <button type="button" class="button quiet" onClick={() => outbox.discard(each.id)}>
              Remove
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
