import type { DoctorBody, Examination } from '../http/doctor/schema.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, counted, JSON_OUTPUT, type Surroundings } from './command.ts';

/** A long log takes a while to replay. */
const PATIENCE_MS = 5 * 60_000;

export const doctor: Command = {
  name: 'doctor',
  words: '',
  maxWords: 0,
  summary:
    'look for damage in the database, and compare it with the log; exit code 1 if anything is found, repaired or not',
  flags: [
    { name: 'repair', meaning: 'get back what the log or the files still have' },
    JSON_OUTPUT,
    ...CLIENT_FLAGS,
  ],
  run: (line, surroundings) =>
    withClient(line, evenDamaged(surroundings), async (client) => {
      const { out, err } = surroundings;
      const asked: DoctorBody = { repair: line.has('repair') };
      const { body } = await client.post<Examination>('/api/doctor', asked, PATIENCE_MS);
      if (line.has('json')) out(asJson(body));
      else for (const row of rowsOf(body, line.has('repair'))) out(row);
      err(verdict(body, line.has('repair')));
      return body.found > 0 ? 1 : 0;
    }),
};

function evenDamaged(surroundings: Surroundings): Surroundings {
  const { openTenax } = surroundings;
  return {
    ...surroundings,
    openTenax: (settings, outside) => openTenax(settings, { ...outside, evenDamaged: true }),
  };
}

function rowsOf({ findings, found }: Examination, repair: boolean): readonly string[] {
  const rows = findings.map(({ about, of, message, repairable }) => {
    const subject = of === null ? about : `${about} ${of}`;
    return `${subject}: ${message}${repair && repairable ? ' (repaired)' : ''}`;
  });
  const more = found - findings.length;
  return more > 0 ? [...rows, `… and ${more} more`] : rows;
}

function verdict({ events, cards, found, repaired, findings }: Examination, repair: boolean): string {
  const seen = `Checked ${counted(events, 'event')} of ${counted(cards, 'card')}: `;
  if (findings.some(({ about }) => about === 'database')) {
    return `${seen}the database is damaged, and nothing was changed. Stop Tenax and restore a backup: tenax restore FILE.`;
  }
  if (found === 0) return `${seen}everything matches the log. \`tenax check\` checks the decks.`;
  const left = found - repaired;
  if (!repair) {
    const help = findings.some(({ repairable }) => repairable)
      ? ' --repair repairs what the log and the files can repair.'
      : '';
    return `${seen}${counted(found, 'finding')}.${help}`;
  }
  const rest = left > 0 ? ` ${left} can’t be repaired: a backup may have what is missing.` : '';
  return `${seen}${counted(found, 'finding')}, ${repaired} repaired.${rest}`;
}
