import type { Backups } from './backups.ts';

const EVERY_MS = 60_000;

export interface Daily {
  /** Resolves when nothing is being copied any more. */
  close(): Promise<void>;
}

/** Makes the backup of each study day soon after it starts, or after Tenax does. `failed` takes what went wrong. */
export function keepDaily(backups: Backups, failed: (error: unknown) => void): Daily {
  let running: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    running ??= backups
      .makeDaily()
      .catch(failed)
      .finally(() => {
        running = null;
      });
  }, EVERY_MS);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
