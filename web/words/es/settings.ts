import type { settings as en } from '../en/settings.ts';
import { counted, numberWords, plural } from '../format.ts';
import { rich } from '../rich.ts';

const cards = (n: number) => counted(n, { one: 'tarjeta', many: 'de tarjetas', other: 'tarjetas' });

export const settings: typeof en = {
  title: 'Ajustes',
  contents: 'En esta página',
  sections: {
    browser: 'Este navegador',
    days: 'Tus días',
    plan: 'Tu plan',
    optimiser: 'Optimizador',
    data: 'Tus datos',
  },
  browserLead: 'Se guarda en este navegador y vale al momento.',
  language: 'Idioma',
  systemLanguage: 'El que pide el navegador',
  theme: 'Tema de color',
  themes: { system: 'Como el sistema', light: 'Claro', dark: 'Oscuro' },
  motion: 'Movimiento',
  motions: { system: 'Como el sistema', reduced: 'El mínimo' },
  timer: 'Cronómetro',
  timerHint: 'Muestra durante el repaso cuánto tiempo lleva la tarjeta en pantalla.',
  keysHint: 'Se puede cambiar cada tecla; las de una sola letra se pueden desactivar.',
  openKeys: 'Cambiar las teclas',
  daysLead: 'Cuándo cambian tus días y cuánto admiten. Vale en todas partes en cuanto se guarda.',
  planLead:
    'Cómo se preguntan las tarjetas y cada cuánto vuelven. Un tema tiene lo que tiene su plan, si no se le da otra cosa.',
  plan: 'Plan',
  topic: 'Para',
  wholePlan: 'Todo el plan',
  unsaved: (name) => `${name} (sin guardar)`,
  ofTopic:
    'Los límites de un tema estrechan los de su plan. Su orden y su mezcla valen cuando se pregunta solo.',
  groups: {
    retention: 'Cuánto retener',
    daily: 'Cuánto al día',
    order: 'En qué orden',
    steps: 'Pasos',
    more: 'Intervalos y sanguijuelas',
  },
  advanced: 'Avanzado: los pesos de la memoria',
  dataLead: 'Todo está en esta máquina. Cópialo, llévatelo, trae más y mira que esté sano.',
  noPlan: 'Aún no hay ningún plan. Sus ajustes estarán aquí cuando haya uno.',
  browserZone: (zone) => `Este navegador está en ${zone}.`,
  useZone: (zone) => `Usar ${zone}`,
  usualDay: (percent) => `${percent}: como siempre`,
  emptyDay: (percent) => `${percent}: lo menos posible`,
  slider: 'Retención deseada, con un control deslizante',
  costs: (minutes) => rich`Unos ${minutes} al día, según la previsión.`,
  minutes: (n) => counted(Math.round(n), { one: 'minuto', many: 'de minutos', other: 'minutos' }),
  decide: 'Ayúdame a decidir',
  deciding: 'Simulando un año con cada retención…',
  standards: {
    default: (value) => `Por defecto: ${value}`,
    learner: (value) => `En tus días: ${value}`,
    plan: (value) => `En el plan: ${value}`,
  },
  reset: 'Restablecer',
  resetOf: (setting) => `Restablecer: ${setting}`,
  changed: (n) => `${counted(n, { one: 'cambio', many: 'de cambios', other: 'cambios' })} sin guardar`,
  save: 'Guardar',
  saving: 'Mirando qué efecto tiene…',
  applying: 'Aplicando…',
  discard: 'Descartar',
  saved: 'Guardado.',
  mistakes: (n) =>
    plural(n, {
      one: `${numberWords(n)} ajuste no puede quedar como está escrito: mira lo que está marcado.`,
      many: `${numberWords(n)} de ajustes no pueden quedar como están escritos: mira lo que está marcado.`,
      other: `${numberWords(n)} ajustes no pueden quedar como están escritos: mira lo que está marcado.`,
    }),
  effect: 'Qué efecto tiene',
  moved: (n) =>
    plural(n, {
      one: `Se reprogramaría ${cards(n)}.`,
      other: `Se reprogramarían ${cards(n)}.`,
    }),
  unmoved: 'No se reprogramaría ninguna tarjeta.',
  dueThen: (then, now) =>
    `De ellas, ${numberWords(then)} ${plural(then, { one: 'tocaría', other: 'tocarían' })} hoy; ahora ${plural(now, { one: 'es', other: 'son' })} ${numberWords(now)}.`,
  dueAsNow: (n) => `Hoy tocarían tantas de ellas como antes: ${numberWords(n)}.`,
  limits: 'Tus límites diarios siguen valiendo.',
  spread: 'Repartir entre los días siguientes lo que tocaría hoy de más',
  apply: 'Aplicar',
  back: 'Seguir cambiando',
};
