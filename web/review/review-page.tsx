import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Failure } from '../frame/failure.tsx';
import { showHelp } from '../frame/help.tsx';
import { Unsaved } from '../frame/unsaved.tsx';
import type { ActionOf } from '../keys/table.ts';
import { useKeys } from '../keys/use-keys.ts';
import { shelf } from '../offline/keep.ts';
import { loadAway } from '../offline/load-away.ts';
import { outbox } from '../offline/sending.ts';
import { preferences } from '../preferences.ts';
import { announce } from '../ui/announce.tsx';
import { ariaKeys } from '../ui/key.tsx';
import { Loading, useTitle } from '../ui/page.tsx';
import { warmFormats } from '../words/format.ts';
import { words } from '../words/words.ts';
import type { Subject } from './beside.tsx';
import { CardFace } from './card-face.tsx';
import { Desk } from './desk.ts';
import { GradeBar } from './grade-bar.tsx';
import { Progress } from './progress.tsx';
import { Timer } from './timer.tsx';
import { Tools } from './tools.tsx';
import { useLater } from './use-later.ts';
import { readWish, type Wish } from './wish.ts';

type Command = ActionOf<'review'>;

/** How long the first card is read. Later parts load after that, so that they do not delay it. */
const READING_MS = 3000;

/** `/review[?topic=][&minutes=][&mode=ahead|cram][&weak=true]`: one card after the other. */
export default function Review() {
  const { query, url } = useLocation();
  const wish = useMemo(() => readWish(query), [url]);
  const [desk, setDesk] = useState<Desk | null>(null);
  useEffect(() => setDesk(new Desk(wish, outbox, shelf.read)), [wish]);
  useEffect(() => desk?.close, [desk]);
  const startOver = () => setDesk(new Desk(wish, outbox, shelf.read, true));
  useTitle(words().review.title);
  return (
    <div class="review">
      <h1 class="visually-hidden" tabIndex={-1}>
        {words().review.title}
      </h1>
      {desk && <AtDesk desk={desk} wish={wish} startOver={startOver} />}
    </div>
  );
}

interface AtDeskProps {
  readonly desk: Desk;
  readonly wish: Wish;
  readonly startOver: () => void;
}

function AtDesk({ desk, wish, startOver }: AtDeskProps) {
  const [subject, show] = useState<Subject | null>(null);
  const phase = desk.phase.value;
  const entry = phase === 'asking' ? desk.current.value : undefined;
  const notice = desk.notice.value;
  const say = words().review;
  useEffect(() => {
    if (notice) announce(notice);
  }, [notice]);
  const leech = desk.leech.value?.card;
  useEffect(() => {
    if (leech) announce(words().review.leech(leech.lapses));
  }, [leech]);

  const isAsking = entry !== undefined;
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    if (!isAsking) return;
    const timer = setTimeout(() => {
      setRead(true);
      loadAway().catch(() => undefined);
      warmFormats();
    }, READING_MS);
    return () => clearTimeout(timer);
  }, [isAsking]);

  const later = useLater(subject ?? (isRead || phase === 'resting'), () => {
    if (subject || phase === 'resting') desk.say(words().review.loadFailed);
    show(null);
  });

  const run = (command: Command) => {
    if (command === 'start-over') startOver();
    else obey(command, desk, show);
  };
  useKeys('review', run);

  return (
    <>
      <Progress session={desk.session.value} onHelp={showHelp} />
      <div class="review-body">
        <div class="notices">
          <Unsaved />
          <p class="notice">{notice || (desk.alone.value && say.alone)}</p>
          {leech && !notice && (
            <button type="button" class="leech-note" onClick={() => show({ what: 'leech', card: leech })}>
              {say.leech(leech.lapses)}
            </button>
          )}
        </div>
        {phase === 'loading' && <Loading />}
        {phase === 'failed' && <Failure error={desk.failure.value} retry={desk.refresh} />}
        {phase === 'resting' && (later ? <later.Rest {...{ desk, wish, startOver }} /> : <Loading />)}
        {entry && (
          <>
            <div class="card-top">
              <p class="card-topic">
                <bdi>{entry.card.topic.title}</bdi>
                {wish.mode === 'cram' && <span class="card-mode">{say.practice}</span>}
                {wish.mode === 'ahead' && <span class="card-mode">{say.ahead}</span>}
              </p>
              {preferences.value.timer && <Timer sinceMs={desk.shownAtMs.value} />}
              <button
                type="button"
                class="icon-button"
                aria-label={words().keys.actions.info}
                aria-keyshortcuts={ariaKeys('info')}
                onClick={() => run('info')}
              >
                <span class="info-sign" aria-hidden="true" />
              </button>
            </div>
            <CardFace
              key={`${desk.session.value.done.length} ${entry.card.cardId}`}
              card={entry.card}
              revealed={desk.revealed.value}
              ticked={desk.ticked.value}
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
            practice={wish.mode === 'cram'}
            onReveal={desk.reveal}
            onGrade={desk.grade}
          />
          <Tools run={run} />
        </div>
      )}
      {later && subject && <later.Beside {...subject} desk={desk} show={show} />}
    </>
  );
}

/** Runs a command on the current state, since keys can arrive faster than renders. */
function obey(command: Exclude<Command, 'start-over'>, desk: Desk, show: (subject: Subject) => void): void {
  const phase = desk.phase.peek();
  if (command === 'undo') void desk.undo();
  else if (phase === 'resting' && command === 'go-on' && desk.current.peek()) desk.goOn();
  else if (phase === 'asking') obeyAtCard(command, desk, show);
}

function obeyAtCard(
  command: Exclude<Command, 'undo' | 'start-over'>,
  desk: Desk,
  show: (subject: Subject) => void,
): void {
  const card = desk.current.peek()?.card;
  if (!card) return;
  if (command === 'edit' || command === 'gap' || command === 'info') show({ what: command, card });
  else if (command === 'bury' || command === 'suspend') desk.putAside(command);
  else if (desk.revealed.peek()) desk.grade(command === 'go-on' ? desk.suggested.peek() : command);
  else if (command === 'go-on') desk.reveal();
}
