import { useEffect, useRef, useState } from 'preact/hooks';
import type { Topic } from '../../server/http/schemas/index.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { api } from '../api.ts';
import type { Desk } from '../review/desk.ts';
import { outbox } from '../review/sending.ts';
import type { Done } from '../review/session.ts';
import { numberWords, percentWords, spanWords, whenWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { Key } from './key.tsx';

/** The end of a session: what was done, what it moved, and when it goes on. */
export function Rest({ desk, topic }: { readonly desk: Desk; readonly topic: string | undefined }) {
  const { done } = desk.session.value;
  const due = desk.due.value;
  const waiting = desk.current.value !== undefined;
  const say = words().review;
  const nextDue = topic ? say.nextDueOfTopic : say.nextDue;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <section class="rest" aria-labelledby="rest-title">
      <h2 id="rest-title" ref={title} tabIndex={-1}>
        {done.length > 0 ? say.done : say.nothingDue}
      </h2>
      {done.length > 0 && <Tally done={done} />}
      {done.length > 0 && <Moved before={desk.topicsBefore} done={done} />}
      <p class="rest-next">
        {waiting && say.moreDue}
        {!waiting && due?.nextDueAt && nextDue(<strong>{whenWords(due.nextDueAt, Date.now())}</strong>)}
        {!waiting && due && !due.nextDueAt && words().today.noneLater}
        {!waiting && due !== null && due.backlog > 0 && <> {words().common.held(due.backlog)}</>}
      </p>
      <div class="actions">
        {waiting && (
          <button type="button" class="button primary" onClick={desk.goOn}>
            {say.goOn} <Key action="go-on" />
          </button>
        )}
        <a class={waiting ? 'button quiet' : 'button primary'} href="/">
          {say.toToday}
        </a>
        <button type="button" class="button quiet" onClick={() => void desk.undo()}>
          {say.undoLast} <Key action="undo" />
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
        {words().review.answersIn(words().common.answers(ratings.length), spanWords(tookMs))}
      </p>
      <ul class="tally">
        {RATINGS.map((rating) => (
          <li key={rating} class={rating}>
            <strong>{numberWords(ratings.filter((each) => each === rating).length)}</strong>{' '}
            {words().common.ratings[rating]}
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
  const say = words().review;
  return (
    <table class="moved">
      <caption>{say.retention}</caption>
      <thead>
        <tr>
          <th scope="col">{words().common.topic}</th>
          <th scope="col">{say.before}</th>
          <th scope="col">{say.now}</th>
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
  const { common, review } = words();
  const rests = review.fromReviews(common.reviews(reviews));
  if (band === 'unmeasured' || lowPercent === null || highPercent === null) return review.unmeasured(rests);
  return `${common.between(percentWords(lowPercent), percentWords(highPercent))}, ${rests}`;
}

function share(topic: Topic): string {
  return topic.retentionPercent === null ? words().common.none : percentWords(topic.retentionPercent);
}
