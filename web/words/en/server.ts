import { numberWords } from '../format.ts';
import { assumptions } from './assumptions.ts';
import { faults } from './faults.ts';
import { files } from './files.ts';
import { findings } from './findings.ts';
import { problems } from './problems.ts';
import { shortages } from './shortages.ts';

/** The place of a fault in a text. */
const places = {
  note: (line: number, what: string) => `Line ${numberWords(line)} of the note: ${what}`,
  deck: (line: number, what: string) => `Line ${numberWords(line)} of the deck: ${what}`,
  file: (path: string, what: string) => `${path}: ${what}`,
};

/** What was written before a change failed. */
const written = (paths: string) =>
  `Already written, and left so: ${paths}. Do the same again to complete the change.`;

/** The bounds of a weight, by its number. */
const weight = (number: number, least: number, most: number) =>
  `Weight ${numberWords(number)} must be from ${numberWords(least, 3)} to ${numberWords(most, 3)}.`;

/** Words for what the server sends by kind, loaded when it first sends one. */
export const server = { assumptions, faults, files, findings, places, problems, shortages, weight, written };

export type ServerWords = typeof server;
