import { useState } from 'preact/hooks';
import type { Gap, Topic } from '../../server/http/schemas.ts';
import { topicPath } from '../api.ts';
import { Dialog } from '../ui/dialog.tsx';
import { dateWords, numberWords, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { GapAdded } from './gap-added.tsx';
import { GapForm } from './gap-form.tsx';

const FILTERS = {
  all: () => true,
  waiting: ({ status }: Gap) => status === 'open',
  learning: ({ status }: Gap) => status === 'carded' || status === 'learning' || status === 'reopened',
  closed: ({ status }: Gap) => status === 'closed',
} as const;
type Filter = keyof typeof FILTERS;

interface Props {
  readonly gaps: readonly Gap[];
  readonly topics: readonly Topic[];
  readonly onAdded: () => void;
}

/** Every gap of the plans, how far along it is, and a form to add cards for it. */
export function GapList({ gaps, topics, onAdded }: Props) {
  const say = words().gaps;
  const [filter, setFilter] = useState<Filter>('all');
  const [adding, setAdding] = useState<Gap | null>(null);
  if (gaps.length === 0) {
    return (
      <section class="inbox-part">
        <h2>{say.noneAtAll}</h2>
        <p>
          {say.noneHow((text) => (
            <a href="/gap">{text}</a>
          ))}
        </p>
      </section>
    );
  }
  const shown = gaps.filter(FILTERS[filter]);
  return (
    <section class="inbox-part" aria-labelledby="gap-list">
      <h2 id="gap-list">{say.list}</h2>
      <p class="hint">{say.closes}</p>
      <fieldset class="orders">
        <legend class="visually-hidden">{say.filter}</legend>
        {(Object.keys(FILTERS) as Filter[]).map((each) => (
          <button key={each} type="button" aria-pressed={filter === each} onClick={() => setFilter(each)}>
            {say.filters[each]} {numberWords(gaps.filter(FILTERS[each]).length)}
          </button>
        ))}
      </fieldset>
      {shown.length === 0 && <p>{say.none}</p>}
      {byTopic(shown).map((ofTopic) => (
        <section key={ofTopic[0]?.topic.id} class="gaps-of-topic">
          <h3>
            <a class="topic-link" href={`/topics/${topicPath(ofTopic[0]?.topic.id ?? '')}`}>
              <bdi>{ofTopic[0]?.topic.title}</bdi>
            </a>
          </h3>
          <ul>
            {ofTopic.map((gap) => (
              <GapRow key={gap.key} gap={gap} onAdd={() => setAdding(gap)} />
            ))}
          </ul>
        </section>
      ))}
      {adding && <AddCards gap={adding} topics={topics} onAdded={onAdded} onClose={() => setAdding(null)} />}
    </section>
  );
}

function byTopic(gaps: readonly Gap[]): readonly (readonly Gap[])[] {
  const found = new Map<string, Gap[]>();
  for (const gap of gaps) found.set(gap.topic.id, [...(found.get(gap.topic.id) ?? []), gap]);
  return [...found.values()];
}

/** @param onAdd opens a form for cards; without it, a link leads to one. */
export function GapRow({ gap, onAdd }: { readonly gap: Gap; readonly onAdd?: () => void }) {
  const say = words().gaps;
  const { cards } = gap;
  return (
    <li class="gap-row">
      <p class="gap-text">
        <bdi>{gap.text}</bdi>
      </p>
      <p class={`gap-status ${gap.status}`}>{say.statuses[gap.status]}</p>
      <ul class="facts">
        <li>{say.since(dateWords(gap.since))}</li>
        {cards.total > 0 && <li>{say.seen(cards.seen, words().common.cards(cards.total))}</li>}
        {gap.recallPercent !== null && <li>{say.recall(percentWords(gap.recallPercent))}</li>}
        {gap.stabilityDays !== null && (
          <li>{say.weakest(words().common.days(Math.round(gap.stabilityDays)))}</li>
        )}
        <li>
          {onAdd ? (
            <button type="button" class="link" onClick={onAdd}>
              {say.addCards}
              <span class="visually-hidden">: {gap.text}</span>
            </button>
          ) : (
            <a href={`/gap?topic=${encodeURIComponent(gap.topic.id)}&item=${encodeURIComponent(gap.text)}`}>
              {say.addCards}
              <span class="visually-hidden">: {gap.text}</span>
            </a>
          )}
        </li>
      </ul>
      {gap.changes.length > 1 && (
        <details>
          <summary>
            {say.life}
            <span class="visually-hidden">: {gap.text}</span>
          </summary>
          <ol class="plain-list">
            {gap.changes.map(({ status, at }) => (
              <li key={at}>{say.changed(say.changes[status], dateWords(at))}</li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}

interface AddProps extends Omit<Props, 'gaps'> {
  readonly gap: Gap;
  readonly onClose: () => void;
}

function AddCards({ gap, topics, onAdded, onClose }: AddProps) {
  const say = words().gaps;
  const [result, setResult] = useState<Parameters<typeof GapAdded>[0]['result'] | null>(null);
  return (
    <Dialog title={say.addTo(gap.text)} onClose={onClose}>
      {result ? (
        <>
          <GapAdded result={result} />
          <div class="actions">
            <button type="button" class="button primary" onClick={onClose}>
              {words().common.close}
            </button>
          </div>
        </>
      ) : (
        <GapForm
          topics={topics}
          topicId={gap.topic.id}
          item={gap.text}
          onAdded={(added) => {
            setResult(added);
            onAdded();
          }}
        />
      )}
    </Dialog>
  );
}
