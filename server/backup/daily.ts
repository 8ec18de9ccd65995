// Makes daily backups.
import type { Backups } from './backups.ts';

const EVERY_MS = 60_000;

export interface Daily {
  /** Resolves when no copy is under way. */
  close(): Promise<void>;
}

/** Makes the backup of each study day soon after the day, or Tenax, starts. `failed` receives errors. */
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
