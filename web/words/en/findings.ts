import type { Examination } from '../../../server/http/schemas.ts';

type About = Examination['findings'][number]['about'];

export interface FindingWords {
  readonly name: string;
  readonly is: string;
}

const FINDINGS: Record<About, FindingWords> = {
  database: { name: 'Database', is: 'is damaged' },
  library: { name: 'Library', is: 'holds impossible data' },
  log: { name: 'Log', is: 'holds impossible data' },
  memory: { name: 'Memory', is: 'differs from the log' },
  gap: { name: 'Gap', is: 'differs from the log' },
  statistics: { name: 'Statistics', is: 'differ from the log' },
  settings: { name: 'Settings', is: 'hold impossible data' },
};

/** What the check finds: the name, then which one and its figures, then what is wrong with it. */
export const findings = FINDINGS;
