import * as initial from './0001_initial.ts';

/** Every change of the tables, in order. A change that was released is never edited: the next one gets a new file. */
export const migrations = {
  '0001_initial': initial,
} as const;
