import type { review as en } from '../en/review.ts';
import { counted, numberWords } from '../format.ts';
import { rich } from '../rich.ts';

const done = (n: number) => counted(n, { one: 'hecha', many: 'de hechas', other: 'hechas' });
const left = (n: number) => counted(n, { one: 'pendiente', many: 'de pendientes', other: 'pendientes' });

export const review: typeof en = {
  title: 'Repaso',
  end: 'Terminar el repaso',
  cardsDone: 'Tarjetas hechas',
  progress: (n, rest) => `${done(n)} · ${left(rest)}`,
  progressAloud: (n, rest) => `${done(n)}, ${left(rest)}`,
  showKeys: 'Mostrar las teclas',
  showAnswer: 'Mostrar respuesta',
  howWell: '¿Qué tal te la sabías?',
  gradeAgain: (when) => `, vuelve ${when}`,
  suggested: ', sugerida',
  whatTold: '¿Qué has explicado?',
  earns: (told, all, rating) => rich`${numberWords(told)} de ${numberWords(all)}: eso merece ${rating}`,
  tools: { undo: 'Deshacer', edit: 'Editar', gap: 'Laguna', bury: 'Aplazar', suspend: 'Suspender' },
  editNote: 'Editar esta nota',
  gapHere: 'Una laguna encontrada aquí',
  belongsTo: (item) => rich`La tarjeta pertenece a: ${item}`,
  backToCard: 'Volver a la tarjeta',
  buried: 'Aplazada hasta mañana.',
  suspended: 'Suspendida: queda fuera hasta que la recuperes.',
  notTakenBack: (why) => `No se pudo deshacer: ${why}`,
  noteLost: 'su nota ya no la contiene.',
  cardLeft: (why) => `La tarjeta salió de la sesión: ${why}`,
  noneToTakeBack: 'No queda ningún repaso que deshacer.',
  tookBackEarlier: 'Se deshizo el último repaso anterior a esta sesión.',
  answeredElsewhere:
    'Esa tarjeta se respondió entretanto en otro sitio. Cuenta la otra respuesta; la tuya se descartó.',
  alone: 'Tenax no responde: estas tarjetas las guardó tu navegador.',
  waitToBeSaved: 'hay respuestas sin guardar',
  done: 'Listo por ahora',
  nothingDue: 'No hay nada pendiente',
  moreDue: 'Ya toca algo más.',
  nextDue: (when) => rich`La próxima tarjeta toca ${when}.`,
  nextDueOfTopic: (when) => rich`La próxima tarjeta de este tema toca ${when}.`,
  goOn: 'Seguir',
  toToday: 'Ir a hoy',
  undoLast: 'Deshacer la última respuesta',
  answersIn: (answers, span) => `${answers} en ${span}.`,
  retention: 'Retención',
  before: 'antes',
  now: 'ahora',
  fromReviews: (reviews) => `a partir de ${reviews}`,
  unmeasured: (rests) => `aún sin medir, ${rests}`,
};
