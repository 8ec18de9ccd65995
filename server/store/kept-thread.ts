// Runs functions on texts: short ones at once, all others in a thread that is kept, each within a deadline.
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { compiledFile } from '../compiled.ts';
import { createCache } from './cache.ts';
import { yieldAfter } from './yielding.ts';

/** Functions by name. What they take and return can be cloned, and depends on nothing else. */
export type Works = Readonly<Record<string, (...args: never[]) => unknown>>;

/**
 * Characters of text that are worked on at once. No pass over Markdown takes more than the square of its text, so
 * whatever a text of this length holds takes a few milliseconds (the worst of 30,000 took 13), unless it is nested deep.
 */
export const SHORT_TEXT = 1000;
/** Markers of quotes and lists, one after the other: each makes the parser call itself. */
const DEEP = /(?:(?:[>*+-]|\d{1,9}[.)])[ \t]*){40}/;
/** The squares of short texts that may be worked on between two yields: those of one that is as hostile as can be. */
const STEPS_A_PIECE = SHORT_TEXT ** 2;
/** Even an empty text costs as much as some characters. */
const LEAST_STEPS = 100;
/** A thread that nobody needed for this long ends, which frees its memory. */
const IDLE_MS = 60_000;
/** Tasks that were given up and are not tried again. */
const MOST_REFUSED = 10_000;
/** Memory that a task may take. */
const MEBIBYTES = 256;

/** A task passed its deadline, or needed more memory than its thread may have. It was given up. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

export interface KeptThreadOptions<W extends Works> {
  /** The functions, for short texts. */
  readonly works: W;
  /** The compiled file below `server/` that offers the same functions with `offer`. */
  readonly file: readonly string[];
  /** Milliseconds that a task may take in the thread, on the clock and on a processor. */
  readonly deadlineMs: number;
  readonly mebibytes?: number;
  /** Tasks for the thread even if their texts are short. */
  readonly isLong?: (name: keyof W, args: readonly unknown[]) => boolean;
  /** An error of a function, from what the thread sent of it. */
  readonly asError?: (sent: SentError) => Error;
}

export interface KeptThread<W extends Works> {
  /**
   * Calls a function: at once if all the text in its arguments is short, otherwise in the thread, after the tasks that
   * came before.
   *
   * @throws TookTooLong, also at once if the same task took too long before; and what the function throws
   */
  run<Name extends keyof W & string>(name: Name, ...args: Parameters<W[Name]>): Promise<ReturnType<W[Name]>>;
  /** Ends the thread, which rejects what waits for it. */
  close(): Promise<void>;
}

/** A task as the thread gets it. */
export interface Task {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** An error as the thread sends it: cloning keeps neither class nor fields. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What the thread says: once that it is ready, then the end of each task. */
export type Said = 'ready' | { readonly value: unknown } | { readonly error: SentError };

interface Waiting extends Task {
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that starts with its first task. */
export function keepThread<W extends Works>(options: KeptThreadOptions<W>): KeptThread<W> {
  const { works, file, deadlineMs, mebibytes = MEBIBYTES, isLong, asError = sameError } = options;
  const refused = createCache<true>({ entries: MOST_REFUSED });
  const pieces = yieldAfter(STEPS_A_PIECE);
  /** Callers that come at once take turns, so that all of them wait when one has to. */
  let turn: Promise<void> = Promise.resolve();
  const waiting: Waiting[] = [];
  let thread: Worker | null = null;
  let isReady = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let hasRefused = false;

  const settle = (act: (task: Waiting) => void) => {
    clearTimeout(timer);
    const task = waiting.shift();
    if (task) act(task);
    next();
  };

  const giveUp = () => {
    const spent = thread;
    thread = null;
    void spent?.terminate();
    settle((task) => {
      const key = keyOf(task);
      hasRefused = true;
      refused.get(key, () => true);
      const error = new TookTooLong(`${task.name} took longer than ${deadlineMs} ms.`);
      task.reject(error);
      // Others may wait for the same.
      const same = waiting.filter((other) => keyOf(other) === key);
      for (const other of same) waiting.splice(waiting.indexOf(other), 1)[0]?.reject(error);
    });
  };

  const start = () => {
    const started = new Worker(compiledFile(...file), {
      resourceLimits: { maxOldGenerationSizeMb: mebibytes },
    });
    thread = started;
    isReady = false;
    const ifMine = (act: () => void) => {
      if (thread === started) act();
    };
    started.on('message', (said: Said) =>
      ifMine(() => {
        if (said === 'ready') {
          isReady = true;
          next();
        } else if ('value' in said) {
          // Later, since to clone a long value took its time.
          settle(({ resolve }) => setImmediate(() => resolve(said.value as never)));
        } else settle(({ reject }) => reject(asError(said.error)));
      }),
    );
    started.on('error', (error: Error & { readonly code?: string }) =>
      ifMine(() => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return giveUp();
        thread = null;
        settle(({ reject }) => reject(error));
      }),
    );
    started.on('exit', (code) =>
      ifMine(() => {
        thread = null;
        if (waiting.length > 0)
          settle(({ reject }) => reject(new Error(`A thread ended with code ${code}.`)));
      }),
    );
  };

