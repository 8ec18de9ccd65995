import type { FileProblems } from '../http/file-problems/schema.ts';
import type { Topic } from '../http/topics/schema.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, JSON_OUTPUT, PLAN } from './command.ts';
import { type Column, table } from './table.ts';

const COLUMNS: readonly Column<Topic>[] = [
  { head: 'Topic', cell: ({ title }) => title, shrinks: true },
  { head: 'Retention', cell: ({ retentionPercent }) => percent(retentionPercent), right: true },
  { head: 'Interval', cell: interval, right: true, dispensable: 2 },
  { head: 'Coverage', cell: ({ coveragePercent }) => percent(coveragePercent), right: true, dispensable: 3 },
  { head: 'Band', cell: ({ band }) => band, dispensable: 4 },
  { head: 'Due', cell: ({ cards }) => String(cards.due), right: true },
  { head: 'Id', cell: ({ id }) => id, dispensable: 1 },
];

export const topics: Command = {
  name: 'topics',
  words: '',
  maxWords: 0,
  summary: 'list all topics with their retention and its evidence',
  flags: [PLAN, JSON_OUTPUT, ...CLIENT_FLAGS],
  run: (line, surroundings) =>
    withClient(line, surroundings, async (client) => {
      const plan = line.value('plan');
      const found = await client.get<Topic[]>('/api/topics', { plan });
      if (line.has('json')) surroundings.out(asJson(found));
      else if (found.length === 0) surroundings.err(why(await client.get('/api/problems', { plan })));
      else for (const row of table(COLUMNS, found, surroundings.columns)) surroundings.out(row);
      return 0;
    }),
};

/** Why there are no topics. */
function why({ problems }: FileProblems): string {
  const said = problems.find(({ path }) => path.endsWith('/plan.md'));
  return said
    ? `No topics: ${said.path}:${said.line} ${said.message}`
    : 'No topics: write a plan.md into a folder of the decks.';
}

function percent(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(1)}%`;
}

function interval({ lowPercent, highPercent }: Topic): string {
  if (lowPercent === null || highPercent === null) return '–';
  return `${lowPercent.toFixed(0)}–${highPercent.toFixed(0)}%`;
}
