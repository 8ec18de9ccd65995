// The code of every page, most of it loaded on the first visit.

import type { JSX } from 'preact';
import type { PlacePath } from './places.ts';
import Today from './today/today-page.tsx';

export type LoadPage = () => Promise<{ readonly default: () => JSX.Element }>;

const plan: LoadPage = () => import('./plan/plan-page.tsx');

export const PAGES: Readonly<Record<PlacePath, LoadPage>> = {
  // The entry page is part of the app's own code, so that it needs no further file.
  '/': () => Promise.resolve({ default: Today }),
  '/plan': plan,
  '/plan/:plan': plan,
  '/topics': () => import('./topics/topics-page.tsx'),
  '/topics/:plan/:topic': () => import('./topics/topic-page.tsx'),
  '/cards': () => import('./cards/cards-page.tsx'),
  '/cards/:id': () => import('./cards/card-page.tsx'),
  '/gaps': () => import('./gaps/gaps-page.tsx'),
  '/gap': () => import('./gaps/gap-page.tsx'),
  '/statistics': () => import('./statistics/statistics-page.tsx'),
  '/settings': () => import('./settings/settings-page.tsx'),
  '/review': () => import('./review/review-page.tsx'),
};

/** Shown at addresses that do not exist. */
export const loadLost: LoadPage = () => import('./frame/lost-page.tsx');
