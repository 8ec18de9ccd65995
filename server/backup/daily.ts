// Makes daily backups.
import type { Backups } from './backups.ts';

const EVERY_MS = 60_000;
/** After a failure, so that a damaged database or a full disk is not copied and reported every minute. */
const AGAIN_MS = 60 * 60_000;

export interface Daily {
  /** Resolves when no copy is under way. */
  close(): Promise<void>;
}

/** Makes the backup of each study day soon after the day, or Tenax, starts. `failed` receives errors. */
export function keepDaily(backups: Backups, failed: (error: unknown) => void): Daily {
  let running: Promise<unknown> | null = null;
  let waitMs = 0;
  const make = async () => {
    try {
      await backups.makeDaily();
    } catch (error) {
      waitMs = AGAIN_MS;
      failed(error);
    } finally {
      running = null;
    }
  };
  const timer = setInterval(() => {
    waitMs -= EVERY_MS;
    if (waitMs <= 0) running ??= make();
  }, EVERY_MS);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
