import { numberWords } from '../format.ts';
import { assumptions } from './assumptions.ts';
import { faults } from './faults.ts';
import { files } from './files.ts';
import { findings } from './findings.ts';
import { problems } from './problems.ts';
import { shortages } from './shortages.ts';

/** Where in a text something is wrong. */
const places = {
  note: (line: number, what: string) => `Line ${numberWords(line)} of the note: ${what}`,
  deck: (line: number, what: string) => `Line ${numberWords(line)} of the deck: ${what}`,
};

/** A weight that cannot be, by its place among them. */
const weight = (number: number, least: number, most: number) =>
  `Weight ${numberWords(number)} must be from ${numberWords(least, 3)} to ${numberWords(most, 3)}.`;

/** Words for what the server tells by its kind: they are fetched when it first does. */
export const told = { assumptions, faults, files, findings, places, problems, shortages, weight };

export type ToldWords = typeof told;
