// Help texts.
import type { Flag } from '../flags.ts';
import type { Command } from './command.ts';

/** What `tenax` can do, as lines of text. */
export function overview(commands: readonly Command[]): readonly string[] {
  return [
    'Tenax turns a learning plan into knowledge that stays.',
    '',
    'tenax COMMAND [OPTIONS]',
    '',
    ...aligned(commands.map(({ name, words, summary }) => [`${name} ${words}`.trim(), summary])),
    '',
    '`tenax help COMMAND` lists its options. Commands also work without a running server.',
  ];
}

/** What one command does and takes. */
export function helpOn({ name, words, summary, flags }: Command): readonly string[] {
  return [
    `tenax ${name} ${words ? `${words} ` : ''}[OPTIONS]`,
    '',
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    '',
    ...aligned(flags.map((flag) => [spelt(flag), flag.meaning])),
  ];
}

function spelt({ name, value }: Flag): string {
  return value ? `--${name} ${value}` : `--${name}`;
}

function aligned(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
