// Loaded into a process with `--import`: measures for how long its main thread computes without letting anybody else
// in, and what the process uses. At SIGUSR2 it writes what it measured since the last time, as JSON, into the file
// that TENAX_PROBE names.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const TICK_MS = 2;
/** The kernel's own account of the main thread: its first number is the time on a processor, in ns. */
const ACCOUNT = `/proc/${process.pid}/task/${process.pid}/schedstat`;

if (isMainThread && process.env.TENAX_PROBE) watch(process.env.TENAX_PROBE);

function watch(file) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  let last = now();
  let start = last;
  let heldMs = 0;
  let gapMs = 0;
  // Between two ticks of a timer the event loop ran once: what the thread computed meanwhile was one stretch. Time of
  // other processes does not count, as it would in the delay alone.
  const tick = () => {
    const at = now();
    heldMs = Math.max(heldMs, Math.min(at.ownMs - last.ownMs, at.wallMs - last.wallMs));
    gapMs = Math.max(gapMs, at.wallMs - last.wallMs);
    last = at;
  };
  setInterval(tick, TICK_MS).unref();
  process.on('SIGUSR2', () => {
    tick();
    const used = process.cpuUsage();
    const line = {
      heldMs,
      gapMs,
      cpuMs: (used.user + used.system - start.cpuUs) / 1000,
      wallMs: last.wallMs - start.wallMs,
    };
    collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    writeFileSync(`${file}.new`, JSON.stringify({ ...line, rss, heapUsed, external }));
    renameSync(`${file}.new`, file);
    start = last = now();
    heldMs = gapMs = 0;
  });
}

function now() {
  const { user, system } = process.cpuUsage();
  const ownNs = Number(readFileSync(ACCOUNT, 'latin1').split(' ', 1)[0]);
  return { ownMs: ownNs / 1e6, wallMs: performance.now(), cpuUs: user + system };
}
