import { useEffect, useRef, useState } from 'preact/hooks';
import type { Topic } from '../../server/http/schemas/index.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { api } from '../api.ts';
import type { Desk } from '../review/desk.ts';
import { outbox } from '../review/sending.ts';
import type { Done } from '../review/session.ts';
import { counted, spanWords, whenWords } from '../time.ts';
import { heldWords, percentWords, RATING_WORDS } from '../words.ts';

/** The end of a session: what was done, what it moved, and when it goes on. */
export function Rest({ desk, topic }: { readonly desk: Desk; readonly topic: string | undefined }) {
  const { done } = desk.session.value;
  const due = desk.due.value;
  const waiting = desk.current.value !== undefined;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <section class="rest" aria-labelledby="rest-title">
      <h2 id="rest-title" ref={title} tabIndex={-1}>
        {done.length > 0 ? 'Done for now' : 'Nothing is due'}
      </h2>
      {done.length > 0 && <Tally done={done} />}
      {done.length > 0 && <Moved before={desk.topicsBefore} done={done} />}
      <p class="rest-next">
        {waiting && 'More has fallen due.'}
        {!waiting && due?.nextDueAt && (
          <>
            The next card {topic ? 'of this topic ' : ''}falls due{' '}
            <strong>{whenWords(due.nextDueAt, Date.now())}</strong>.
          </>
        )}
        {!waiting && due && !due.nextDueAt && 'No card waits for a later day yet.'}
        {!waiting && due !== null && due.backlog > 0 && <> {heldWords(due.backlog)}</>}
      </p>
      <div class="actions">
        {waiting && (
          <button type="button" class="button primary" onClick={desk.goOn}>
            Go on <kbd>Enter</kbd>
          </button>
        )}
        <a class={waiting ? 'button quiet' : 'button primary'} href="/">
          To today
        </a>
        <button type="button" class="button quiet" onClick={() => void desk.undo()}>
          Undo the last answer <kbd>u</kbd>
        </button>
      </div>
    </section>
  );
}

function Tally({ done }: { readonly done: readonly Done[] }) {
  const ratings = done.flatMap(({ act }) => (act.kind === 'review' ? [act.body.rating] : []));
  const tookMs = done.reduce((sum, each) => sum + each.tookMs, 0);
  return (
    <>
      <p class="lead">
        {counted(ratings.length, 'answer')} in {spanWords(tookMs)}.
      </p>
      <ul class="tally">
        {RATINGS.map((rating) => (
          <li key={rating} class={rating}>
            <strong>{ratings.filter((each) => each === rating).length}</strong> {RATING_WORDS[rating]}
          </li>
        ))}
      </ul>
    </>
  );
}

interface MovedProps {
  readonly before: Promise<readonly Topic[]>;
  readonly done: readonly Done[];
}

/** Retention of the topics answered, before the session and after it. */
function Moved({ before, done }: MovedProps) {
  const [moves, setMoves] = useState<readonly (readonly [was: Topic, is: Topic])[]>([]);
  useEffect(() => {
    let gone = false;
    const touched = new Set(done.map(({ entry }) => entry.card.topic.id));
    const compare = async () => {
      await outbox.flush();
      const [was, is] = await Promise.all([before, api.topics()]);
      const pairs = is.flatMap((topic) => {
        const earlier = was.find(({ id }) => id === topic.id);
        return earlier && touched.has(topic.id) ? [[earlier, topic] as const] : [];
      });
      if (!gone) setMoves(pairs);
    };
    // The summary is a courtesy: without an answer it is left out.
    compare().catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [before, done]);
  if (moves.length === 0) return null;
  return (
    <table class="moved">
      <caption>Retention</caption>
      <thead>
        <tr>
          <th scope="col">Topic</th>
          <th scope="col">before</th>
          <th scope="col">now</th>
        </tr>
      </thead>
      <tbody>
        {moves.map(([was, is]) => (
          <tr key={is.id}>
            <th scope="row">
              <a href={`/topics/${is.id}`}>{is.title}</a>
              <small>{evidence(is)}</small>
            </th>
            <td>{share(was)}</td>
            <td>
              <strong>{share(is)}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A percentage alone would promise more than it knows. */
function evidence({ band, lowPercent, highPercent, reviews }: Topic): string {
  const rests = `from ${counted(reviews, 'review')}`;
  if (band === 'unmeasured' || lowPercent === null || highPercent === null)
    return `not measured yet, ${rests}`;
  return `between ${percentWords(lowPercent)} and ${percentWords(highPercent)}, ${rests}`;
}

function share(topic: Topic): string {
  return topic.retentionPercent === null ? '–' : percentWords(topic.retentionPercent);
}
