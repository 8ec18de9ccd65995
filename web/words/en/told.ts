import { numberWords } from '../format.ts';
import { assumptions } from './assumptions.ts';
import { faults } from './faults.ts';
import { findings } from './findings.ts';
import { problems } from './problems.ts';

/** Where in a text something is wrong. */
const places = {
  note: (line: number, what: string) => `Line ${numberWords(line)} of the note: ${what}`,
  deck: (line: number, what: string) => `Line ${numberWords(line)} of the deck: ${what}`,
};

/** The decks folder could not be looked through. */
const folder = (path: string) =>
  `The decks folder ${path} is not there, or may not be listed. Bring it back, see to its permissions, or name another one with --decks. The cards stay as they were.`;

/** Words for what the server tells by its kind: they are fetched when it first does. */
export const told = { assumptions, faults, findings, folder, places, problems };

export type ToldWords = typeof told;
