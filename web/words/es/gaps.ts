import type { gaps as en } from '../en/gaps.ts';
import { counted, numberWords, plural } from '../format.ts';
import { rich } from '../rich.ts';

export const gaps: typeof en = {
  title: 'Lagunas',
  lead: 'Lo que todavía no sabes explicar, desde que lo descubres hasta que lo dominas.',
  add: 'Añadir una laguna',
  proposals: 'Quizá lagunas',
  proposalsHint: 'Puntos vistos cuyas tarjetas olvidaste tres veces en 14 días.',
  forgotten: (n) => counted(n, { one: 'olvido', many: 'de olvidos', other: 'olvidos' }),
  nameIt: 'Como debe figurar en el plan',
  accept: 'Es una laguna',
  dismiss: 'No lo es',
  accepted: (text) => `${text} es ahora una laguna de tu plan.`,
  dismissed: 'Descartada. Solo nuevos olvidos la propondrán otra vez.',
  list: 'Lagunas de tus planes',
  filter: 'Qué lagunas',
  filters: { waiting: 'Sin tarjetas', learning: 'Aprendiendo', closed: 'Cerradas', all: 'Todas' },
  statuses: {
    open: 'Aún sin tarjeta',
    carded: 'Con tarjetas en espera',
    learning: 'Aprendiendo',
    closed: 'Cerrada',
    reopened: 'Reabierta',
  },
  changes: {
    open: 'descubierta',
    carded: 'con tarjetas',
    learning: 'en aprendizaje',
    closed: 'cerrada',
    reopened: 'reabierta',
    covered: 'vista según el plan',
    gone: 'ya no está en el plan',
  },
  seen: (seen, total) =>
    `${numberWords(seen)} de ${total} ${plural(seen, { one: 'vista', other: 'vistas' })}`,
  recall: (percent) => `recuerdo ${percent}`,
  weakest: (days) => `la tarjeta más débil dura ${days}`,
  life: 'Su historia',
  changed: (what, date) => `${date}: ${what}`,
  since: (date) => `desde el ${date}`,
  closes:
    'Una laguna se cierra cuando has visto todas sus tarjetas, las recuerdas tan bien como deseas y cada una dura al menos 21 días. Se reabre cuando olvidas alguna.',
  addCards: 'Añadir tarjetas',
  review: 'Repasar',
  addTo: (text) => `Tarjetas para: ${text}`,
  none: 'Aquí no hay ninguna laguna.',
  noneAtAll: 'Tus planes no nombran ninguna laguna.',
  noneHow: (link) =>
    rich`Cuando no sepas explicar algo, ${link('añádelo como laguna')} con una o dos tarjetas: salen hoy mismo. O anótalo en el plan bajo un título como «Gaps».`,
};
