import type { topics as en } from '../en/topics.ts';
import { counted, numberWords, plural } from '../format.ts';

export const topics: typeof en = {
  title: 'Temas',
  lead: 'La retención es la parte de un tema que acertarías si te lo preguntaran todo ahora. La barra muestra el intervalo en el que está.',
  order: 'Orden',
  orders: { plan: 'Orden del plan', weakest: 'Primero lo más flojo', strongest: 'Primero lo más firme' },
  withoutCards: 'Aún sin tarjetas',
  due: (n) => counted(n, { one: 'pendiente', many: 'de pendientes', other: 'pendientes' }),
  seen: (seen, cards) =>
    `${numberWords(seen)} de ${cards} ${plural(seen, { one: 'vista', other: 'vistas' })}`,
  coverage: (percent) => `cobertura ${percent}`,
  recall: (percent) => `recuerdo ${percent}`,
};
