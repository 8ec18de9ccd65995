// The note in the header about answers that the server does not have yet.

import { useEffect, useState } from 'preact/hooks';
import type { Unsent } from '../offline/outbox.ts';
import { outbox } from '../offline/sending.ts';
import { Dialog } from '../ui/dialog.tsx';
import { refusalWords } from '../words/server-words.ts';
import { fetchServerWords, words } from '../words/words.ts';

/** Saving usually takes less. Only what takes longer is mentioned, and gets room. */
const A_MOMENT_MS = 1500;

/** What the server doesn't have yet, and what it refused; nothing if all is saved. */
export function Unsaved() {
  const [open, setOpen] = useState(false);
  const unsent = outbox.unsent.value;
  const refused = unsent.filter((each) => each.refused);
  const waiting = unsent.length - refused.length;
  const takesLong = useLasting(waiting > 0);
  if (unsent.length === 0 && !open) return null;
  const say = words().frame;
  return (
    <div class="unsaved">
      {waiting > 0 && (outbox.failing.value || takesLong) && (
        <p role="status" class="unsaved-note">
          {outbox.fleeting.value ? say.unsavedFleeting(waiting) : say.unsaved(waiting)}
          <button type="button" class="link" onClick={() => void outbox.flush()}>
            {say.tryNow}
          </button>
        </p>
      )}
      {refused.length > 0 && (
        <button type="button" class="unsaved-note refused" onClick={() => setOpen(true)}>
          {say.refused(refused.length)}
        </button>
      )}
      {open && (
        <Dialog title={say.refusedTitle} onClose={() => setOpen(false)}>
          <Refusals refused={refused} />
        </Dialog>
      )}
    </div>
  );
}

/** Whether something has been true for longer than a moment without a break. */
function useLasting(holds: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    setLasts(false);
    if (!holds) return;
    const timer = setTimeout(() => setLasts(true), A_MOMENT_MS);
    return () => clearTimeout(timer);
  }, [holds]);
  return holds && lasts;
}

function Refusals({ refused }: { readonly refused: readonly Unsent[] }) {
  const say = words().frame;
  // Refusals from before this page was loaded come without their words.
  useEffect(() => void fetchServerWords(), []);
  if (refused.length === 0) return <p>{say.settled}</p>;
  return (
    <>
      <p>{say.refusedWhy(refused.length)}</p>
      <ul class="refusals">
        {refused.map((each) => (
          <li key={each.id}>
            <strong>
              <code>{each.act.cardId}</code>{' '}
              {each.act.kind === 'review' && words().common.ratings[each.act.body.rating]}
            </strong>
            {each.refused && <p>{refusalWords(each.refused)}</p>}
            <button type="button" class="button quiet" onClick={() => outbox.discard(each.id)}>
              {say.remove}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
