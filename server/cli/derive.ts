import type { Derived } from '../library/derive.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, counted, JSON_OUTPUT, PLAN } from './command.ts';

export const derive: Command = {
  name: 'derive',
  words: '',
  maxWords: 0,
  summary: "write a first note for every item without one into its topic's deck",
  flags: [
    PLAN,
    { name: 'dry-run', meaning: 'only show what would be written' },
    JSON_OUTPUT,
    ...CLIENT_FLAGS,
  ],
  run: (line, surroundings) =>
    withClient(line, surroundings, async (client) => {
      const planId = line.value('plan');
      const dryRun = line.has('dry-run');
      const sent = { ...(planId !== undefined && { planId }), ...(dryRun && { dryRun }) };
      const { body } = await client.post<Derived>('/api/derive', sent);
      if (line.has('json')) surroundings.out(asJson(body));
      else for (const text of report(body)) surroundings.out(text);
      const notes = counted(body.added.length, 'note');
      const decks = counted(body.files.length, 'deck');
      surroundings.err(`${dryRun ? 'Would write' : 'Wrote'} ${notes} into ${decks}.`);
      const failed = body.failed ?? [];
      for (const { message } of failed) surroundings.err(`tenax: ${message}`);
      return failed.length > 0 ? 1 : 0;
    }),
};

function report({ files, added }: Derived): readonly string[] {
  return [
    ...added.map(
      ({ noteId, topicId, prompt, draft }) => `${topicId} ${noteId}${draft ? ' (draft)' : ''}: ${prompt}`,
    ),
    ...files.map(
      ({ path, added, drafts }) => `${path}: ${counted(added, 'note')}, ${counted(drafts, 'draft')}`,
    ),
  ];
}
