import type { ToldWords } from '../en/told.ts';
import { numberWords } from '../format.ts';
import { assumptions } from './assumptions.ts';
import { faults } from './faults.ts';
import { findings } from './findings.ts';
import { problems } from './problems.ts';

const places: ToldWords['places'] = {
  note: (line, what) => `Línea ${numberWords(line)} de la nota: ${what}`,
  deck: (line, what) => `Línea ${numberWords(line)} del mazo: ${what}`,
};

const folder = (path: string) =>
  `La carpeta de mazos ${path} no está o no se puede listar. Devuélvela a su sitio, mira sus permisos o nombra otra con --decks. Las tarjetas quedan como estaban.`;

export const told: ToldWords = { assumptions, faults, findings, folder, places, problems };
