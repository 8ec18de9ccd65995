import type { ServerWords } from '../en/server.ts';
import { numberWords } from '../format.ts';
import { assumptions } from './assumptions.ts';
import { faults } from './faults.ts';
import { files } from './files.ts';
import { findings } from './findings.ts';
import { problems } from './problems.ts';
import { shortages } from './shortages.ts';

const places: ServerWords['places'] = {
  note: (line, what) => `Línea ${numberWords(line)} de la nota: ${what}`,
  deck: (line, what) => `Línea ${numberWords(line)} del mazo: ${what}`,
  file: (path, what) => `${path}: ${what}`,
};

const written: ServerWords['written'] = (paths) =>
  `Ya se escribió, y así queda: ${paths}. Haz lo mismo otra vez para completar el cambio.`;

const weight: ServerWords['weight'] = (number, least, most) =>
  `El peso ${numberWords(number)} debe estar entre ${numberWords(least, 3)} y ${numberWords(most, 3)}.`;

export const server: ServerWords = {
  assumptions,
  faults,
  files,
  findings,
  places,
  problems,
  shortages,
  weight,
  written,
};
