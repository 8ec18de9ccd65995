// What can be reviewed beyond today's session, offered at its end.

import type { Queue } from '../../server/http/schemas.ts';
import type { TopicId } from '../../server/schedule/ids.ts';
import { api } from '../api.ts';
import { words } from '../words/words.ts';
import { reviewAddress, type Wish } from './wish.ts';

/** Something to go on with. */
interface Offer {
  readonly kind: 'due' | 'ahead' | 'weak';
  readonly wish: Wish;
  readonly session: Queue['session'];
}

/** What there is to do after a session, other than the same again. */
export async function offersAfter(wish: Wish): Promise<readonly Offer[]> {
  const part = wish.topic ? { topic: wish.topic } : {};
  const wishes: readonly Omit<Offer, 'session'>[] = [
    { kind: 'due', wish: { mode: 'due' } },
    { kind: 'ahead', wish: { mode: 'ahead', ...part } },
    { kind: 'weak', wish: { mode: 'cram', weak: true, ...part } },
  ];
  const others = wishes.filter((each) => reviewAddress(each.wish) !== reviewAddress(wish));
  const offers = others.map(async (each) => ({ ...each, session: (await api.queue(each.wish, 1)).session }));
  return (await Promise.all(offers)).filter(({ session }) => session.cards > 0);
}

interface Props {
  readonly offers: readonly Offer[];
  /** Titles of the session's topics by id. */
  readonly topics: ReadonlyMap<TopicId, string>;
}

/** More to do, for those who want it. */
export function More({ offers, topics }: Props) {
  const say = words().review;
  return (
    <section class="more" aria-labelledby="more">
      <h3 id="more">{say.more}</h3>
      <ul>
        {offers.map(({ kind, wish, session }) => (
          <li key={kind}>
            <a href={reviewAddress(wish)}>{say.moreKinds[kind].name}</a>
            <span class="hint">{say.moreTakes(words().common.cards(session.cards), session.minutes)}</span>
            <span class="hint">{say.moreKinds[kind].hint}</span>
          </li>
        ))}
        <li>
          <span>{say.oneTopic}</span>
          <span class="more-topics">
            {[...topics].slice(0, 5).map(([id, title]) => (
              <a key={id} href={reviewAddress({ mode: 'cram', topic: id })}>
                <bdi>{title}</bdi>
              </a>
            ))}
            <a href="/topics">{say.allTopics}</a>
          </span>
        </li>
      </ul>
    </section>
  );
}
