import type { assumptions as en } from '../en/assumptions.ts';
import { counted, numberWords, percentWords } from '../format.ts';

const buttons = (percents: readonly number[]) => percents.map((percent) => percentWords(percent)).join(', ');
const answers = (n: number) => counted(n, { one: 'respuesta', many: 'de respuestas', other: 'respuestas' });
const restingOn = (n: number | null) =>
  n === null
    ? 'como la media de quienes estudian, pues diste pocas respuestas así en el último año'
    : `como en tus ${answers(n)} de ese tipo del último año`;

export const assumptions: typeof en = {
  'every-day': () =>
    'Estudias todos los días y respondes la sesión hasta el final, con los pasos que acaban ese día; las sesiones de los días siguientes empiezan 8 horas después de su día de estudio.',
  limits: ({ plan, newPerDay, reviewsPerDay }) =>
    `Como mucho al día en ${plan}: ${numberWords(newPerDay)} nuevas, ${numberWords(reviewsPerDay)} por repasar.`,
  'review-limit': ({ plan, reviewsPerDay }) =>
    `Como mucho al día en ${plan}: ${numberWords(reviewsPerDay)} por repasar.`,
  recall: () =>
    'Una tarjeta en repaso se recuerda con la probabilidad que le da FSRS-6 con los pesos en uso, corregida por lo que han mostrado hasta ahora los repasos de su tema; la retención deseada y los pasos quedan como están donde no se pregunta otra cosa.',
  'recalled-buttons': ({ percent: { hard, good, easy }, answers }) =>
    `A una tarjeta recordada respondes difícil, bien o fácil en el ${buttons([hard, good, easy])} de los casos, ${restingOn(answers)}.`,
  'learning-buttons': ({ percent: { again, hard, good, easy }, answers }) =>
    `A las tarjetas nuevas o en un paso respondes repetir, difícil, bien o fácil en el ${buttons([again, hard, good, easy])} de los casos, ${restingOn(answers)}.`,
  'answer-time': ({ seconds, answers: timed }) =>
    `Una respuesta tarda ${numberWords(seconds, 1)} segundos, ${timed === null ? 'el valor por defecto, pues pocas respuestas dicen cuánto tardaron' : `la mediana de tus últimas ${answers(timed)} con tiempo`}.`,
  'cards-of-now': () =>
    'Las tarjetas y los puntos son los que hay ahora; las suspendidas se olvidan como dice la curva.',
  averages: ({ runs }) =>
    `Las cifras de un día son las de su final, de media sobre ${counted(runs, { one: 'simulación', many: 'de simulaciones', other: 'simulaciones' })}; entre ellas solo cambia el azar.`,
  'only-new-of-goal': () =>
    'Las tarjetas nuevas son las de aquello de lo que trata la meta, y ninguna otra; los repasos de todo el plan siguen, dentro de su límite.',
  'first-pace': () =>
    'Lo que hace falta es el primer ritmo que basta, buscado doblando y partiendo por dos: más tarjetas nuevas al día pueden dar menos retención donde se retienen repasos.',
  'rescheduled-first': () =>
    'Cada retención deseada vale desde ahora: las tarjetas en repaso se reprograman antes para ella, también para la actual, para que las filas se puedan comparar.',
  'limits-decide': () =>
    'Donde se retienen repasos, el trabajo lo decide el límite y no la retención deseada: mira lo atrasado.',
};
