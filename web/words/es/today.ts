import type { today as en } from '../en/today.ts';
import { counted, numberWords, plural, workWords } from '../format.ts';
import { rich } from '../rich.ts';

export const today: typeof en = {
  title: 'Hoy',
  dueToday: 'Pendientes hoy',
  toGo: (n, shown) =>
    rich`${shown} ${plural(n, { one: 'tarjeta pendiente', many: 'de tarjetas pendientes', other: 'tarjetas pendientes' })}`,
  start: 'Empezar',
  takes: (minutes) => `alrededor de ${workWords(minutes)}`,
  only: (minutes) => `Solo ${counted(minutes, { one: 'minuto', many: 'de minutos', other: 'minutos' })}`,
  shorter: 'Una sesión más corta',
  streak: 'Racha',
  streakDays: (n) => counted(n, { one: 'día', many: 'de días', other: 'días' }),
  streakNone: 'empieza hoy',
  streakOpen: 'una respuesta la mantiene',
  streakLongest: (days) => `la más larga, ${days}`,
  gapsWaiting: 'Lagunas en espera',
  gapsNone: 'ninguna',
  proposals: (n) => counted(n, { one: 'propuesta', many: 'de propuestas', other: 'propuestas' }),
  drafts: (n) => counted(n, { one: 'borrador', many: 'de borradores', other: 'borradores' }),
  withoutCards: (n) => `${numberWords(n)} sin tarjetas`,
  milestone: 'Próximo hito',
  milestoneNone: 'ninguno',
  milestoneDay: (day) => `día ${day}`,
  moved: 'Qué cambió ayer',
  movedFrom: (from, to) => `de ${from} a ${to}`,
  backlogClears: (days) =>
    `Con tus límites, lo atrasado se acaba en ${counted(days, { one: 'día', many: 'de días', other: 'días' })}.`,
  backlogGrows: 'Con tus límites, lo atrasado no se acaba en un año: sube los repasos al día en Ajustes.',
  byTopic: 'Por tema',
  together: ', en total ',
  kinds: {
    new: (n) => counted(n, { one: 'nueva', many: 'de nuevas', other: 'nuevas' }),
    learning: (n) => `${numberWords(n)} en aprendizaje`,
    review: (n) => `${numberWords(n)} de repaso`,
  },
  allDone: 'Hoy ya está todo hecho',
  nextDue: (when) => rich`La próxima tarjeta toca ${when}.`,
  noneLater: 'Ninguna tarjeta espera todavía para otro día.',
  seeTopics: 'Ver lo que retienes',
  ahead: 'Adelantar repasos',
  gapHint: (link) => rich`¿Hay algo que no sabes explicar? ${link('Añádelo como laguna')}.`,
};
