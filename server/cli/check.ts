import { statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { SETTING_FLAGS, settingsOf } from '../config.ts';
import type { Problem } from '../deck/types.ts';
import { asJson, type Command, counted, Failure, JSON_OUTPUT } from './command.ts';
import { requireFolder } from './hold.ts';

export const check: Command = {
  name: 'check',
  words: '[PATH]',
  maxWords: 1,
  summary: 'check the decks for mistakes: all, or only a file or folder',
  flags: [
    {
      name: 'style',
      meaning: 'also report what makes a card hard to learn: length, guessing, duplicates, …',
    },
    { name: 'strict', meaning: 'also fail on warnings' },
    JSON_OUTPUT,
    ...SETTING_FLAGS.filter(({ name }) => name === 'decks'),
  ],
  async run(line, surroundings) {
    const { cwd, env, err, out } = surroundings;
    const { root, part } = placeOf(line.words[0], settingsOf(line, env, cwd).decks, cwd);
    const { checkLibrary } = await import('../library/check.ts');
    const problems = (await checkLibrary(root, { style: line.has('style') })).filter(({ path }) =>
      isWithin(path, part),
    );
    if (line.has('json')) out(asJson(problems.map(forEditors)));
    else for (const problem of problems) out(lineOf(problem, root, cwd));
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    const warnings = problems.length - errors;
    err(`${counted(errors, 'error')}, ${counted(warnings, 'warning')}.`);
    return errors > 0 || (line.has('strict') && warnings > 0) ? 1 : 0;
  },
};

/**
 * A path within the decks folder is a part of it, checked together with the rest because ids are unique over all
 * decks. Any other path is a separate decks folder.
 */
function placeOf(path: string | undefined, decks: string, cwd: string): { root: string; part: string } {
  const asked = resolve(cwd, path ?? decks);
  const part = relative(decks, asked);
  const within = part !== '..' && !part.startsWith(`..${sep}`);
  const root = within ? decks : asked;
  requireFolder(root);
  if (!statSync(asked, { throwIfNoEntry: false })) throw new Failure(`There is no file or folder ${asked}.`);
  return { root, part: within ? part.split(sep).join('/') : '' };
}

function isWithin(path: string, part: string): boolean {
  return part === '' || path === part || path.startsWith(`${part}/`);
}

/** What editors and other programs may rely on. */
function forEditors({ path, line, severity, rule, message }: Problem) {
  return { path, line, severity, rule, message };
}

function lineOf({ path, line, severity, rule, message }: Problem, root: string, cwd: string): string {
  const whole = join(root, path);
  const near = relative(cwd, whole);
  return `${near.startsWith('..') ? whole : near}:${line} ${severity} ${rule} ${message}`;
}
