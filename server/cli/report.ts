import type { Report } from '../http/schemas/index.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, JSON_OUTPUT, PLAN } from './command.ts';

export const report: Command = {
  name: 'report',
  words: '',
  maxWords: 0,
  summary: "write each topic's retention into the plan, between Tenax's own markers",
  flags: [PLAN, JSON_OUTPUT, ...CLIENT_FLAGS],
  run: (line, surroundings) =>
    withClient(line, surroundings, async (client) => {
      const asked = line.value('plan');
      const plans =
        asked === undefined
          ? await client.get<readonly { readonly id: string }[]>('/api/plans')
          : [{ id: asked }];
      for (const { id } of plans) {
        const { body } = await client.post<Report>(`/api/plans/${encodeURIComponent(id)}/report`, {});
        if (line.has('json')) surroundings.out(asJson(body));
        else for (const text of body.lines) surroundings.out(text);
        surroundings.err(`${body.written ? 'Written into' : 'Unchanged in'} ${body.path}.`);
      }
      return 0;
    }),
};
