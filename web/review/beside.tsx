// The dialogs that open beside a review: edit, gap, card info, leech.

import type { QueueCard } from '../../server/http/schemas.ts';
import { NoteEditor } from '../cards/note-editor.tsx';
import { GapDialog } from '../gaps/gap-dialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { words } from '../words/words.ts';
import { CardInfo } from './card-info.tsx';
import type { Desk } from './desk.ts';
import { LeechDialog } from './leech-dialog.tsx';

/** Which dialog is open, and for which card. */
export interface Subject {
  readonly what: 'edit' | 'gap' | 'info' | 'leech';
  readonly card: QueueCard;
}

export interface BesideProps extends Subject {
  readonly desk: Desk;
  readonly show: (subject: Subject | null) => void;
}

/** The dialogs of a review. Their code loads once the first card is on the screen. */
export function Beside({ what, card, desk, show }: BesideProps) {
  const close = () => show(null);
  const say = words().review;
  switch (what) {
    case 'gap':
      return <GapDialog card={card} onAdded={desk.refresh} onClose={close} />;
    case 'info':
      return (
        <Dialog title={say.info} wide onClose={close}>
          <CardInfo cardId={card.cardId} />
        </Dialog>
      );
    case 'leech':
      return <LeechDialog desk={desk} onClose={close} onEdit={() => show({ what: 'edit', card })} />;
    case 'edit':
      return (
        <Dialog title={say.editNote} wide onClose={close}>
          <NoteEditor
            noteId={card.noteId}
            onCancel={close}
            onSaved={() => {
              close();
              void desk.reread(card.cardId);
            }}
          />
        </Dialog>
      );
  }
}
