import type { optimiser as en } from '../en/optimiser.ts';
import { counted, numberWords } from '../format.ts';

const reviews = (n: number) => counted(n, { one: 'repaso', many: 'de repasos', other: 'repasos' });

export const optimiser: typeof en = {
  lead: 'Aprende de tus repasos cómo se apaga tu memoria, para que los intervalos te vayan bien. Los pesos nuevos entran en uso al momento, con todas las fechas, si predicen tus repasos posteriores mejor que los que están en uso; volver atrás es pulsar un botón.',
  reviews: (n) => `Tu registro tiene ${reviews(n)}.`,
  least: (n) => `Hacen falta al menos ${numberWords(n)}, y con mil o más sale mejor.`,
  of: 'Los pesos de',
  allPlans: 'Todos los planes',
  force: 'Usar los pesos nuevos aunque no predigan mejor',
  start: 'Optimizar',
  cancel: 'Cancelar',
  cancelling: 'Cancelando…',
  reading: 'Leyendo tus repasos…',
  training: (percent) => `Entrenando: ${percent}`,
  progress: 'Entrenamiento',
  cancelled: 'Cancelado. Los pesos están como estaban.',
  failed: 'El entrenamiento falló.',
  tooFew: {
    reviews: (n, least) =>
      `${reviews(n)} de los ${numberWords(least)} que hacen falta para entrenar. Sigue estudiando un tiempo.`,
    'later-reviews': (n) =>
      `Solo ${reviews(n)} un día o más después del anterior: muy pocos para aprender de ellos. Sigue estudiando un tiempo.`,
  },
  adopted: 'Los pesos nuevos predicen mejor y están en uso.',
  forced: 'Los pesos nuevos no predicen mejor, y están en uso como pediste.',
  kept: 'Los pesos en uso predicen igual o mejor, así que se quedan.',
  before: 'En uso antes',
  after: 'Entrenados',
  figure: 'Medida',
  logLoss: 'Pérdida logarítmica',
  rmse: 'RMSE (error)',
  rests: (n) => `Sobre ${reviews(n)}, cada uno predicho solo con los anteriores. Cuanto más bajo, mejor.`,
  comparison: 'Qué tal predicen ambos',
  lost: 'Tenax no responde, así que no se ve cuánto lleva. Reintentando…',
  sets: 'Juegos de pesos',
  setsOf: (plan) => `Juegos de pesos de ${plan}`,
  setsHint: 'Todos los juegos que estuvieron en uso alguna vez, primero el último.',
  since: (date) => `desde el ${date}`,
  fromStart: 'desde el principio',
  inUse: 'en uso',
  use: 'Volver a usar',
  useOf: (set) => `Volver a usar: ${set}`,
  sources: {
    default: 'Los de por defecto',
    optimised: 'Entrenados con tus repasos',
    'optimised, though no better': 'Entrenados, aunque no mejores',
    settings: 'Escritos en los ajustes',
    'chosen again': 'Elegidos de nuevo',
  },
  trainedOn: (n, logLoss) => `${reviews(n)}, pérdida logarítmica ${logLoss}`,
  usedAgain: 'Estos pesos vuelven a estar en uso.',
};
