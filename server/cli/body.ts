import { type Flag, type Line, UsageError } from '../flags.ts';
import { JSON_OUTPUT, type Surroundings } from './command.ts';

export const PROMPT: Flag = { name: 'prompt', value: 'TEXT', meaning: 'what a card asks' };
export const ANSWER: Flag = { name: 'answer', value: 'MARKDOWN', meaning: 'what it hides' };

/**
 * What a command sends: the JSON that stands in stdin where its only word is `-`, what `fromLine` makes of
 * the command line otherwise.
 *
 * @throws UsageError where stdin holds no JSON, or options say the same.
 */
export async function bodyOf(
  line: Line,
  surroundings: Surroundings,
  flags: readonly Flag[],
  fromLine: () => unknown,
): Promise<unknown> {
  if (line.words[0] !== '-') return fromLine();
  const spare = flags.find(({ name }) => name !== JSON_OUTPUT.name && line.has(name));
  if (spare) throw new UsageError(`With - all stands in stdin: leave --${spare.name} out.`);
  try {
    return JSON.parse(await surroundings.stdin());
  } catch (error) {
    throw new UsageError(`stdin holds no JSON (${error instanceof Error ? error.message : error}).`);
  }
}

/** The value of an option that must be there. */
export function required(line: Line, { name }: Flag): string {
  const value = line.value(name);
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}
