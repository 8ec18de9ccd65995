// Request bodies from stdin or options.
import { type Flag, type Line, UsageError } from '../flags.ts';
import { JSON_OUTPUT, type Surroundings } from './command.ts';

export const PROMPT: Flag = { name: 'prompt', value: 'TEXT', meaning: 'what a card asks' };
export const ANSWER: Flag = { name: 'answer', value: 'MARKDOWN', meaning: 'its answer' };

/**
 * What a command sends: the JSON on stdin if its only word is `-`, otherwise what `fromLine` makes of
 * the command line.
 *
 * @throws UsageError if stdin is not JSON, or options are given too.
 */
export async function bodyOf(
  line: Line,
  surroundings: Surroundings,
  flags: readonly Flag[],
  fromLine: () => unknown,
): Promise<unknown> {
  if (line.words[0] !== '-') return fromLine();
  const spare = flags.find(({ name }) => name !== JSON_OUTPUT.name && line.has(name));
  if (spare) throw new UsageError(`With - everything is read from stdin: leave --${spare.name} out.`);
  try {
    return JSON.parse(await surroundings.stdin());
  } catch (error) {
    throw new UsageError(`stdin is not JSON (${error instanceof Error ? error.message : error}).`);
  }
}

/** The value of a required option. */
export function required(line: Line, { name }: Flag): string {
  const value = line.value(name);
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}
