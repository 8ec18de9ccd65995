import type { note as en } from '../en/note.ts';

export const note: typeof en = {
  before: 'Este es tu texto de antes, aún sin guardar.',
  markdown: 'Markdown',
  hint: (path, line) => `El título es la pregunta. ${path}, línea ${line}`,
  preview: 'Vista previa',
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
