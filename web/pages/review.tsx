import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { announce } from '../components/announce.tsx';
import { CardFace } from '../components/card-face.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Failure } from '../components/failure.tsx';
import { GapDialog } from '../components/gap-dialog.tsx';
import { GradeBar } from '../components/grade-bar.tsx';
import { showHelp } from '../components/help.tsx';
import { NoteEditor } from '../components/note-editor.tsx';
import { Loading, useTitle } from '../components/page.tsx';
import { Progress } from '../components/progress.tsx';
import { Rest } from '../components/rest.tsx';
import { Tools } from '../components/tools.tsx';
import { Unsaved } from '../components/unsaved.tsx';
import type { ActionOf } from '../keys/table.ts';
import { useKeys } from '../keys/use-keys.ts';
import { shelf } from '../offline/keep.ts';
import { Desk } from '../review/desk.ts';
import { outbox } from '../review/sending.ts';
import { words } from '../words/words.ts';

type Beside = 'edit' | 'gap';
type Command = ActionOf<'review'>;

/** `/review[?topic=]`: one card after the other. */
export default function Review() {
  const { query } = useLocation();
  const [desk, setDesk] = useState<Desk | null>(null);
  useEffect(() => {
    const opened = new Desk(query.topic, outbox, shelf.read);
    setDesk(opened);
    return opened.close;
  }, [query.topic]);
  useTitle(words().review.title);
  return (
    <div class="review">
      <h1 class="visually-hidden" tabIndex={-1}>
        {words().review.title}
      </h1>
      {desk && <AtDesk desk={desk} topic={query.topic} />}
    </div>
  );
}

function AtDesk({ desk, topic }: { readonly desk: Desk; readonly topic: string | undefined }) {
  const [beside, setBeside] = useState<Beside | null>(null);
  const phase = desk.phase.value;
  const entry = phase === 'asking' ? desk.current.value : undefined;
  const notice = desk.notice.value;
  useEffect(() => {
    if (notice) announce(notice);
  }, [notice]);

  const run = (command: Command) => obey(command, desk, setBeside);
  useKeys('review', run);

  const close = () => setBeside(null);
  return (
    <>
      <Progress session={desk.session.value} onHelp={showHelp} />
      <div class="review-body">
        <div class="notices">
          <Unsaved />
          <p class="notice">{notice || (desk.alone.value && words().review.alone)}</p>
        </div>
        {phase === 'loading' && <Loading />}
        {phase === 'failed' && <Failure error={desk.failure.value} retry={desk.refresh} />}
        {phase === 'resting' && <Rest desk={desk} topic={topic} />}
        {entry && (
          <>
            <p class="card-topic">{entry.card.topic.title}</p>
            <CardFace
              key={`${desk.session.value.done.length} ${entry.card.cardId}`}
              card={entry.card}
              revealed={desk.revealed.value}
              told={desk.told.value}
              onTick={desk.tick}
            />
          </>
        )}
      </div>
      {entry && (
        <div class="review-foot">
          <GradeBar
            entry={entry}
            revealed={desk.revealed.value}
            suggested={desk.suggested.value}
            onReveal={desk.reveal}
            onGrade={desk.grade}
          />
          <Tools run={run} />
        </div>
      )}
      {beside === 'edit' && entry && (
        <Dialog title={words().review.editNote} wide onClose={close}>
          <NoteEditor
            noteId={entry.card.noteId}
            onCancel={close}
            onSaved={() => {
              close();
              void desk.reread();
            }}
          />
        </Dialog>
      )}
      {beside === 'gap' && entry && <GapDialog card={entry.card} onAdded={desk.refresh} onClose={close} />}
    </>
  );
}

/** Does what a key or a button asks, by the state of this very moment: keys come faster than pages are drawn. */
function obey(command: Command, desk: Desk, show: (beside: Beside) => void): void {
  const phase = desk.phase.peek();
  if (command === 'undo') void desk.undo();
  else if (phase === 'resting' && command === 'go-on' && desk.current.peek()) desk.goOn();
  else if (phase === 'asking') obeyAtCard(command, desk, show);
}

function obeyAtCard(command: Exclude<Command, 'undo'>, desk: Desk, show: (beside: Beside) => void): void {
  if (command === 'edit' || command === 'gap') show(command);
  else if (command === 'bury' || command === 'suspend') desk.putAside(command);
  else if (desk.revealed.peek()) desk.grade(command === 'go-on' ? desk.suggested.peek() : command);
  else if (command === 'go-on') desk.reveal();
}
