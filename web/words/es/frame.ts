import type { frame as en } from '../en/frame.ts';
import { counted, numberWords, plural } from '../format.ts';
import { rich } from '../rich.ts';

const unsaved = (n: number) => `${numberWords(n)} sin guardar`;

export const frame: typeof en = {
  skip: 'Saltar al contenido',
  home: 'Tenax, hoy',
  main: 'Principal',
  places: {
    gap: 'Añadir laguna',
    today: 'Hoy',
    plan: 'Plan',
    topics: 'Temas',
    cards: 'Tarjetas',
    gaps: 'Lagunas',
    statistics: 'Estadísticas',
    settings: 'Ajustes',
  },
  more: 'Más',
  lost: 'Esta página no existe',
  noTopic: 'Este tema no existe',
  wayOn: (today, topics) =>
    rich`Puede que la dirección esté mal escrita o que el tema haya cambiado de nombre. Ve a ${today('las tarjetas de hoy')} o mira ${topics('tus temas')}.`,
  serverGone: 'Tenax no responde',
  startIt: (command, kept) =>
    rich`Parece que su servidor está parado. Inícialo con ${command} en la carpeta de Tenax. Lo que has respondido se conserva ${kept}.`,
  keptCards: (n, link) =>
    rich`Este navegador guarda ${counted(n, { one: 'tarjeta', many: 'de tarjetas', other: 'tarjetas' })}: ${link('repásalas mientras tanto')}.`,
  keptInPage: 'mientras esta página siga abierta',
  keptInBrowser: 'en este navegador hasta que se guarde',
  serverGoneShort:
    'Tenax no responde: parece que su servidor está parado. Lo que has escrito se conserva; vuelve a intentarlo cuando funcione.',
  unsaved,
  unsavedFleeting: (n) =>
    `${unsaved(n)}; ${plural(n, { one: 'se conserva', other: 'se conservan' })} solo mientras esta página siga abierta`,
  tryNow: 'Reintentar ya',
  refused: (n) =>
    plural(n, {
      one: `${numberWords(n)} no se pudo guardar`,
      other: `${numberWords(n)} no se pudieron guardar`,
    }),
  refusedTitle: 'No se pudo guardar',
  refusedWhy: (n) =>
    `El servidor rechazó ${counted(n, { one: 'respuesta', many: 'de respuestas', other: 'respuestas' })}, así que enviar otra vez no serviría. Lee el motivo y quita lo que ya hayas resuelto.`,
  settled: 'Todo está resuelto.',
  remove: 'Quitar',
};
