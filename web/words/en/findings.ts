import type { Examination } from '../../../server/http/schemas.ts';

type About = Examination['findings'][number]['about'];

export interface FindingWords {
  readonly name: string;
  readonly is: string;
}

const FINDINGS: Record<About, FindingWords> = {
  database: { name: 'Database', is: 'is damaged' },
  log: { name: 'Log', is: 'holds what cannot be' },
  memory: { name: 'Memory', is: 'is not what the log gives' },
  gap: { name: 'Gap', is: 'has another life than the log gives' },
  statistics: { name: 'Statistics', is: 'are not what the log gives' },
};

/** What the check finds: the name, then which one and its figures, then what is wrong with it. */
export const findings = FINDINGS;
