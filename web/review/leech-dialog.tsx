import { Dialog } from '../ui/dialog.tsx';
import { Html } from '../ui/html.tsx';
import { words } from '../words/words.ts';
import type { Desk } from './desk.ts';

interface Props {
  readonly desk: Desk;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

/** Offers what can be done about a leech. */
export function LeechDialog({ desk, onEdit, onClose }: Props) {
  const card = desk.leech.value?.card;
  if (!card) return null;
  const say = words().review;
  const settle = (act: () => void) => () => {
    act();
    onClose();
  };
  return (
    <Dialog title={say.leechTitle} onClose={onClose}>
      <div class="card small" lang={card.lang ?? undefined}>
        <Html html={card.promptHtml} class="strong" />
      </div>
      <p class="leech-why">{say.leechWhy(card.lapses)}</p>
      <div class="actions">
        <button
          type="button"
          class="button primary"
          onClick={() => {
            desk.leaveLeech();
            onEdit();
          }}
        >
          {say.leechEdit}
        </button>
        <button type="button" class="button quiet" onClick={settle(desk.suspendLeech)}>
          {say.leechSuspend}
        </button>
        <button type="button" class="button quiet" onClick={settle(desk.leaveLeech)}>
          {say.leechLeave}
        </button>
      </div>
    </Dialog>
  );
}
