// The search of the Cards page, as an address and as a query of the API.

import type { CardsQuery } from '../../server/http/schemas.ts';
import { asTopicId } from '../../server/schedule/ids.ts';

export const CARD_STATUSES = [
  'due',
  'new',
  'learning',
  'review',
  'relearning',
  'leech',
  'suspended',
  'buried',
  'set-aside',
] as const;
export type CardStatus = (typeof CARD_STATUSES)[number];

export const SORTS = ['due', '-due', 'recall', '-recall', 'lapses', '-lapses'] as const;
export type Sort = (typeof SORTS)[number];

/** A search: text, filters and order. */
export interface Question {
  readonly text: string;
  /** Empty for any topic. */
  readonly topic: string;
  readonly tag: string;
  readonly status: CardStatus | '';
  /** Empty for the default: best match first if there is text, else the plan's order. */
  readonly sort: Sort | '';
}

export const EVERYTHING: Question = { text: '', topic: '', tag: '', status: '', sort: '' };

/** Reads a search from the address: `?q=warm&is=due`. Unknown values are ignored. */
export function readQuestion(search: string): Question {
  const params = new URLSearchParams(search);
  const given = (name: string) => params.get(name) ?? '';
  return {
    text: given('q'),
    topic: given('topic'),
    tag: given('tag'),
    status: CARD_STATUSES.find((status) => status === given('is')) ?? '',
    sort: SORTS.find((sort) => sort === given('sort')) ?? '',
  };
}

/** The address of a search, so that it survives a reload and the back button. */
export function addressOf({ text, topic, tag, status, sort }: Question): string {
  const given = { q: text.trim(), topic, tag, is: status, sort };
  const params = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ''));
  return params.size === 0 ? '/cards' : `/cards?${params}`;
}

/** The search as the API takes it. */
export function queryOf({ text, topic, tag, status, sort }: Question): CardsQuery {
  const q = [text.trim(), status && `is:${status}`].filter(Boolean).join(' ');
  return {
    ...(q && { q }),
    ...(topic && { topic: asTopicId(topic) }),
    ...(tag && { tag }),
    ...(sort && { sort }),
  };
}

/** Whether the search excludes any card. */
export function narrows({ text, topic, tag, status }: Question): boolean {
  return [text.trim(), topic, tag, status].some((part) => part !== '');
}

/** The order after a click on a column's header: first this way, then the other, then none. */
export function nextSort(now: Sort | '', first: Sort): Sort | '' {
  const other = SORTS.find((sort) => sort !== first && bare(sort) === bare(first));
  return now === first ? (other ?? '') : now === other ? '' : first;
}

function bare(sort: Sort): string {
  return sort.replace('-', '');
}
