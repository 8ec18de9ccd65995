import type { GapProposal } from '../http/proposals/schema.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, counted, JSON_OUTPUT, PLAN, TOPIC } from './command.ts';

export const gapProposals: Command = {
  name: 'gap proposals',
  words: '',
  maxWords: 0,
  summary: 'list items whose cards lapsed three times within 14 days, to accept as gaps or dismiss',
  flags: [TOPIC, PLAN, JSON_OUTPUT, ...CLIENT_FLAGS],
  run: (line, surroundings) =>
    withClient(line, surroundings, async (client) => {
      const part = { plan: line.value('plan'), topic: line.value('topic') };
      const proposals = await client.get<GapProposal[]>('/api/gaps/proposals', part);
      if (line.has('json')) surroundings.out(asJson(proposals));
      else if (proposals.length === 0) surroundings.err('No proposals.');
      else for (const text of proposals.flatMap(inWords)) surroundings.out(text);
      return 0;
    }),
};

function inWords({ id, topic, text, lapses }: GapProposal): readonly string[] {
  const [first, last] = [lapses[0], lapses.at(-1)].map((lapse) => lapse?.at.slice(0, 10));
  return [
    `${id}  ${topic.id}: ${text}`,
    `  ${counted(lapses.length, 'lapse')} from ${first} to ${last}:`,
    ...[...new Set(lapses.map(({ cardId, prompt }) => `    ${cardId}: ${prompt}`))],
  ];
}
