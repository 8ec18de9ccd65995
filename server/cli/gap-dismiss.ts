import { UsageError } from '../flags.ts';
import type { Dismissed } from '../http/proposals/schema.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, JSON_OUTPUT } from './command.ts';

export const gapDismiss: Command = {
  name: 'gap dismiss',
  words: 'ID',
  maxWords: 1,
  summary: 'dismiss a proposed gap: its lapses do not propose it again',
  flags: [JSON_OUTPUT, ...CLIENT_FLAGS],
  async run(line, surroundings) {
    const [id] = line.words;
    if (id === undefined) throw new UsageError('The ID is missing: `tenax gap proposals` lists them.');
    return withClient(line, surroundings, async (client) => {
      const url = `/api/gaps/proposals/${encodeURIComponent(id)}/dismiss`;
      const { body } = await client.post<Dismissed>(url, {});
      if (line.has('json')) surroundings.out(asJson(body));
      else surroundings.out(`Dismissed ${body.id}`);
      return 0;
    });
  },
};
