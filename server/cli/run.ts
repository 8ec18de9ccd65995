// All commands, and running one.
import { type Flag, type Line, nearest, readLine, UsageError, wordsIn } from '../flags.ts';
import { explainFailure } from '../store/errors.ts';
import { backup } from './backup.ts';
import { check } from './check.ts';
import type { Command, Surroundings } from './command.ts';
import { derive } from './derive.ts';
import { doctor } from './doctor.ts';
import { due } from './due.ts';
import { exportReviews } from './export-reviews.ts';
import { gapAccept } from './gap-accept.ts';
import { gapAdd } from './gap-add.ts';
import { gapDismiss } from './gap-dismiss.ts';
import { gapList } from './gap-list.ts';
import { gapProposals } from './gap-proposals.ts';
import { helpOn, overview } from './help.ts';
import { importReviews } from './import-reviews.ts';
import { noteAdd } from './note-add.ts';
import { optimize } from './optimize.ts';
import { report } from './report.ts';
import { restore } from './restore.ts';
import { serve } from './serve.ts';
import { settings } from './settings.ts';
import { topics } from './topics.ts';

const HELP_FLAG: Flag = { name: 'help', meaning: 'show this help' };

const help: Command = {
  name: 'help',
  words: '[COMMAND]',
  maxWords: 2,
  summary: 'show all commands, or the options of one',
  flags: [],
  async run(line, surroundings) {
    const asked = line.words.length === 0 ? null : commandNamed(line.words);
    for (const text of asked ? helpOn(asked) : overview(COMMANDS)) surroundings.out(text);
    return 0;
  },
};

/** In the order of the help. */
const COMMANDS: readonly Command[] = [
  serve,
  due,
  topics,
  gapAdd,
  gapList,
  gapProposals,
  gapAccept,
  gapDismiss,
  noteAdd,
  derive,
  report,
  importReviews,
  exportReviews,
  settings,
  optimize,
  backup,
  restore,
  check,
  doctor,
  help,
].map((command) => ({ ...command, flags: [...command.flags, HELP_FLAG] }));
const EVERY_FLAG = COMMANDS.flatMap(({ flags }) => flags);

/** Exit codes besides a command's own: it failed, or the command line has a mistake. */
const FAILED = 1;
const MISUSED = 2;

/** Names of errors that are bugs, not messages for the user. */
const UNMEANT: readonly string[] = ['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'];

/** Runs the command of the arguments and resolves with the exit code. Every error is printed as one line. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const args = argv.map((arg) => (arg === '-h' ? '--help' : arg));
    const words = wordsIn(args, EVERY_FLAG);
    if (words.length === 0) return await help.run(readLine(args, help.flags.concat(HELP_FLAG)), surroundings);
    const command = commandNamed(words);
    const line = within(command, readLine(args, command.flags));
    if (line.has('help')) return await help.run({ ...line, words: command.name.split(' ') }, surroundings);
    return await command.run(line, surroundings);
  } catch (error) {
    surroundings.err(`tenax: ${inOneLine(explainFailure(error))}`);
    return error instanceof UsageError ? MISUSED : FAILED;
  }
}

/** An error as one line: its message, and for a bug also its place. */
export function inOneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.trim().replace(/\s*\n\s*/g, ' ');
  const place = UNMEANT.includes(error.name) ? /^ *at .*$/m.exec(error.stack ?? '')?.[0] : undefined;
  return place === undefined ? message : `${message} (${place.trim()})`;
}

function commandNamed(words: readonly string[]): Command {
  const named = COMMANDS.find(({ name }) => name.split(' ').every((part, index) => words[index] === part));
  if (named) return named;
  const typed = words[0] ?? '';
  const group = COMMANDS.find(({ name }) => name.startsWith(`${typed} `));
  const meant =
    group?.name ??
    nearest(
      typed,
      COMMANDS.map(({ name }) => name),
    );
  const hint = meant ? `Did you mean ${meant}?` : '`tenax help` lists the commands.';
  throw new UsageError(`Unknown command "${words.slice(0, group ? 2 : 1).join(' ')}". ${hint}`);
}

/** The line without the command's name. */
function within(command: Command, line: Line): Line {
  const words = line.words.slice(command.name.split(' ').length);
  const spare = words[command.maxWords];
  if (spare !== undefined) {
    throw new UsageError(`"${spare}" is one word too many. Put text with spaces in quotes.`);
  }
  return { ...line, words };
}
