// The end of a session, and the pause while cards wait for their step.

import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Topic } from '../../server/http/schemas.ts';
import type { TopicId } from '../../server/schedule/ids.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { api, topicPath } from '../api.ts';
import { UnlessBare } from '../frame/first-steps.tsx';
import { isPractice } from '../offline/act.ts';
import { outbox } from '../offline/sending.ts';
import { Key } from '../ui/key.tsx';
import { useResource } from '../ui/resource.ts';
import { numberWords, percentTenths, percentWords, spanWords, whenWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import type { Desk } from './desk.ts';
import { More, offersAfter } from './more.tsx';
import type { Done } from './session.ts';
import { reviewAddress, type Wish } from './wish.ts';

interface Props {
  readonly desk: Desk;
  readonly wish: Wish;
  readonly startOver: () => void;
}

/** The end of a session: what was done, what it moved, when it goes on, and what more there is. */
export function Rest({ desk, wish, startOver }: Props) {
  const { done } = desk.session.value;
  const waiting = desk.current.value !== undefined;
  const say = words().review;
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus({ preventScroll: true }), []);
  const nothing = { due: say.nothingDue, ahead: say.nothingAhead, cram: say.nothingToPractise }[wish.mode];
  return (
    <section class="rest" aria-labelledby="rest-title">
      <h2 id="rest-title" ref={title} tabIndex={-1}>
        {done.length > 0 ? say.done : nothing}
      </h2>
      {done.length > 0 && <Tally done={done} />}
      <Next desk={desk} wish={wish} />
      <div class="actions">
        {waiting && (
          <button type="button" class="button primary" onClick={desk.goOn}>
            {say.goOn} <Key action="go-on" />
          </button>
        )}
        <a class={waiting ? 'button quiet' : 'button primary'} href="/">
          {say.toToday}
        </a>
        {!isUntouched(desk) && (
          <button type="button" class="button quiet" onClick={() => void desk.undo()}>
            {say.undoLast} <Key action="undo" />
          </button>
        )}
        {wish.mode === 'cram' && (
          <button type="button" class="button quiet" onClick={startOver}>
            {say.practiseAgain} <Key action="start-over" />
          </button>
        )}
      </div>
      <Afterwards before={desk.topicsBefore} done={done} wish={wish} />
    </section>
  );
}

/** Whether no card is due on any day and none was answered here: perhaps there are no cards at all. */
function isUntouched({ due: { value: due }, session }: Desk): boolean {
  return !!due && !due.nextDueAt && due.backlog === 0 && session.value.done.length === 0;
}

/** When the session goes on. */
function Next({ desk, wish }: Pick<Props, 'desk' | 'wish'>) {
  const due = desk.due.value;
  const say = words().review;
  if (desk.current.value !== undefined) return <p class="rest-next">{say.moreDue}</p>;
  if (wish.mode === 'cram') return <p class="rest-next">{say.practised}</p>;
  if (!due) return null;
  if (isUntouched(desk)) {
    return (
      <UnlessBare>
        <p class="rest-next">{words().today.noneLater}</p>
      </UnlessBare>
    );
  }
  const nextDue = wish.topic ? say.nextDueOfTopic : say.nextDue;
  return (
    <p class="rest-next">
      {due.nextDueAt
        ? nextDue(<strong>{whenWords(due.nextDueAt, Date.now())}</strong>)
        : words().today.noneLater}
      {due.backlog > 0 && <> {words().common.held(due.backlog)}</>}
    </p>
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

type Move = readonly [was: Topic, is: Topic];

interface AfterwardsProps {
  readonly before: Promise<readonly Topic[]>;
  readonly done: readonly Done[];
  readonly wish: Wish;
}

/**
 * What the session moved, and what more there is to do. Both are optional: without an answer from the server they are
 * left out.
 */
function Afterwards({ before, done, wish }: AfterwardsProps) {
  const touched = topicsOf(done.filter(({ act }) => !isPractice(act)));
  const [after] = useResource(
    async () => {
      await outbox.flush();
      const [was, is, offers] = await Promise.all([before, api.topics(), offersAfter(wish)]);
      const moves = is.flatMap((topic): readonly Move[] => {
        const earlier = was.find(({ id }) => id === topic.id);
        return earlier && touched.has(topic.id) ? [[earlier, topic]] : [];
      });
      return { moves, offers, bare: is.every(({ cards }) => cards.total === 0) };
    },
    `${reviewAddress(wish)} ${done.length}`,
  );
  if (after.state !== 'ready') return null;
  return (
    <>
      <Moved moves={after.value.moves} />
      {!after.value.bare && <More offers={after.value.offers} topics={topicsOf(done)} />}
    </>
  );
}

/** The topics of the answered cards, titles by id. */
function topicsOf(done: readonly Done[]): ReadonlyMap<TopicId, string> {
  return new Map(done.map(({ entry: { card } }) => [card.topic.id, card.topic.title]));
}

/** Retention of the answered topics, before the session and after it. */
function Moved({ moves }: { readonly moves: readonly Move[] }) {
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
              <a class="topic-link" href={`/topics/${topicPath(is.id)}`}>
                <bdi>{is.title}</bdi>
              </a>
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

/** What a percentage rests on; alone it would promise too much. */
function evidence({ band, lowPercent, highPercent, reviews }: Topic): string {
  const { common, review } = words();
  const rests = review.fromReviews(common.reviews(reviews));
  if (band === 'unmeasured' || lowPercent === null || highPercent === null) return review.unmeasured(rests);
  return `${common.between(percentWords(lowPercent, 0), percentWords(highPercent, 0))}, ${rests}`;
}

function share(topic: Topic): string {
  return topic.retentionPercent === null ? words().common.none : percentTenths(topic.retentionPercent);
}
