import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { workplace } from './folders.ts';
import { startTenax } from './process.ts';

async function serving(cwd: string) {
  const tenax = startTenax(cwd, ['serve', '--port', '0']);
  const [, address = ''] = await tenax.prints(/^Tenax answers at (http:\S+)\n(?:.*\n)*.* due /m);
  return { ...tenax, address };
}

/** A request whose body is not yet complete. */
function requestInFlight(address: string) {
  const { port, host } = new URL(address);
  const body = '{"markdown":"### What?\\n\\nThat."}';
  const socket = connect(Number(port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.write(
    `POST /api/render HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
  );
  return { finish: () => socket.write(body.slice(5)), answer: () => answer };
}

describe('the process', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'finishes requests in flight on %s and exits with 0',
    async (signal) => {
      const cwd = await workplace();
      const { address, child, ended, said } = await serving(cwd);
      const request = requestInFlight(address);
      await sleep(200);
      child.kill(signal);
      // npm passes on the signal that the terminal has already sent.
      child.kill(signal);
      await sleep(300);
      expect(child.exitCode).toBeNull();
      request.finish();
      expect(await ended).toBe(0);
      expect(request.answer()).toMatch(/^HTTP\/1\.1 200 /);
      expect(said.err).toBe(`Finishing what is in flight (${signal} again ends it at once)…\n`);
    },
  );

  it('ends at once on a second signal', async () => {
    const { address, child, ended } = await serving(await workplace());
    requestInFlight(address);
    await sleep(200);
    child.kill('SIGTERM');
    await sleep(700);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
  });

  it('starts again after it was killed', async () => {
    const cwd = await workplace();
    const first = await serving(cwd);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    expect((await fetch(`${(await serving(cwd)).address}/healthz`)).status).toBe(200);
  });

  it('answers another process, which cannot serve at the same time', async () => {
    const cwd = await workplace();
    const { address } = await serving(cwd);
    const due = startTenax(cwd, ['due', '--json']);
    expect(await due.ended).toBe(0);
    expect(JSON.parse(due.said.out)).toMatchObject({ total: 0, topics: [] });
    const second = startTenax(cwd, ['serve', '--port', '0']);
    expect(await second.ended).toBe(1);
    expect(second.said.err).toMatch(new RegExp(`^tenax: Process \\d+, which answers at ${address}, .*\\n$`));
  });

  it('takes a body from stdin', async () => {
    const gap = startTenax(await workplace(), ['gap', 'add', '-']);
    gap.child.stdin?.end('{"topicId":"k8s/none","text":"Gap"}');
    expect(await gap.ended).toBe(1);
    expect(gap.said.err).toMatch(/^tenax: .*k8s\/none.*\n$/);
  });

  it('fails on an unknown option', async () => {
    const { ended, said } = startTenax(await workplace(), ['serve', '--prot', '1']);
    expect(await ended).toBe(2);
    expect(said).toEqual({ out: '', err: 'tenax: Unknown option --prot. Did you mean --port?\n' });
  });
});
