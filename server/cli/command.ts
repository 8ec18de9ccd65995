// What a command is, and what it may use.
import type { FastifyInstance } from 'fastify';
import type { Environment, Settings } from '../config.ts';
import { SETTING_FLAGS } from '../config.ts';
import type { Flag, Line } from '../flags.ts';
import type { Counts } from '../session/due.ts';

/** One command of the command line. */
export interface Command {
  /** One word or two, such as `gap add`. */
  readonly name: string;
  /** The words after its name, for the help; empty if there are none. */
  readonly words: string;
  /** The most words after its name. */
  readonly maxWords: number;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly flags: readonly Flag[];
  /** Runs the command and resolves with the exit code. Errors are printed as one line. */
  run(line: Line, surroundings: Surroundings): Promise<number>;
}

/** What a command may use of its process. */
export interface Surroundings {
  readonly env: Environment;
  readonly cwd: string;
  readonly clock: () => number;
  readonly openTenax: OpenTenax;
  /** Width of the terminal, null if the output does not go to one. */
  readonly columns: number | null;
  /** Prints a line of output. */
  out(line: string): void;
  /** Prints a message to the person, on stderr. */
  err(line: string): void;
  /** Everything on stdin. */
  stdin(): Promise<string>;
  /** Resolves when the process is asked to end. */
  untilStopped(): Promise<void>;
}

/** What the command line needs of an opened Tenax. */
export interface Tenax {
  readonly app: Pick<FastifyInstance, 'inject' | 'listen' | 'server'>;
  due(): Promise<Counts>;
  /** Errors in the decks. */
  problems(): Promise<number>;
  /** Answers what is in flight, then closes the store. */
  close(): Promise<void>;
}

export type OpenTenax = (
  settings: Settings,
  outside: {
    readonly clock: () => number;
    readonly log: (line: string) => void;
    readonly startNew?: boolean;
    readonly evenDamaged?: boolean;
  },
) => Promise<Tenax>;

/** The command failed: the message says why and what to do, in one line. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

export const TOPIC: Flag = {
  name: 'topic',
  value: 'PLAN/TOPIC',
  meaning: 'a topic, such as eks/pod-networking',
};
export const PLAN: Flag = { name: 'plan', value: 'PLAN', meaning: "only this plan, by its folder's name" };
export const JSON_OUTPUT: Flag = { name: 'json', meaning: 'print JSON' };

/** The settings of a command that works with or without a running server. */
export const CLIENT_FLAGS: readonly Flag[] = SETTING_FLAGS.filter(
  ({ name }) => name !== 'port' && name !== 'host',
);

export function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** `3 cards`, `1 card`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
