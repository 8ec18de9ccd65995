import type { faults as en } from '../en/faults.ts';
import { numberWords } from '../format.ts';

const mark = (number: number) => `{{c${number}::`;

export const faults: typeof en = {
  'not-utf-8': () => 'El archivo no es texto UTF-8. Guárdalo con la codificación UTF-8.',
  'takes-too-long': () =>
    'Leer el texto lleva demasiado tiempo. Parte las líneas muy largas, aplana las listas y citas, o divídelo.',
  'lexer-failed': () => 'No se puede leer el Markdown. Aplana las listas o citas muy anidadas.',
  'no-title': () => 'El archivo no tiene título de nivel 1. Empiézalo con # y el nombre del tema.',
  'empty-title': () => 'El título de nivel 1 está vacío. Escribe el nombre del tema detrás de #.',
  'several-titles': ({ first }) =>
    `El archivo tiene un segundo título de nivel 1 (el primero está en la línea ${numberWords(first)}). Deja uno; pon el código con comentarios # entre líneas de \`\`\`.`,
  'setext-heading': () =>
    'Este texto está subrayado con === o --- y se lee como un título. Usa signos # para un título, o pon una línea vacía antes de la raya.',
  'deck-too-large': ({ mebibytes }) =>
    `El archivo pasa de ${numberWords(mebibytes)} MiB. Divídelo en varios mazos.`,
  'unclosed-fence': () =>
    'El bloque de código que empieza aquí no se cierra. Ciérralo con una línea de las mismas comillas invertidas o tildes, con la sangría de la primera.',
  'unclosed-comment': () => 'El comentario que empieza aquí no se cierra. Termínalo con -->.',
  'unclosed-html': ({ end }) =>
    `El HTML que empieza aquí no se cierra y oculta lo que sigue. Termínalo con ${end}, o ponlo en un bloque de código.`,
  'empty-prompt': () => 'El título no tiene texto. Escribe la pregunta detrás de ###.',
  'card-too-large': ({ kibibytes }) =>
    `La nota pasa de ${numberWords(kibibytes)} KiB. Divídela en varias notas.`,
  'card-too-long': ({ lines }) =>
    `La nota tiene más de ${numberWords(lines)} líneas fuera de un bloque de código. Divídela en varias notas.`,
  'unclosed-cloze': ({ number }) =>
    `El hueco ${mark(number)} no se cierra. Termínalo con }}, equilibra las llaves que contiene, o escribe \\{{ donde sea texto normal.`,
  'cloze-crosses-fence': ({ number }) =>
    `El hueco ${mark(number)} cruza el borde de un bloque de código. Ciérralo con }} en el lado en que empieza.`,
  'empty-cloze': ({ number }) =>
    `El hueco ${mark(number)} no oculta nada. Escribe el texto que debe ocultar detrás de los dos puntos.`,
  'cloze-too-deep': ({ number, most }) =>
    `El hueco ${mark(number)} contiene más de ${numberWords(most)} huecos uno dentro de otro. Cierra alguno antes con }}.`,
  'too-many-cards': ({ numbers, most }) =>
    `La nota tiene ${numberWords(numbers)} números de hueco; se permiten ${numberWords(most)}. Divídela en varias notas.`,
  'unknown-key': ({ key, known }) =>
    `El comentario tiene la clave desconocida «${key}». Las conocidas son ${known}.`,
  'repeated-key': ({ key }) => `El comentario nombra «${key}» dos veces. Deja una.`,
  'malformed-flag': ({ key }) => `«${key}» no lleva valor. Escribe solo ${key}.`,
  'malformed-id': ({ id, most }) =>
    `«${id}» no es un id. Usa a–z, 0–9 y -, empezando por letra o cifra, ${numberWords(most)} caracteres como mucho.`,
  'malformed-allow': ({ text }) =>
    `«${text}» no excusa nada. Escribe la regla y el motivo: allow: REGLA (motivo).`,
  'malformed-comment': ({ id, tags }) =>
    `El id «${id}» o las etiquetas «${tags}» no pueden ir en un comentario. Usa a–z, 0–9 y - en los ids, y nada de comas, puntos y comas, dos puntos, paréntesis ni saltos de línea en las etiquetas.`,
  'extra-heading': () =>
    'Un título de nivel 1–3 acabaría la nota. Usa #### para un título dentro de la respuesta, o pon el código con comentarios # entre líneas de ```.',
  'no-note': () =>
    'Una nota empieza con su pregunta como título de nivel 3: ### y el texto, en una sola línea.',
  'no-heading': ({ text }) =>
    `«${text}» no puede ser un título. Escribe una línea de texto; los detalles van en la respuesta.`,
  'alters-others': () =>
    'El cambio alteraría otras notas del mazo. Pon una línea vacía antes de cada título, cierra cada bloque HTML y vuelve a intentarlo.',
  'not-as-written': () => 'La nota no se leería como está escrita. Simplifica su pregunta.',
  'id-changed': ({ id }) => `Los ids no cambian nunca: conserva <!-- id: ${id} --> bajo el título.`,
  'note-moved': ({ id }) => `La nota «${id}» cambió mientras se movía. Muévela otra vez.`,
  'note-gone': ({ id }) => `El mazo no tiene la nota «${id}». Puede que se haya movido o quitado entretanto.`,
  'note-twice': ({ id, lines }) =>
    `El mazo tiene varias notas «${id}», en las líneas ${lines}. Dales antes otros ids.`,
  'two-texts': ({ id }) =>
    `Los dos mazos tienen una nota «${id}», con textos distintos. Deja una, borra la otra en su archivo y vuelve a intentarlo.`,
  'ids-twice': ({ ids }) => `Dos de las notas nuevas tienen el mismo id: ${ids}.`,
  'id-owned': ({ id, prompt }) => `El id «${id}» es de «${prompt}». Elige otro id.`,
  'relative-link': ({ id, link }) =>
    `La nota «${id}» enlaza con «${link}», que está en la carpeta de su plan. Muévela a mano, con lo que enlaza, o quita antes el enlace.`,
  'other-link': ({ id, link }) =>
    `La nota «${id}» usa el enlace «[${link}]», que en el otro mazo significa otra cosa. Dale antes otro nombre.`,
  'no-permission': () => 'El archivo no se puede leer. Da a Tenax permiso para leerlo.',
  'no-prompt': () => 'Una nota necesita una pregunta.',
  'id-used-again': ({ id, other }) =>
    `El id «${id}» se usa otra vez en ${other}. Esta nota lo conserva; da a la otra un id propio.`,
  'id-elsewhere': ({ id, other }) =>
    `El id «${id}» es de la nota de ${other}. Da a esta un id propio: hasta entonces no tiene tarjetas.`,
  'item-covered': ({ item, topic }) =>
    `«${item}» es un punto cubierto de ${topic}. Di en el texto de la laguna qué falta de él, o añade una nota al propio punto.`,
  'plan-too-large': ({ bytes, most }) =>
    `El plan tiene ${numberWords(bytes)} bytes; se permiten ${numberWords(most)}. Divídelo en varios planes, o pasa registros y apuntes a otros archivos.`,
  'plan-not-utf-8': () => 'El plan no es texto UTF-8. Guarda el archivo como UTF-8 en tu editor.',
  'plan-empty': () =>
    'El plan está vacío. Escribe al menos un tema, como un título con una lista «Topics covered:» debajo.',
  'plan-binary': () =>
    'El plan es un archivo binario, no Markdown. Pon en su lugar un archivo Markdown guardado como UTF-8.',
  'plan-open-fence': () => 'Este bloque de código no se cierra. Ciérralo con su propia línea.',
  'second-block': ({ marker }) =>
    `El plan tiene un segundo bloque ${marker}. Borra uno de los dos con sus marcas.`,
  'lone-marker': ({ marker, partner }) =>
    `A la marca ${marker} le falta su pareja ${partner}. Repón la que falta o borra las dos: el bloque se escribe de nuevo al final del plan.`,
  'gap-empty': () => 'La laguna no tiene texto. Escríbela en una línea de texto normal.',
  'gap-too-long': ({ length, most }) =>
    `El texto de la laguna tiene ${numberWords(length)} caracteres; se permiten ${numberWords(most)}. Acórtalo.`,
  'gap-not-one-line': () =>
    'El texto de la laguna tiene más de una línea o caracteres de control. Escríbelo en una línea de texto normal.',
  'gap-structure': () =>
    'El texto de la laguna empieza como un título, lista, cita, tabla, bloque o etiqueta de Markdown. Escríbelo en una línea de texto normal.',
  'no-place-for-gap': ({ topic }) =>
    `La laguna no se puede escribir bajo «${topic}» de modo que se lea como laguna de ese tema. Añade una línea «Gaps:» con un guion debajo del título del tema, y cierra todo bloque de código o comentario abierto.`,
};
