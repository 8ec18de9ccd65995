import type { Report, ReportWritten } from '../http/reports/schema.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, JSON_OUTPUT, PLAN } from './command.ts';

const WRITE = { name: 'write', meaning: "write it into the plan, between Tenax's markers" };

export const report: Command = {
  name: 'report',
  words: '',
  maxWords: 0,
  summary: 'report retention, gaps, what to study next and progress, as of the start of the study day',
  flags: [PLAN, WRITE, JSON_OUTPUT, ...CLIENT_FLAGS],
  run: (line, surroundings) =>
    withClient(line, surroundings, async (client) => {
      const asked = line.value('plan');
      const plans =
        asked === undefined
          ? await client.get<readonly { readonly id: string }[]>('/api/plans')
          : [{ id: asked }];
      for (const { id } of plans) {
        const url = `/api/plans/${encodeURIComponent(id)}/report`;
        if (line.has('json')) surroundings.out(asJson(await client.get<Report>(url)));
        else surroundings.out((await client.text(url, { format: 'markdown' })).trimEnd());
        if (!line.has('write')) continue;
        const { body } = await client.post<ReportWritten>(url, {});
        surroundings.err(`${body.written ? 'Written into' : 'Unchanged in'} ${body.path}.`);
      }
      return 0;
    }),
};
