import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Due } from '../../server/http/schemas/index.ts';
import { api } from '../api.ts';
import { Failure } from '../components/failure.tsx';
import { NoCards, NoPlan } from '../components/first-steps.tsx';
import { Loading, Page } from '../components/page.tsx';
import { useResource } from '../components/resource.ts';
import { outbox } from '../review/sending.ts';
import { whenWords } from '../time.ts';
import { heldWords } from '../words.ts';

/** `/`: what is due, and the button that starts it. */
export default function Today() {
  const [today, reload] = useResource(async () => {
    // Answers of an earlier visit count first.
    await outbox.flush();
    const [due, plans, topics] = await Promise.all([api.due(), api.plans(), api.topics()]);
    return { due, plans, cards: topics.reduce((sum, topic) => sum + topic.cards.total, 0) };
  });
  return (
    <Page title="Today">
      {today.state === 'loading' && <Loading />}
      {today.state === 'failed' && <Failure error={today.error} retry={reload} />}
      {today.state === 'ready' && <Day {...today.value} reload={reload} />}
    </Page>
  );
}

interface DayProps {
  readonly due: Due;
  readonly plans: readonly unknown[];
  readonly cards: number;
  readonly reload: () => void;
}

function Day({ due, plans, cards, reload }: DayProps) {
  useEffect(() => {
    const onVisible = () => document.visibilityState === 'visible' && reload();
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [reload]);
  if (plans.length === 0) return <NoPlan />;
  if (cards === 0) return <NoCards />;
  return due.total > 0 ? <Waiting due={due} /> : <AllDone due={due} />;
}

function Waiting({ due }: { readonly due: Due }) {
  const { route } = useLocation();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
      const free = event.target instanceof HTMLElement && !event.target.closest('a, button, input, dialog');
      if (plain && free && (event.key === 's' || event.key === 'Enter')) {
        event.preventDefault();
        route('/review');
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [route]);
  return (
    <>
      <section class="due" aria-label="Due today">
        <p class="due-total">
          <strong>{due.total}</strong> {due.total === 1 ? 'card' : 'cards'} to go
        </p>
        <Kinds {...due} />
        <a class="button primary big" href="/review" aria-keyshortcuts="s">
          Start <kbd>s</kbd>
        </a>
      </section>
      <Held due={due} />
      <section class="by-topic" aria-labelledby="by-topic">
        <h2 id="by-topic">By topic</h2>
        <ul class="topic-list">
          {due.topics
            .filter((topic) => topic.total > 0)
            .map((topic) => (
              <li key={topic.id}>
                <a class="topic-start" href={`/review?topic=${encodeURIComponent(topic.id)}`}>
                  <span class="topic-name">{topic.title}</span>
                  <Kinds {...topic} />
                  <span class="topic-count">
                    <span class="visually-hidden">, together </span>
                    {topic.total}
                  </span>
                </a>
              </li>
            ))}
        </ul>
      </section>
      <GapHint />
    </>
  );
}

function AllDone({ due }: { readonly due: Due }) {
  return (
    <>
      <section class="due done">
        <p class="due-total">All done for today</p>
        <p>
          {due.nextDueAt ? (
            <>
              The next card falls due <strong>{whenWords(due.nextDueAt, Date.now())}</strong>.
            </>
          ) : (
            'No card waits for a later day yet.'
          )}
        </p>
        <a class="button quiet" href="/topics">
          See what you hold
        </a>
      </section>
      <Held due={due} />
      <GapHint />
    </>
  );
}

/** How many new ones, steps and reviews a number is made of. */
function Kinds(counts: { readonly new: number; readonly learning: number; readonly review: number }) {
  const kinds = [
    ['new', counts.new],
    ['learning', counts.learning],
    ['review', counts.review],
  ] as const;
  return (
    <span class="kinds">
      {kinds
        .filter(([, count]) => count > 0)
        .map(([kind, count]) => (
          <span key={kind} class={`kind ${kind}`}>
            {count} {kind}
          </span>
        ))}
    </span>
  );
}

function Held({ due }: { readonly due: Due }) {
  if (due.backlog === 0) return null;
  return <p class="held">{heldWords(due.backlog)}</p>;
}

function GapHint() {
  return (
    <p class="gap-hint">
      Noticed something you can’t explain? <a href="/gap">Add it as a gap</a>.
    </p>
  );
}
