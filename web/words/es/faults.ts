import type { faults as en } from '../en/faults.ts';
import { numberWords } from '../format.ts';

const mark = (number: number) => `{{c${number}::`;

export const faults: typeof en = {
  'not-utf-8': () => 'El archivo no es texto UTF-8. Guárdalo con la codificación UTF-8.',
  'takes-too-long': () =>
    'Leer el texto lleva demasiado tiempo. Parte las líneas muy largas, aplana las listas y citas, o divídelo.',
  'lexer-failed': () => 'No se puede leer el Markdown. Aplana las listas o citas muy anidadas.',
  'merge-conflict': () =>
    'Una fusión dejó sus marcas en el archivo. Conserva el texto correcto y borra las líneas que empiezan por <<<<<<<, ======= y >>>>>>>. Una tarjeta que muestre esas líneas lleva un espacio delante de cada una.',
  'no-title': () =>
    'El archivo no tiene título de nivel 1. Empiézalo con #, un espacio y el nombre del tema.',
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
  'misplaced-id': () =>
    'Un id solo vale en el comentario que es el primer bloque bajo un título ### y que empieza por una clave conocida. Muévelo allí o quítalo: hasta entonces no se escribe otro id para su nota.',
  'misplaced-lang': () =>
    'El idioma de un mazo solo vale en un comentario que sea el primer bloque bajo el título de nivel 1. Muévelo allí.',
  'invalid-lang': ({ lang }) =>
    `«${lang}» no es un idioma. Escribe solo su código, como en <!-- lang: es --> o <!-- lang: pt-BR -->.`,
  'swallowed-heading': ({ from }) =>
    `Este título pertenece al HTML que empieza en la línea ${numberWords(from)}: no es un título, y lo que sigue se pierde. Pon una línea vacía encima, o pon lo que sea código entre líneas de \`\`\`.`,
  'heading-as-text': ({ signs }) =>
    `Esta línea se lee como texto, no como un título. Empiézala con ${signs} y un espacio normal, sin sangría; si es texto, pon una barra invertida delante.`,
  'odd-space-in-heading': () =>
    'Tras los signos # no hay un espacio normal: otros programas de Markdown muestran la línea como texto. Escribe de nuevo el espacio.',
  'nested-heading': () =>
    'Este título pertenece a una lista o a una cita, así que no empieza una nota. Ponlo al principio de una línea, tras una línea vacía; en una respuesta, usa negrita o ####.',
  'broken-cloze': ({ typed }) =>
    `«${typed}» es casi un hueco, y se muestra tal cual. Escribe {{c1:: con un número del 1 al 999 y nada entre los signos, y que ningún formateador toque los mazos; si es texto, pon una barra invertida delante.`,
  'cloze-in-heading': () =>
    'Los huecos solo funcionan en el cuerpo de una nota: en un título se muestran tal cual. Pasa la frase debajo del título, o escribe \\{{ si es texto.',
  'cloze-outside-note': () =>
    'Este hueco está fuera de una nota, así que no da ninguna tarjeta. Pon un título ### encima, o escribe \\{{ si es texto.',
  'cloze-in-comment': ({ number }) =>
    `El hueco ${mark(number)} está en un comentario, donde no oculta nada y aun así da una tarjeta. Sácalo de ahí o quítalo.`,
  'cloze-in-tag': ({ number }) =>
    `El hueco ${mark(number)} está en una etiqueta HTML, donde no oculta nada. Oculta texto que se vea, o escribe \\{{ si es texto.`,
  'cloze-in-link': ({ number }) =>
    `El hueco ${mark(number)} está en la dirección o el título de un enlace o una imagen, donde no oculta nada. Oculta texto que se vea, o escribe \\{{ si es texto.`,
  'cloze-in-fence-line': ({ number }) =>
    `El hueco ${mark(number)} está en la primera línea de un bloque de código, que no se muestra. Pásalo al código.`,
  'cloze-with-pipe': ({ number }) =>
    `El hueco ${mark(number)} está en una tabla y contiene un |, que acaba la celda. Escribe \\| en su lugar.`,
  'no-notes': () =>
    'El mazo tiene texto pero ninguna nota, así que no se pregunta nada. Pon un título ### con la pregunta encima de cada respuesta.',
  'question-outside-note': () =>
    'Este título no empieza una nota, así que lo que sigue no se pregunta. Una nota tiene un título de nivel 3: ###.',
  'obsidian-comment': () =>
    'Solo Obsidian oculta el texto entre %% y %%: aquí se muestra, y un título dentro de él empieza una nota, que no recibe id. Escribe <!-- … -->, o \\%% si es texto.',
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
  'read-only-file': () =>
    'El archivo es de solo lectura, así que Tenax lo deja como está. Da a Tenax permiso para escribirlo, o haz tú el cambio en el archivo.',
  'read-only-folder': () =>
    'Tenax no puede escribir ahí. Dale permiso para escribir en la carpeta, o haz tú el cambio en el archivo.',
  'a-folder': () => 'Esto es una carpeta, no un archivo. Cámbiale el nombre, o pon un archivo en su lugar.',
  'special-file': () =>
    'Esto es una tubería, un socket o un dispositivo, no un archivo. Cámbiale el nombre, o pon un archivo en su lugar.',
  'link-loop': () =>
    'Esto es un enlace que vuelve a sí mismo. Corrige el enlace, o pon un archivo en su lugar.',
  'link-outside': ({ target }) =>
    `Esto lleva a ${target}, fuera de la carpeta de mazos, donde Tenax no escribe nada. Pon el archivo en la carpeta de mazos, o haz tú el cambio en el archivo.`,
  'dangling-link': ({ target }) =>
    `Esto es un enlace a ${target}, que no existe. Devuelve ese archivo a su sitio, o quita el enlace.`,
  'name-too-long': () => 'El nombre es demasiado largo para el disco. Elige uno más corto.',
  'name-not-utf-8': () => 'El nombre no es texto UTF-8. Cámbialo.',
  'folder-gone': () => 'La carpeta ya no está. Devuélvela a su sitio y vuelve a intentarlo.',
  'folder-not-listed': ({ code }) =>
    `La carpeta no se puede leer (${code}), así que sus tarjetas quedan como estaban. Revisa la carpeta, sus permisos y el disco.`,
  'too-many-open': () =>
    'Hay demasiados archivos abiertos. Cierra algún programa o sube el límite de archivos abiertos (ulimit -n), y vuelve a intentarlo.',
  'file-busy': () =>
    'Otro programa o un montaje ocupa el archivo. Cierra el programa, o monta la carpeta entera en vez del archivo, y vuelve a intentarlo.',
  'disk-full': () => 'El disco está lleno. Libera espacio y vuelve a intentarlo.',
  'disk-error': ({ code }) => `El disco da un error (${code}). Revísalo y vuelve a intentarlo.`,
  'no-prompt': () => 'Una nota necesita una pregunta.',
  'not-a-deck': ({ title }) =>
    `El archivo no se lee como mazo: ${title === '' ? 'no tiene título de nivel 1' : `el plan no tiene el tema «${title}»`}, y ninguna de sus notas tiene id. Si es un mazo, pon en su título de nivel 1 el nombre de un tema; si no, sácalo de la carpeta.`,
  'plan-copy': () =>
    'El archivo es una copia de plan.md, así que no es un mazo y no se lee nada de él. Pasa a plan.md lo que solo esté aquí y sácalo de la carpeta.',
  'no-topics': ({ unread }) =>
    `No se ha encontrado ningún tema en el plan${unread === 0 ? '' : `, y ${unread === 1 ? 'no se ha entendido una línea' : `no se han entendido ${numberWords(unread)} líneas`}`}. Escribe un título para cada tema, con una lista «Topics covered:» o «Gaps:» debajo.`,
  'deck-copy': ({ of }) =>
    `El archivo es una copia de ${of}: no se pregunta nada de él ni se escribe nada en él. Pasa a ${of} lo que solo esté aquí y borra este.`,
  'deck-copy-alone': ({ of }) =>
    `El archivo es una copia de ${of}, que no está. Se preguntan sus tarjetas, pero en una copia no se escribe nada. Dale el nombre ${of} para que sea el mazo.`,
  'only-in-copy': ({ of }) => `Solo esta copia tiene la nota, así que no se pregunta. Pásala a ${of}.`,
  'id-lost': ({ ids }) =>
    `La nota no tiene id, y su mazo acaba de perder estos: ${ids}. Vuelve a escribir el suyo bajo el título, <!-- id: … -->; si la nota es nueva, escribe uno propio.`,
  'topic-renamed': ({ topic, before, id }) =>
    `El tema «${topic}» tenía su mazo en ${before}, que no está, y este archivo tiene menos de la mitad de sus notas. Sus ajustes y cifras se quedan con el id ${id}. Da a este archivo el nombre ${before}, o recupera ${before}.`,
  'plan-renamed': ({ before }) =>
    `La carpeta ${before} no está, y este plan tiene menos de la mitad de sus notas. Sus ajustes y cifras se quedan con el nombre ${before}. Devuelve a la carpeta su nombre, o recupera ${before}.`,
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
  'plan-conflict': ({ line }) =>
    `Una fusión dejó sus marcas en el plan, desde la línea ${numberWords(line)}. Conserva el texto correcto y borra las líneas que empiezan por <<<<<<<, ======= y >>>>>>>.`,
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
