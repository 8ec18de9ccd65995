import type { note as en } from '../en/note.ts';
import { plural } from '../format.ts';

export const note: typeof en = {
  before: 'Este es tu texto de antes, aún sin guardar.',
  markdown: 'Markdown',
  hint: (path, line) => `El título es la pregunta. ${path}, línea ${line}`,
  preview: 'Vista previa',
  meaning: '¿Sigue preguntando lo mismo?',
  same: 'Mismo significado',
  sameHint: 'Mejores palabras: su memoria se conserva.',
  fresh: 'Significado nuevo',
  freshHint: (n) =>
    `Ahora pregunta otra cosa: ${plural(n, { one: 'su tarjeta empieza', other: 'sus tarjetas empiezan' })} de nuevo.`,
  save: 'Guardar',
  saveThis: 'Guardar este texto',
  changed: 'La nota ha cambiado entretanto',
  changedHow:
    'No se ha sobrescrito nada. Abajo está el otro texto; el tuyo está en el campo. Reúne lo que quieras conservar y guarda. Intercámbialos si el otro es mejor punto de partida.',
  swap: 'Intercambiar los dos textos',
  previewWaits: 'La vista previa espera a que el servidor vuelva a responder.',
  problem: (line, message) => `Línea ${line}: ${message}`,
  draft: 'Aún sin respuesta: esta nota es un borrador y no da ninguna tarjeta.',
};
