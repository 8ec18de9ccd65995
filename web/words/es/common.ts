import type { common as en } from '../en/common.ts';
import { counted, numberWords, plural } from '../format.ts';

export const common: typeof en = {
  tab: (title) => `${title} – Tenax`,
  close: 'Cerrar',
  loading: 'Cargando…',
  underway: 'Cuánto lleva',
  tryAgain: 'Reintentar',
  topic: 'Tema',
  none: '–',
  numbers: 'Los números',
  wide: { code: 'Código', formula: 'Fórmula', table: 'Tabla' },
  interval: {
    minute: (n) => `${numberWords(n)} min`,
    hour: (n) => `${numberWords(n)} h`,
    day: (n) => `${numberWords(n)} d`,
    month: (n) => `${numberWords(n, 1)} ${plural(n, { one: 'mes', other: 'meses' })}`,
    year: (n) => `${numberWords(n, 1)} ${plural(n, { one: 'año', other: 'años' })}`,
  },
  ratings: { again: 'Repetir', hard: 'Difícil', good: 'Bien', easy: 'Fácil' },
  statuses: {
    'deep-dive': 'En profundidad',
    surface: 'Por encima',
    'in-progress': 'En curso',
    'not-started': 'Sin empezar',
  },
  bands: {
    strong: 'Sólida',
    good: 'Buena',
    fair: 'Regular',
    'needs-review': 'Necesita repaso',
    unmeasured: 'Aún sin medir',
  },
  states: {
    new: 'nueva',
    learning: 'en aprendizaje',
    review: 'en repaso',
    relearning: 'en reaprendizaje',
  },
  answers: (n) => counted(n, { one: 'respuesta', many: 'de respuestas', other: 'respuestas' }),
  cards: (n) => counted(n, { one: 'tarjeta', many: 'de tarjetas', other: 'tarjetas' }),
  covered: (n) => counted(n, { one: 'visto', many: 'de vistos', other: 'vistos' }),
  days: (n) => counted(n, { one: 'día', many: 'de días', other: 'días' }),
  drafts: (n) => counted(n, { one: 'borrador', many: 'de borradores', other: 'borradores' }),
  gaps: (n) => counted(n, { one: 'laguna', many: 'de lagunas', other: 'lagunas' }),
  reviews: (n) => counted(n, { one: 'repaso', many: 'de repasos', other: 'repasos' }),
  held: (n) =>
    plural(n, {
      one: `Tus límites diarios retienen ${numberWords(n)} tarjeta más, que llegará otro día.`,
      many: `Tus límites diarios retienen ${numberWords(n)} de tarjetas más, que llegarán otros días.`,
      other: `Tus límites diarios retienen ${numberWords(n)} tarjetas más, que llegarán otros días.`,
    }),
  between: (low, high) => `entre ${low} y ${high}`,
  planScore: (percent) => `Nota propia del plan: ${percent}`,
  planScoreFrom: (source) => `De «${source}» en el plan`,
};
