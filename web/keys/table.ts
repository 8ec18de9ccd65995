// The table of all keys: every action, where it applies, and its default keys.

import { NAMED_PLACES, type PlaceName } from '../places.ts';

/** Where a key applies: on one page, on every page with the header, or everywhere. The most specific come first. */
export const WHERES = ['review', 'today', 'cards', 'card', 'pages', 'everywhere'] as const;
export type Where = (typeof WHERES)[number];

interface Row {
  readonly id: string;
  readonly where: Where;
  /** The default keys: a character, `Enter`, or with Ctrl, as `Ctrl+z`. */
  readonly keys: readonly string[];
}

const OWN = [
  { id: 'start', where: 'today', keys: ['s', 'Enter'] },
  { id: 'go-on', where: 'review', keys: [' ', 'Enter'] },
  { id: 'again', where: 'review', keys: ['1'] },
  { id: 'hard', where: 'review', keys: ['2'] },
  { id: 'good', where: 'review', keys: ['3'] },
  { id: 'easy', where: 'review', keys: ['4'] },
  { id: 'undo', where: 'review', keys: ['u', 'Ctrl+z'] },
  { id: 'edit', where: 'review', keys: ['e'] },
  { id: 'gap', where: 'review', keys: ['g'] },
  { id: 'info', where: 'review', keys: ['i'] },
  { id: 'bury', where: 'review', keys: ['-'] },
  { id: 'suspend', where: 'review', keys: ['@'] },
  { id: 'start-over', where: 'review', keys: ['s'] },
  { id: 'find', where: 'cards', keys: ['/'] },
  { id: 'next', where: 'cards', keys: ['j'] },
  { id: 'previous', where: 'cards', keys: ['k'] },
  { id: 'choose', where: 'cards', keys: ['x', ' '] },
  { id: 'choose-all', where: 'cards', keys: ['Ctrl+a'] },
  { id: 'open', where: 'cards', keys: ['Enter'] },
  { id: 'bury-chosen', where: 'cards', keys: ['-'] },
  { id: 'suspend-chosen', where: 'cards', keys: ['@'] },
  { id: 'move-chosen', where: 'cards', keys: ['m'] },
  { id: 'undo-change', where: 'cards', keys: ['u', 'Ctrl+z'] },
  { id: 'edit-card', where: 'card', keys: ['e'] },
  { id: 'bury-card', where: 'card', keys: ['-'] },
  { id: 'suspend-card', where: 'card', keys: ['@'] },
  { id: 'move-card', where: 'card', keys: ['m'] },
  { id: 'undo-card', where: 'card', keys: ['u', 'Ctrl+z'] },
  { id: 'help', where: 'everywhere', keys: ['?'] },
] as const satisfies readonly Row[];

/** The actions of keys, except going to a page. */
export type OwnAction = (typeof OWN)[number]['id'];
export type GoAction = `go-to-${PlaceName}`;
export type Action = OwnAction | GoAction;
/** The actions of a place's keys. */
export type ActionOf<W extends Where> =
  | Extract<(typeof OWN)[number], { readonly where: W }>['id']
  | (W extends 'pages' ? GoAction : never);

export interface KeyRow {
  readonly id: Action;
  readonly where: Where;
  readonly keys: readonly string[];
}

/** Every key of Tenax: those of each page first, then those that go to pages. */
export const KEY_TABLE: readonly KeyRow[] = [
  ...OWN,
  ...NAMED_PLACES.map(({ name, key }): KeyRow => ({ id: `go-to-${name}`, where: 'pages', keys: [key] })),
];

/** Whether two sets of keys can apply on the same page; only the review has no header. */
export function meet(a: Where, b: Where): boolean {
  if (a === b || a === 'everywhere' || b === 'everywhere') return true;
  return (a === 'pages' && b !== 'review') || (b === 'pages' && a !== 'review');
}
