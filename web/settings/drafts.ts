// The unsaved drafts of all forms, kept while the learner is on another page.

import { effect, signal } from '@preact/signals';
import type { Draft } from './draft.ts';

/** Whose settings: `learner`, or the id of a plan or topic. */
export type ScopeName = string;

/** Survives leaving the page and coming back; closing the tab asks first. */
const drafts = signal<Readonly<Record<ScopeName, Draft>>>({});

const NOTHING: Draft = {};

export function draftOf(scope: ScopeName): Draft {
  return drafts.value[scope] ?? NOTHING;
}

export function keepDraft(scope: ScopeName, draft: Draft): void {
  const { [scope]: _, ...others } = drafts.peek();
  drafts.value = Object.keys(draft).length === 0 ? others : { ...others, [scope]: draft };
}

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

effect(() => {
  if (Object.keys(drafts.value).length > 0) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
});
