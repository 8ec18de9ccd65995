import { useEffect, useId, useRef } from 'preact/hooks';
import type { CardSummary } from '../../server/http/schemas.ts';
import { numberWords, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { CardState, dueWords, partWords } from './card-state.tsx';
import { nextSort, type Sort } from './question.ts';
import { choose, extend, goTo, type Selection, stepFrom, toggle } from './selection.ts';

interface Props {
  readonly cards: readonly CardSummary[];
  /** Including those not loaded yet. */
  readonly total: number;
  readonly selection: Selection;
  /** Updates the current selection. Takes a function because keys can arrive faster than renders. */
  readonly onSelect: (change: (now: Selection) => Selection) => void;
  readonly sort: Sort | '';
  readonly onSort: (sort: Sort | '') => void;
}

const SCREENFUL = 10;
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: SCREENFUL,
  PageUp: -SCREENFUL,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The cards found. Tab reaches one row; the arrow keys move between rows, and with Shift they choose. */
export function CardTable({ cards, total, selection, onSelect, sort, onSort }: Props) {
  const say = words().cards;
  const hint = useId();
  const body = useRef<HTMLTableSectionElement>(null);
  const ids: readonly string[] = cards.map(({ cardId }) => cardId);
  const reachable =
    selection.current !== null && ids.includes(selection.current) ? selection.current : ids[0];
  const areAllChosen = ids.length > 0 && ids.every((id) => selection.chosen.has(id));

  const onKeyDown = (event: KeyboardEvent) => {
    const rows = STEPS[event.key];
    if (rows === undefined || event.ctrlKey || event.metaKey || event.altKey || ids.length === 0) return;
    event.preventDefault();
    onSelect((now) => {
      const next = stepFrom(now.current, ids, rows) ?? '';
      return event.shiftKey ? extend(now, ids, next) : goTo(now, next);
    });
  };

  return (
    <>
      <p id={hint} class="visually-hidden">
        {say.tableKeys}
      </p>
      <table class="card-table" aria-label={say.table} aria-describedby={hint} aria-rowcount={total + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" class="card-choose">
              <input
                type="checkbox"
                aria-label={say.chooseShown}
                checked={areAllChosen}
                ref={(box) => {
                  if (box) box.indeterminate = !areAllChosen && selection.chosen.size > 0;
                }}
                onChange={() => onSelect((now) => choose(now, areAllChosen ? [] : ids))}
              />
            </th>
            <th scope="col">{say.columns.card}</th>
            <th scope="col" class="card-status">
              {say.columns.state}
            </th>
            <SortHeader name={say.columns.due} first="due" sort={sort} onSort={onSort} />
            <SortHeader name={say.columns.recall} first="recall" sort={sort} onSort={onSort} />
            <SortHeader name={say.columns.lapses} first="-lapses" sort={sort} onSort={onSort} />
          </tr>
        </thead>
        <tbody ref={body}>
          {cards.map((card, index) => (
            <CardRow
              key={card.cardId}
              card={card}
              index={index}
              isChosen={selection.chosen.has(card.cardId)}
              isReachable={card.cardId === reachable}
              onChoose={(isRange) =>
                onSelect((now) => (isRange ? extend(now, ids, card.cardId) : toggle(now, card.cardId)))
              }
              onFocus={() => onSelect((now) => (now.current === card.cardId ? now : goTo(now, card.cardId)))}
              onKeyDown={onKeyDown}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Moves the focus to a card's row. */
export function focusRow(within: Element | null, cardId: string): void {
  within?.querySelector<HTMLElement>(`[data-card="${CSS.escape(cardId)}"] input`)?.focus();
}

interface HeaderProps {
  readonly name: string;
  readonly first: Sort;
  readonly sort: Sort | '';
  readonly onSort: (sort: Sort | '') => void;
}

function SortHeader({ name, first, sort, onSort }: HeaderProps) {
  const column = first.replace('-', '');
  const isSorted = sort.replace('-', '') === column;
  const direction = sort.startsWith('-') ? 'descending' : 'ascending';
  return (
    <th scope="col" class={`card-${column}`} aria-sort={isSorted ? direction : 'none'}>
      <button type="button" class="sort" onClick={() => onSort(nextSort(sort, first))}>
        {name}
        <span class="sort-sign" aria-hidden="true">
          {isSorted ? (direction === 'ascending' ? '↑' : '↓') : '↕'}
        </span>
      </button>
    </th>
  );
}

interface RowProps {
  readonly card: CardSummary;
  readonly index: number;
  readonly isChosen: boolean;
  /** Whether Tab stops at this row. */
  readonly isReachable: boolean;
  readonly onChoose: (isRange: boolean) => void;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function CardRow({ card, index, isChosen, isReachable, onChoose, onFocus, onKeyDown }: RowProps) {
  const say = words().cards;
  const part = partWords(card);
  const common = { tabIndex: isReachable ? 0 : -1, onFocus, onKeyDown };
  return (
    <tr data-card={card.cardId} aria-rowindex={index + 2} class={isChosen ? 'chosen' : undefined}>
      <td class="card-choose">
        <input
          {...common}
          type="checkbox"
          aria-label={say.choose(card.prompt)}
          checked={isChosen}
          onClick={(event) => onChoose(event.shiftKey)}
        />
      </td>
      <td class="card-what">
        <a {...common} href={`/cards/${card.cardId}`}>
          <bdi>{card.prompt}</bdi>
        </a>
        <span class="card-where">
          <bdi>{card.topic.title}</bdi>
          {part && ` · ${part}`}
        </span>
        <span class="card-facts">
          <CardState card={card} /> · {dueWords(card)}
        </span>
      </td>
      <td class="card-status">
        <CardState card={card} />
      </td>
      <td class="card-due">{dueWords(card)}</td>
      <td class="card-recall">
        {card.recallPercent === null ? words().common.none : percentWords(card.recallPercent, 0)}
      </td>
      <td class="card-lapses">{numberWords(card.lapses)}</td>
    </tr>
  );
}

/** Loads more when the end of the list comes near; the button is for those who get there without scrolling. */
export function MoreCards({ onMore }: { readonly onMore: () => void }) {
  const end = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) latest.current();
      },
      { rootMargin: '600px' },
    );
    if (end.current) near.observe(end.current);
    return () => near.disconnect();
  }, []);
  return (
    <button type="button" class="button quiet cards-more" ref={end} onClick={onMore}>
      {words().cards.more}
    </button>
  );
}
