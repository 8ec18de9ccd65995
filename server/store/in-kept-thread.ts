// Runs in a kept thread.
import { parentPort } from 'node:worker_threads';
import type { Said, SentError, Task, Works } from './kept-thread.ts';

/** Offers functions to the process: answers its tasks one after the other. */
export function offer(works: Works): void {
  const say = (said: Said) => parentPort?.postMessage(said);
  parentPort?.on('message', ({ name, args }: Task) => {
    try {
      say({ value: works[name]?.(...(args as never[])) });
    } catch (error) {
      say({ error: sendable(error) });
    }
  });
  say('ready');
}

function sendable(error: unknown): SentError {
  if (!(error instanceof Error))
    return { name: 'Error', message: String(error), stack: undefined, fields: {} };
  const { name, message, stack, cause: _cause, ...fields } = error;
  return { name, message, stack, fields };
}
