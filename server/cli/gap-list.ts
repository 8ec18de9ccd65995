import type { Gap } from '../http/gaps/schema.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, JSON_OUTPUT, PLAN, TOPIC } from './command.ts';
import { type Column, table } from './table.ts';

const STATUS = { name: 'status', value: 'STATUS', meaning: 'open, carded, learning, closed or reopened' };

const COLUMNS: readonly Column<Gap>[] = [
  { head: 'Gap', cell: ({ text }) => text, shrinks: true },
  { head: 'Status', cell: ({ status }) => status },
  { head: 'Since', cell: ({ since }) => since.slice(0, 10), dispensable: 3 },
  { head: 'Seen', cell: ({ cards }) => `${cards.seen} of ${cards.total}`, right: true, dispensable: 2 },
  { head: 'Topic', cell: ({ topic }) => topic.id, dispensable: 1 },
];

export const gapList: Command = {
  name: 'gap list',
  words: '',
  maxWords: 0,
  summary: 'list the gaps of the plans and their status',
  flags: [TOPIC, PLAN, STATUS, JSON_OUTPUT, ...CLIENT_FLAGS],
  run: (line, surroundings) =>
    withClient(line, surroundings, async (client) => {
      const part = { plan: line.value('plan'), topic: line.value('topic'), status: line.value('status') };
      const gaps = await client.get<Gap[]>('/api/gaps', part);
      if (line.has('json')) surroundings.out(asJson(gaps));
      else if (gaps.length === 0) surroundings.err('No gaps.');
      else for (const row of table(COLUMNS, gaps, surroundings.columns)) surroundings.out(row);
      return 0;
    }),
};
