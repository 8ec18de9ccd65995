import type { findings as en } from '../en/findings.ts';

export const findings: typeof en = {
  database: { name: 'Base de datos', is: 'está dañada' },
  library: { name: 'Biblioteca', is: 'contiene datos imposibles' },
  log: { name: 'Registro', is: 'contiene lo que no puede ser' },
  memory: { name: 'Memoria', is: 'no es la que da el registro' },
  gap: { name: 'Laguna', is: 'tiene otra vida que la que da el registro' },
  statistics: { name: 'Estadísticas', is: 'no son las que da el registro' },
  settings: { name: 'Ajustes', is: 'contienen datos imposibles' },
};
