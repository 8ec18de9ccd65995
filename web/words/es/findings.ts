import type { findings as en } from '../en/findings.ts';

export const findings: typeof en = {
  database: 'está dañada',
  log: 'contiene lo que no puede ser',
  memory: 'no es la que da el registro',
  gap: 'tiene otra vida que la que da el registro',
  statistics: 'no son las que da el registro',
};
