import type { Examination } from '../../../server/http/schemas/index.ts';

type About = Examination['findings'][number]['about'];

const FINDINGS: Record<About, string> = {
  database: 'is damaged',
  log: 'holds what cannot be',
  memory: 'is not what the log gives',
  gap: 'has another life than the log gives',
  statistics: 'are not what the log gives',
};

/** What the check found, as the end of a sentence about it; the figures stand beside it as they were sent. */
export const findings = FINDINGS;
