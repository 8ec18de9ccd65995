import type { Due } from '../http/queue/schema.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, JSON_OUTPUT, PLAN, TOPIC } from './command.ts';

export const due: Command = {
  name: 'due',
  words: '',
  maxWords: 0,
  summary: "how many cards of today's session are left",
  flags: [TOPIC, PLAN, JSON_OUTPUT, ...CLIENT_FLAGS],
  run: (line, surroundings) =>
    withClient(line, surroundings, async (client) => {
      const part = { plan: line.value('plan'), topic: line.value('topic') };
      if (line.has('json')) surroundings.out(asJson(await client.get<Due>('/api/due', part)));
      else surroundings.out((await client.text('/api/due', { ...part, format: 'text' })).trimEnd());
      return 0;
    }),
};
