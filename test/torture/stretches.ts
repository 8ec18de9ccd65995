// Measures how long the main thread works without looking at its events.
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

export interface Stretches {
  /** Waits until the events of now are handled; returns the longest stretch since the last call, in ms. */
  longest(): Promise<number>;
  stop(): void;
}

/**
 * Starts to measure. Counts the time of this thread on a processor, so that neither other threads nor a busy machine
 * make a stretch longer; where the system does not tell that (not Linux), the time on the clock.
 */
export function measureStretches(): Stretches {
  let running = true;
  let longest = 0;
  let before = cpuMs();
  const look = () => {
    const now = cpuMs();
    longest = Math.max(longest, now - before);
    before = now;
  };
  void (async () => {
    while (running) {
      await setImmediate();
      look();
    }
  })();
  return {
    async longest() {
      await setImmediate();
      await setImmediate();
      const found = longest;
      longest = 0;
      return found;
    },
    stop() {
      running = false;
    },
  };
}

const FILE = `/proc/self/task/${process.pid}/schedstat`;

function cpuMs(): number {
  try {
    return Number(readFileSync(FILE, 'utf8').split(' ', 1)[0]) / 1e6;
  } catch {
    return performance.now();
  }
}
