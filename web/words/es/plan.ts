import type { plan as en } from '../en/plan.ts';
import { counted, numberWords, plural } from '../format.ts';
import { rich } from '../rich.ts';

const minutes = (n: number) => counted(n, { one: 'minuto', many: 'de minutos', other: 'minutos' });
const topics = (n: number) => counted(n, { one: 'tema', many: 'de temas', other: 'temas' });

export const plan: typeof en = {
  title: 'Plan',
  plans: 'Planes',
  lead: (done, all) => `${numberWords(done)} de ${topics(all)} en marcha.`,
  progress: 'Avance',
  report: 'Cómo va, en Markdown',
  roadmap: 'Hoja de ruta',
  noRoadmap: 'Este plan no tiene hoja de ruta.',
  noRoadmapHow: (example) =>
    rich`Una hoja de ruta es una lista numerada de temas, como ${example}, bajo un título que lo diga. Tenax pregunta entonces las tarjetas nuevas en ese orden.`,
  roadmapExample: '1. Redes de Pods',
  noPhase: 'Sin fase',
  optional: 'opcional',
  complexity: (n) => `complejidad ${numberWords(n)}`,
  takes: (from, to) => (from === to ? minutes(from) : `${numberWords(from)}–${minutes(to)}`),
  day: (day) => `día ${day}`,
  notATopic: 'no es un tema del plan',
  left: (n) => `${plural(n, { one: 'queda', other: 'quedan' })} ${topics(n)}`,
  allDone: 'hecho',
  milestones: 'Hitos',
  noMilestones: 'Este plan no nombra hitos.',
  noMilestonesHow: (example) =>
    rich`Un hito es una línea como ${example} bajo un título «Milestones», con una lista de lo que hay que saber para entonces. Tenax dice entonces lo que retendrás ese día.`,
  milestoneExample: '**Milestone 1 (Day 12):** Redes',
  reached: 'alcanzado, dice el plan',
  made: (n) => topics(n),
  expected: (percent, date) => rich`${percent} de retención prevista para el ${date}`,
  without: (percent) => `${percent} si no estudiaras nada hasta entonces`,
  tooFar: 'Demasiado lejos para saberlo.',
  simulating: 'Simulando los días hasta entonces…',
  start: 'Día 1 del plan',
  startHint: 'Los días de los hitos se cuentan desde aquí.',
  assumptions: 'Lo que la previsión da por supuesto',
  goal: '¿Qué haría falta?',
  goalHint: 'El menor número de tarjetas nuevas al día que da una retención para una fecha.',
  goalOf: 'Para',
  wholePlan: 'Todo el plan',
  goalRetention: 'Retención en tanto por ciento',
  goalDate: 'Fecha',
  goalAsk: 'Calcular',
  goalBusy: 'Probando ritmos…',
  needs: (cards, time) => rich`Bastan ${cards} al día, unos ${time} diarios.`,
  newCards: (n) => counted(n, { one: 'tarjeta nueva', many: 'de tarjetas nuevas', other: 'tarjetas nuevas' }),
  minutes: (n) => minutes(n),
  notReachable: (percent, cards) =>
    `No para entonces: lo mejor que da cualquier ritmo es ${percent}, con ${cards} al día.`,
  asNow: (percent, cards) => `Con tu límite actual de ${cards} al día sería ${percent}.`,
  uncarded: (n) =>
    `${counted(n, { one: 'punto no tiene', many: 'de puntos no tienen', other: 'puntos no tienen' })} tarjeta todavía, así que ningún estudio ${plural(n, { one: 'lo', other: 'los' })} cubre.`,
  pace: 'Ritmo',
  assessment: 'Lo que el plan dice de ti',
  strategy: 'Cómo estudias',
  bands: 'Niveles',
  band: (from, to, meaning) => `${from}–${to} %: ${meaning}`,
  unread: (n) =>
    `${counted(n, { one: 'línea', many: 'de líneas', other: 'líneas' })} del plan que Tenax no entendió`,
  unreadHint: 'Se conservan tal cual, y nada se hace con ellas.',
  line: (n) => `línea ${n}`,
};
