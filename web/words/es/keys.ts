import type { keys as en } from '../en/keys.ts';

export const keys: typeof en = {
  title: 'Teclas',
  space: 'Espacio',
  enter: 'Intro',
  ctrl: 'Ctrl',
  actions: {
    goOn: 'Mostrar la respuesta; después, dar la nota sugerida',
    grades: 'Otra vez, difícil, bien, fácil',
    undo: 'Deshacer la última respuesta, luego la anterior, y así sucesivamente',
    edit: 'Editar la nota de esta tarjeta',
    gap: 'Una laguna encontrada aquí: añadirla al plan',
    bury: 'Aplazar la tarjeta hasta mañana',
    suspend: 'Suspender la tarjeta',
    help: 'Estas teclas',
  },
};