  /** Sends the first task that waits; without any, lets the process end and, later, the thread. */
  const next = () => {
    clearTimeout(timer);
    const [task] = waiting;
    if (!task) {
      thread?.unref();
      timer = setTimeout(rest, IDLE_MS).unref();
      return;
    }
    if (!thread) start();
    thread?.ref();
    if (!isReady) return;
    const { name, args } = task;
    watch(task);
    thread?.postMessage({ name, args } satisfies Task);
  };

  /**
   * Gives a task up once its time has passed on the clock, and this process had as much of it on a processor: a machine
   * that is busy, or was suspended, is not the fault of a text.
   */
  const watch = (task: Waiting) => {
    const before = process.cpuUsage();
    const look = () => {
      const { user, system } = process.cpuUsage(before);
      const leftMs = deadlineMs - (user + system) / 1000;
      if (leftMs > 0) timer = setTimeout(look, leftMs);
      // Not before an answer that waits to be read.
      else setImmediate(() => waiting[0] === task && giveUp());
    };
    timer = setTimeout(look, deadlineMs);
  };

  const rest = () => {
    const idle = thread;
    thread = null;
    return idle?.terminate();
  };

  return {
    async run(name, ...args) {
      const text = textIn(args);
      if (text.length <= SHORT_TEXT && !DEEP.test(text) && !isLong?.(name, args)) {
        turn = turn.then(() => pieces((text.length + LEAST_STEPS) ** 2));
        await turn;
        return works[name]?.(...(args as never[])) as never;
      }
      if (closed) throw new Error('The thread is closed.');
      if (hasRefused && refused.find(keyOf({ name, args })))
        throw new TookTooLong(`${name} took too long before.`);
      return new Promise<never>((resolve, reject) => {
        waiting.push({ name, args, resolve, reject });
        if (waiting.length === 1) next();
      });
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      for (const { reject } of waiting.splice(0)) reject(new Error('The thread was closed meanwhile.'));
      await rest();
    },
  };
}

/** All text in some arguments; once it is long, no more of it is looked at. */
function textIn(value: unknown, before = ''): string {
  if (before.length > SHORT_TEXT) return before;
  if (typeof value === 'string') return before + value;
  if (value instanceof Uint8Array) return before + String.fromCharCode(...value.subarray(0, SHORT_TEXT + 1));
  if (typeof value !== 'object' || value === null) return before;
  return Object.values(value).reduce<string>((text, part) => textIn(part, text), before);
}

function keyOf({ name, args }: Task): string {
  const hash = createHash('sha256').update(name);
  for (const arg of args)
    hash.update('\0').update(arg instanceof Uint8Array ? arg : (JSON.stringify(arg) ?? ''));
  return hash.digest('base64');
}

function sameError({ name, message, stack }: SentError): Error {
  return Object.assign(new Error(message), { name, stack });
}
