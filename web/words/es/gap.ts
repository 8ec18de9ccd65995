import type { gap as en } from '../en/gap.ts';
import { numberWords } from '../format.ts';
import { rich } from '../rich.ts';

export const gap: typeof en = {
  title: 'Añadir una laguna',
  lead: '¿Hay algo que no sabes explicar? Ponle nombre ahora que lo tienes fresco. Las tarjetas nuevas salen hoy.',
  reviewNow: 'Repasar este tema ahora',
  another: 'Añadir otra',
  chooseTopic: 'Elige un tema…',
  what: '¿Qué es lo que aún no sabes?',
  whatHint: 'Una línea, tal como debe figurar en la lista de lagunas de tu plan.',
  anotherCard: '+ Otra tarjeta',
  add: 'Añadir al plan',
  card: (n) => `Tarjeta ${numberWords(n)}`,
  removeCard: (n) => `Quitar la tarjeta ${numberWords(n)}`,
  previewOf: (n) => `Vista previa de la tarjeta ${numberWords(n)}`,
  prompt: 'Pregunta',
  answer: 'Respuesta',
  answerHint: (cloze) =>
    rich`Markdown; ${cloze} oculta una parte. Si queda vacía, la tarjeta espera como borrador.`,
  noPrompt: 'Una tarjeta tiene respuesta pero no pregunta: escribe lo que pregunta.',
  known: (gap, topic) => rich`${gap} es una laguna de ${topic}.`,
  written: (gap, topic, file, line) => rich`${gap} ya es una laguna de ${topic}: ${file}, línea ${line}.`,
  noCards: 'No se añadió ninguna tarjeta.',
  wentInto: (cards, file, ids) => rich`${cards} en ${file}: ${ids}`,
};
