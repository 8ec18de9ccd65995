import type { files as en } from '../en/files.ts';
import { numberWords, plural } from '../format.ts';
import { rich } from '../rich.ts';

export const files: typeof en = {
  unread: (files) =>
    plural(files, {
      one: `Hay que arreglar ${numberWords(files)} archivo: no todo lo que contiene cuenta`,
      many: `Hay que arreglar ${numberWords(files)} de archivos: no todo lo que contienen cuenta`,
      other: `Hay que arreglar ${numberWords(files)} archivos: no todo lo que contienen cuenta`,
    }),
  folder: 'No se puede leer la carpeta de mazos',
  folderHow: (path) =>
    `La carpeta de mazos ${path} no está o no se puede listar. Devuélvela a su sitio, mira sus permisos o nombra otra con --decks. Las tarjetas quedan como estaban.`,
  after: 'No se pierde nada. Guarda el archivo cuando esté arreglado y se volverá a leer solo.',
  line: (line) => `línea ${numberWords(line)}`,
  more: (command) => rich`No es todo: ${command} enumera el resto.`,
};
