import type { StoreTrouble } from '../../../server/http/schemas.ts';
import type { problems as en } from '../en/problems.ts';
import { dateWords } from '../format.ts';

const gone =
  'Puede que entretanto haya cambiado de nombre o se haya quitado. Vuelve a cargar la página para ver lo que hay ahora.';
const ours = 'Vuelve a cargar la página. Si no sirve, es un error de Tenax: avisa de él, por favor.';

export const problems: typeof en = {
  'backups-unwritable': {
    title: 'No se puede escribir la copia de seguridad',
    detail:
      'Mira la carpeta de las copias y sus permisos. Tus repasos están a salvo y se guardan como antes.',
  },
  'bad-request': { title: 'No se entiende la petición', detail: ours },
  'body-too-large': {
    title: 'Es demasiado largo',
    detail:
      'Una tarjeta puede tener 64 KiB y el texto de una laguna, 500 caracteres. Acórtalo o haz varias; lo que has escrito se conserva.',
  },
  'card-changed': {
    title: 'La tarjeta se respondió en otro sitio',
    detail: 'Cuenta la respuesta de allí. Valórala otra vez si aún toca.',
  },
  'decks-missing': {
    title: 'Falta un archivo o la carpeta de mazos',
    detail: ({ path }) =>
      `Devuelve ${path ?? 'la carpeta de mazos'} a su sitio y vuelve a intentarlo. Tu historial se conserva.`,
  },
  'decks-read-only': {
    title: 'No se puede escribir el archivo',
    detail: ({ path }) => `Da a Tenax permiso para escribir ${path}, o haz tú el cambio en el archivo.`,
  },
  'disk-full': {
    title: 'El disco está lleno',
    detail: 'Libera espacio y vuelve a intentarlo. Lo que ya se guardó está a salvo.',
  },
  'disk-failed': {
    title: 'El disco da un error',
    detail: 'Revisa el disco y vuelve a intentarlo.',
  },
  'file-busy': {
    title: 'El archivo no se puede usar ahora',
    detail: 'Otro programa lo ocupa. Vuelve a intentarlo en un momento.',
  },
  'file-changed': {
    title: 'El archivo cambió entretanto',
    detail: 'Se dejó como está. Vuelve a cargarlo y haz tu cambio en lo que hay ahora.',
  },
  'file-denied': {
    title: 'Tenax no puede leer el archivo',
    detail: ({ path }) => `Da a Tenax permiso para leer ${path} y vuelve a intentarlo.`,
  },
  'file-unreadable': {
    title: 'No se puede leer el archivo',
    detail: ({ path }) => `Arregla ${path} y vuelve a intentarlo.`,
  },
  'foreign-origin': {
    title: 'Otras páginas web no pueden usar Tenax',
    detail: 'Abre Tenax en una pestaña propia.',
  },
  'id-reused': { title: 'Esto ya se envió, con otro contenido', detail: ours },
  'id-taken': {
    title: 'El id está ocupado',
    detail: ({ path }) => `Lo tiene una nota de ${path}. Elige otro id o no pongas ninguno.`,
  },
  'if-match-missing': { title: 'La petición no está completa', detail: ours },
  'internal-error': {
    title: 'Algo falló dentro de Tenax',
    detail: 'El registro de su servidor dice qué. Puedes volver a intentarlo sin riesgo.',
  },
  'invalid-request': { title: 'La petición no es como debe', detail: ours },
  'malformed-json': { title: 'No se puede leer la petición', detail: ours },
  'malformed-path': {
    title: 'No se puede leer la dirección',
    detail: 'Puede que esté mal escrita o que sea demasiado larga.',
  },
  'method-not-allowed': { title: 'Esto no se puede hacer aquí', detail: ours },
  optimizing: {
    title: 'Ya hay un entrenamiento en marcha',
    detail: 'Espera a que acabe o cancélalo en los ajustes.',
  },
  'proposal-decided': {
    title: 'Esta propuesta ya se decidió',
    detail: ({ decision, text, at }) =>
      decision === 'accepted'
        ? `Se aceptó como «${text}» el ${dateWords(String(at))}. Edita la laguna en plan.md o añade otra.`
        : `Se descartó el ${dateWords(String(at))}. Puedes añadirla como una laguna propia.`,
  },
  'several-weights': {
    title: 'Tus planes tienen pesos distintos',
    detail: 'Elige uno de los planes: los pesos se comparan con un solo juego en uso.',
  },
  'store-unavailable': {
    title: 'No se puede usar la base de datos',
    detail: ({ failure }) => STORE[failure as StoreTrouble] ?? ours,
  },
  'text-refused': {
    title: 'El texto no se puede escribir como está',
    detail: 'Cámbialo y vuelve a guardar.',
  },
  'unknown-act': { title: 'Esa acción no existe', detail: gone },
  'unknown-card': { title: 'Esa tarjeta no existe', detail: gone },
  'unknown-host': {
    title: 'Esta no es la dirección de Tenax',
    detail: 'Usa la dirección que Tenax muestra al iniciarse.',
  },
  'unknown-media': {
    title: 'No existe ese archivo que mostrar',
    detail: 'Pon una imagen, un sonido, un vídeo o un PDF junto a su mazo y enlázalo desde allí.',
  },
  'unknown-milestone': { title: 'Ese hito no existe', detail: gone },
  'unknown-name': { title: 'No hay nada con ese nombre', detail: gone },
  'unknown-plan': { title: 'Ese plan no existe', detail: gone },
  'unknown-proposal': {
    title: 'Esa propuesta no existe',
    detail: 'Puede que haya caducado. Vuelve a cargar la página para ver las que hay ahora.',
  },
  'unknown-route': { title: 'Aquí no hay nada', detail: ours },
  'unknown-topic': { title: 'Ese tema no existe', detail: gone },
  'unknown-weights': {
    title: 'Estos pesos nunca estuvieron en uso en este plan',
    detail: 'Elige uno de los juegos de la lista.',
  },
  'unsupported-media-type': { title: 'No se puede leer la petición', detail: ours },
  'web-not-built': {
    title: 'Las páginas de Tenax no están construidas',
    detail: 'Ejecuta «npm run build» en su carpeta y vuelve a cargar esta página.',
  },
};

const STORE: Record<StoreTrouble, string> = {
  busy: 'La tiene otro programa. Ciérralo y vuelve a intentarlo.',
  closed: 'Tenax se está deteniendo. Vuelve a iniciarlo e inténtalo otra vez.',
  io: 'No se pudo leer o escribir. Mira el disco y los permisos de la carpeta de datos, y vuelve a intentarlo.',
  corrupt: 'Está dañada. Detén Tenax y pon una copia de seguridad en su lugar: tenax restore.',
  newer: 'La escribió una versión más nueva de Tenax. Actualiza Tenax o restaura una copia anterior.',
  migration: 'No se pudo pasar a esta versión, y se dejó como está. El registro del servidor dice por qué.',
  thread: 'No se pudo leer hasta el final. Libera memoria y vuelve a intentarlo.',
};
