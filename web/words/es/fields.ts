import type { fields as en } from '../en/fields.ts';
import { counted, numberWords, percentWords } from '../format.ts';

export const fields: typeof en = {
  names: {
    zone: 'Zona horaria',
    rollover: 'El día empieza a las',
    learnAheadMinutes: 'Adelanto de pasos, en minutos',
    easyDays: 'Días ligeros',
    desiredRetention: 'Retención deseada, en porcentaje',
    learningSteps: 'Pasos de aprendizaje',
    relearningSteps: 'Pasos de reaprendizaje',
    maximumIntervalDays: 'Intervalo máximo, en días',
    loadBalance: 'Igualar los días',
    leechThreshold: 'Sanguijuela tras tantos olvidos',
    weights: 'Pesos',
    newPerDay: 'Tarjetas nuevas al día',
    reviewsPerDay: 'Repasos al día',
    newCountsAgainstReviews: 'Las nuevas cuentan como repasos',
    reviewOrder: 'Orden de los repasos',
    newOrder: 'Orden de las nuevas',
    mix: 'Nuevas entre los repasos',
    burySiblings: 'Una tarjeta por nota al día',
  },
  does: {
    zone: 'Dónde cambian tus días. Escribe un lugar de la lista IANA, como Europe/Madrid.',
    rollover: 'Lo que repasas antes de esta hora de la noche aún cuenta para el día anterior.',
    learnAheadMinutes:
      'Cuando no queda nada más, una tarjeta que espera su siguiente paso se pregunta con esta antelación.',
    easyDays:
      'Qué parte del trabajo de un día normal admite cada día de la semana. Los repasos pasan a días vecinos, hasta donde lo permite la memoria.',
    desiredRetention:
      'La parte de los repasos que quieres recordar. Cuanto más alta, antes vuelven las tarjetas, y más a la vez.',
    learningSteps:
      'Esperas antes de que una tarjeta nueva pase a repaso, como 1m 10m; las unidades son s, m, h y d. Vacío: ninguna.',
    relearningSteps: 'Esperas antes de que una tarjeta olvidada vuelva a repaso. Vacío: ninguna.',
    maximumIntervalDays: 'Ninguna tarjeta espera más que esto a su siguiente repaso.',
    loadBalance: 'De los días en que puede volver una tarjeta, se toman los de menos trabajo.',
    leechThreshold:
      'Una tarjeta olvidada tantas veces se señala como sanguijuela, para que la reescribas o la dejes.',
    weights:
      '21 números de FSRS-6 que dicen cómo se apaga la memoria. El optimizador encuentra los tuyos; rara vez hay motivo para escribirlos.',
    newPerDay: 'Como mucho se preguntan tantas tarjetas no vistas en un día.',
    reviewsPerDay:
      'Como mucho tantos repasos en un día; el resto espera. Las tarjetas en un paso no cuentan.',
    newCountsAgainstReviews:
      'Las nuevas solo toman lo que los repasos dejan de su límite, para que un día cargado no lo esté más.',
    reviewOrder: 'Qué repasos van primero, y cuáles deja pasar el límite.',
    newOrder:
      'Qué tarjetas nuevas van primero, y cuáles deja pasar el límite. Las de una laguna hallada hoy van antes que todas.',
    mix: 'Dónde van las tarjetas nuevas en una sesión.',
    burySiblings: 'Las tarjetas de una misma nota se delatan entre sí: las demás esperan a otro día.',
  },
  faults: {
    zone: 'No existe esa zona horaria. Escribe un nombre como Europe/Madrid, America/New_York o UTC.',
    rollover: 'Una hora del día, como 04:00.',
    steps: 'Hasta diez esperas de 1s a 30d separadas por espacios, como 1m 10m.',
    percent: ([least, most]) => `Un número de ${numberWords(100 * least)} a ${numberWords(100 * most)}.`,
    whole: ([least, most]) => `Un número entero de ${numberWords(least)} a ${numberWords(most)}.`,
    numbers: (n) => `${numberWords(n)} números, separados por un espacio o una coma.`,
    other: 'Elige uno de la lista.',
  },
  values: {
    on: 'sí',
    off: 'no',
    none: 'ninguno',
    minutes: (n) => counted(n, { one: 'minuto', many: 'de minutos', other: 'minutos' }),
    days: (n) => counted(n, { one: 'día', many: 'de días', other: 'días' }),
    percent: (share) => percentWords(100 * share),
    allDays: 'todos los días igual',
    ownDays: 'algunos más ligeros',
    weights: 'los de FSRS-6 o los del plan',
  },
  reviewOrder: {
    'falling-recall': 'Primero lo más probable de recordar',
    'rising-recall': 'Primero lo más probable de olvidar',
    'due-day': 'Primero lo que toca desde hace más',
    'relative-overdueness': 'Primero lo más atrasado para su intervalo',
    random: 'Al azar',
  },
  newOrder: {
    'gaps-first': 'Lagunas, luego según la hoja de ruta',
    'weakest-topic': 'Primero el tema más flojo',
    'file-order': 'Como en los archivos',
    random: 'Al azar',
  },
  mix: {
    spread: 'Repartidas entre los repasos',
    'new-first': 'Antes de los repasos',
    'new-last': 'Después de los repasos',
  },
};
