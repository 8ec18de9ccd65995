import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Act } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { UnlessBare } from '../frame/first-steps.tsx';
import type { ActionOf } from '../keys/table.ts';
import { useKeys } from '../keys/use-keys.ts';
import { announce } from '../ui/announce.tsx';
import { Loading, Page } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { words } from '../words/words.ts';
import { actsFor, CardBulk } from './card-bulk.tsx';
import { CardFilters, SearchWays } from './card-filters.tsx';
import { CardTable, focusRow, MoreCards } from './card-table.tsx';
import { ChangeOutcome } from './change-outcome.tsx';
import { acting, type Destination, MOST_AT_ONCE, moving } from './changes.ts';
import { MoveDialog } from './editors.ts';
import { addressOf, EVERYTHING, narrows, type Question, readQuestion } from './question.ts';
import { CardSearch } from './search.ts';
import { choose, goTo, NOTHING, type Selection, stepFrom, toggle } from './selection.ts';
import { useChanges } from './use-changes.ts';

/** `/cards[?q=&topic=&is=&tag=&sort=]`: all cards, searched as you type. */
export default function Cards() {
  return (
    <Page title={words().cards.title}>
      <Finder />
    </Page>
  );
}

function Finder() {
  const say = words().cards;
  const { route } = useLocation();
  const search = useMemo(() => new CardSearch(api.cards), []);
  const [question, setQuestion] = useState<Question>(() => readQuestion(location.search));
  const held = useMemo(() => signal(NOTHING), []);
  const selection = held.value;
  const [isMoving, setMoving] = useState(false);
  const [choices, reloadChoices] = useResource(() => Promise.all([api.topics(), api.tags()]));
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  /** Changes the selection and moves the focus to its current row. */
  const select = (change: (now: Selection) => Selection) => {
    const before = held.peek();
    held.value = change(before);
    const { current } = held.peek();
    if (current !== null && current !== before.current) focusRow(list.current, current);
  };
  const changes = useChanges(async () => {
    select((now) => ({ ...choose(now, []), anchor: null }));
    await search.refresh();
  });

  useEffect(() => {
    search.ask(question, false);
    return () => search.close();
  }, []);

  const cards = search.cards.value;
  const total = search.total.value;
  const failure = search.failure.value;
  useEffect(() => {
    if (total !== null) announce(say.found(total));
  }, [total]);

  const change = (next: Question, typed: boolean) => {
    setQuestion(next);
    select(() => NOTHING);
    search.ask(next, typed);
    history.replaceState(history.state, '', addressOf(next));
  };
  const shown = () => search.cards.peek();
  const ids = () => shown().map(({ cardId }) => cardId);
  const open = (cardId: string) => route(`/cards/${cardId}`);
  const step = (rows: number) =>
    select((now) => {
      const next = stepFrom(now.current, ids(), rows);
      return next === undefined ? now : goTo(now, next);
    });
  /** The chosen cards, or the current one if none is chosen. */
  const touched = () => {
    const { chosen, current } = held.peek();
    return shown().filter(({ cardId }) => (chosen.size > 0 ? chosen.has(cardId) : cardId === current));
  };
  /** Applies the act, or its opposite if all of the cards have it already. */
  const act = (name: Act, back: Act = name) => {
    const on = touched();
    if (on.length > 0) changes.run(acting(actsFor(on).includes(name) ? name : back, on));
  };
  const obey = (action: ActionOf<'cards'>) => {
    const { current } = held.peek();
    if (action === 'find') field.current?.focus();
    else if (action === 'next') step(1);
    else if (action === 'previous') step(-1);
    else if (action === 'choose-all') select((now) => choose(now, ids()));
    else if (action === 'undo-change') changes.undo();
    else if (action === 'suspend-chosen') act('suspend', 'unsuspend');
    else if (action === 'bury-chosen') act('bury', 'unbury');
    else if (action === 'move-chosen') setMoving(touched().length > 0);
    else if (current === null) step(0);
    else if (action === 'choose') select((now) => toggle(now, current));
    else open(current);
  };
  useKeys('cards', obey);

  const chooseAll = async () => {
    const all = await search.all(MOST_AT_ONCE);
    while (shown().length < all.length && search.hasMore.peek()) await search.more();
    select((now) =>
      choose(
        now,
        all.map(({ cardId }) => cardId),
      ),
    );
  };
  const move = (to: Destination) => {
    setMoving(false);
    changes.run(moving(touched(), to));
  };

  // Without any cards there is nothing to search.
  const isEmpty = total === 0 && !narrows(question);
  const [topics, tags] = choices.state === 'ready' ? choices.value : [[], []];
  return (
    <>
      {!isEmpty && (
        <>
          <CardFilters
            question={question}
            onChange={change}
            topics={topics}
            tags={tags}
            field={field}
            onDown={() => step(0)}
          />
          <div class="cards-head">
            <p class="cards-count">{total === null ? '' : say.found(total)}</p>
            <details class="search-help">
              <summary>{say.howTo}</summary>
              <SearchWays />
            </details>
          </div>
        </>
      )}
      {failure !== null && (
        <Failure
          error={failure}
          retry={() => {
            reloadChoices();
            void search.refresh();
          }}
        />
      )}
      {failure === null && total === null && <Loading />}
      {isEmpty && <UnlessBare />}
      {total === 0 && !isEmpty && <NothingFound onClear={() => change(EVERYTHING, false)} />}
      {cards.length > 0 && total !== null && (
        <div ref={list}>
          <CardTable
            cards={cards}
            total={total}
            selection={selection}
            onSelect={select}
            sort={question.sort}
            onSort={(sort) => change({ ...question, sort }, false)}
          />
          {search.hasMore.value && <MoreCards key={cards.length} onMore={() => void search.more()} />}
        </div>
      )}
      <div class="cards-foot">
        {selection.chosen.size > 0 ? (
          <CardBulk
            cards={touched()}
            chosen={selection.chosen.size}
            total={total ?? 0}
            busy={changes.busy}
            onAct={(name) => act(name)}
            onMove={() => setMoving(true)}
            onChooseAll={() => void chooseAll()}
            onClear={() => select((now) => choose(now, []))}
          />
        ) : (
          changes.outcome && <ChangeOutcome outcome={changes.outcome} onDismiss={changes.dismiss} />
        )}
      </div>
      {isMoving && <MoveDialog cards={touched()} onMove={move} onClose={() => setMoving(false)} />}
    </>
  );
}

function NothingFound({ onClear }: { readonly onClear: () => void }) {
  const say = words().cards;
  return (
    <section class="first-steps">
      <h2>{say.nothing}</h2>
      <p>{say.nothingHow}</p>
      <SearchWays />
      <button type="button" class="button" onClick={onClear}>
        {say.clearSearch}
      </button>
    </section>
  );
}
