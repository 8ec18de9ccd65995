import { UsageError } from '../flags.ts';
import type { GapResult } from '../http/gaps/schema.ts';
import type { AcceptBody } from '../http/proposals/schema.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, JSON_OUTPUT } from './command.ts';
import { CARD_FLAGS, cardsFrom, gapInWords } from './gap-add.ts';

export const gapAccept: Command = {
  name: 'gap accept',
  words: 'ID ["TEXT"]',
  maxWords: 2,
  summary: 'add a proposed gap to the plan, with its text or another, and cards for it',
  flags: [...CARD_FLAGS, JSON_OUTPUT, ...CLIENT_FLAGS],
  async run(line, surroundings) {
    const [id, text] = line.words;
    if (id === undefined) throw new UsageError('The ID is missing: `tenax gap proposals` lists them.');
    const cards = cardsFrom(line);
    const sent: AcceptBody = { ...(text !== undefined && { text }), ...(cards.length > 0 && { cards }) };
    return withClient(line, surroundings, async (client) => {
      const url = `/api/gaps/proposals/${encodeURIComponent(id)}/accept`;
      const { created, body } = await client.post<GapResult>(url, sent);
      if (line.has('json')) surroundings.out(asJson(body));
      else for (const text of gapInWords(body, created)) surroundings.out(text);
      return 0;
    });
  },
};
