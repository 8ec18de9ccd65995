import type { data as en } from '../en/data.ts';
import { counted, numberWords, plural } from '../format.ts';
import { rich } from '../rich.ts';

const reviews = (n: number) => counted(n, { one: 'repaso', many: 'de repasos', other: 'repasos' });
const cards = (n: number) => counted(n, { one: 'tarjeta', many: 'de tarjetas', other: 'tarjetas' });
const lines = (n: number) => counted(n, { one: 'línea', many: 'de líneas', other: 'líneas' });
const things = (n: number) => counted(n, { one: 'cosa', many: 'de cosas', other: 'cosas' });

export const data: typeof en = {
  backups: 'Copias de seguridad',
  backupsHint: (folder, kept) =>
    kept === 0
      ? rich`Copias de la base de datos en ${folder}. No se hace ninguna por sí sola.`
      : rich`Copias de la base de datos en ${folder}. Cada día se hace una por sí sola, y se guardan las últimas ${numberWords(kept)} de estas.`,
  backUp: 'Hacer una copia',
  backingUp: 'Copiando…',
  made: (name, size) => `Hecha: ${name}, ${size}.`,
  noBackups: 'Aún no hay ninguna.',
  name: 'Archivo',
  size: 'Tamaño',
  at: 'Hecha',
  daily: 'por sí sola',
  byHand: 'a mano',
  more: (n) => `Mostrar ${numberWords(n)} más`,
  restore: 'Cómo restaurar una',
  restoreSteps: (command) => [
    'Detén Tenax: Ctrl+C donde se ejecuta.',
    rich`En la carpeta de Tenax, ejecuta ${command} con el nombre del archivo.`,
    'Vuelve a iniciar Tenax. La base de datos sustituida se guarda en data/trash.',
  ],
  example: 'tenax-2026-11-23.daily.db',
  export: 'Exportar',
  exportHint:
    'Todos los repasos de los que está hecha tu memoria, en un archivo CSV que otros programas y el propio Tenax saben leer.',
  download: 'Descargar reviews.csv',
  import: 'Importar',
  importHint: (columns, others) =>
    rich`Repasos de un archivo CSV cuya primera línea nombra las columnas ${columns}; ${others} son opcionales. El archivo se revisa antes de enviar nada, e importarlo dos veces no añade nada dos veces.`,
  choose: 'Archivo CSV',
  reading: 'Leyendo el archivo…',
  unreadable: 'No se puede leer el archivo: no es texto UTF-8.',
  vanished: 'Ya no se puede leer el archivo. Elígelo de nuevo.',
  empty: 'El archivo no tiene repasos debajo de la primera línea.',
  found: (n, ofCards) =>
    `Se ${plural(n, { one: 'puede', other: 'pueden' })} importar ${reviews(n)} de ${cards(ofCards)}.`,
  send: (n) => `Importar ${reviews(n)}`,
  sending: (done, all) =>
    `${numberWords(done)} de ${reviews(all)} ${plural(done, { one: 'enviado', other: 'enviados' })}`,
  progress: 'Importación',
  stop: 'Parar',
  stopped: (done) =>
    `Parado tras ${reviews(done)}. Lo enviado se queda; importar de nuevo el archivo lo completa.`,
  brokenOff: (done, why) =>
    `Interrumpido tras ${reviews(done)}. ${why} Importar de nuevo el mismo archivo lo completa.`,
  goOn: 'Continuar',
  imported: (added) => `${reviews(added)} ${plural(added, { one: 'importado', other: 'importados' })}.`,
  known: (n) => `${numberWords(n)} ya ${plural(n, { one: 'estaba', other: 'estaban' })}.`,
  waiting: (n) =>
    `${cards(n)} no ${plural(n, { one: 'está', other: 'están' })} aún en ningún mazo: su historial ${plural(n, { one: 'la', other: 'las' })} espera.`,
  faults: (n) =>
    `No se envió nada: no se ${plural(n, { one: 'puede', other: 'pueden' })} leer ${lines(n)} del archivo. Corrígelo y elígelo de nuevo.`,
  fault: (line, what) => `Línea ${numberWords(line)}: ${what}`,
  moreFaults: (n) => `y ${lines(n)} más.`,
  kinds: {
    'columns-missing': (names) => `la primera línea también debe nombrar ${names}`,
    'columns-count': (count) => `tiene ${count} columnas, no tantas como nombra la primera línea`,
    'still-to-come': (time) => `review_time «${time}» aún está por llegar`,
    card_id: (id) => `card_id «${id}» no es el id de una tarjeta: letras a–z, cifras y -, 48 como mucho`,
    review_id: (id) => `review_id «${id}» debe ser un UUID, o quedar vacío`,
    review_rating: (rating) =>
      `review_rating «${rating}» debe ser 1 (repetir), 2 (difícil), 3 (bien) o 4 (fácil)`,
    review_time: (time) =>
      `review_time «${time}» debe ser una hora con su diferencia con UTC, como 2026-11-23T07:00:00Z`,
    review_duration: (duration) =>
      `review_duration «${duration}» debe estar en milisegundos, un día como mucho`,
  },
  check: 'Comprobación',
  checkHint:
    'Mira si la base de datos está entera y si lo que se calcula del registro es lo que dice el registro. Puede tardar.',
  checkNow: 'Comprobar ahora',
  checking: 'Comprobando…',
  checked: (events, ofCards) =>
    `Se miraron ${counted(events, { one: 'evento', many: 'de eventos', other: 'eventos' })} de ${cards(ofCards)}.`,
  well: 'Todo está bien.',
  wrong: (n) => `Se ${plural(n, { one: 'encontró', other: 'encontraron' })} ${things(n)}.`,
  moreFindings: (n) => `y ${n} más`,
  repair: 'Reparar',
  repairHint:
    'Se sustituye lo que se puede calcular de nuevo a partir del registro. El registro no se toca nunca.',
  repaired: (n) => `Se ${plural(n, { one: 'reparó', other: 'repararon' })} ${things(n)}.`,
  lasting: 'Lo que queda no se puede reparar con el registro: restaura una copia anterior.',
};
