import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTenax } from '../../server/tenax.ts';
import { SAMPLE } from '../support/tenax.ts';
import { workplace } from './folders.ts';
import { runHere } from './small.ts';

async function learner() {
  const cwd = await workplace();
  await mkdir(join(cwd, 'decks/k8s'), { recursive: true });
  for (const [path, text] of Object.entries(SAMPLE)) await writeFile(join(cwd, 'decks', path), text);
  const untilStopped = () => new Promise<void>(() => {});
  return (...argv: string[]) => runHere(argv, { cwd, openTenax, untilStopped });
}

describe('tenax settings', () => {
  it('shows and changes the settings of the learner, a plan and a topic', async () => {
    const tenax = await learner();
    expect((await tenax('settings', '--zone', 'UTC')).out).toMatch(/^zone +UTC {2}\(default\)$/m);
    expect((await tenax('settings', 'rollover=05:00')).out).toMatch(/^rollover +05:00$/m);
    expect((await tenax('settings', 'easyDays=1 1 1 1 1 0.5 0')).out).toMatch(/^easyDays +1 1 1 1 1 0.5 0$/m);
    const order = await tenax('settings', '--plan', 'k8s', 'reviewOrder=due-day', 'burySiblings=false');
    expect(order.out).toMatch(/^reviewOrder +due-day\nnewOrder +gaps-first {2}\(default\)$/m);
    expect(order.out).toMatch(/^burySiblings +false$/m);
    const plan = await tenax('settings', '--plan', 'k8s', 'newPerDay=1', 'learningSteps=1m 5m');
    expect(plan).toMatchObject({ code: 0, err: 'No due time moves.' });
    expect(plan.out).toMatch(/^newPerDay +1$/m);
    expect((await tenax('due')).out).toMatch(/^1 due/);
    const topic = ['settings', '--topic', 'k8s/pod-networking'];
    expect((await tenax(...topic, 'desiredRetention=0.95', '--dry-run')).err).toBe(
      'Nothing was changed. No due time would move.',
    );
    expect((await tenax(...topic)).out).toMatch(/^learningSteps +1m 5m {2}\(default\)$/m);
    expect((await tenax('settings', '--plan', 'k8s', 'newPerDay=default')).out).toMatch(
      /^newPerDay +20 {2}\(default\)$/m,
    );
  });

  it('says what is allowed', async () => {
    const tenax = await learner();
    expect(await tenax('settings', '--plan', 'k8s', 'desiredRetention=2')).toMatchObject({
      code: 1,
      err: expect.stringContaining('body/desiredRetention must be <= 0.97'),
    });
    expect(await tenax('settings', 'zone')).toMatchObject({ code: 2 });
  });
});

describe('tenax optimize', () => {
  it('says that there are too few reviews, and that there is nothing to go back to', async () => {
    const tenax = await learner();
    expect(await tenax('optimize')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Training needs 64 reviews, and there are 0\./),
    });
    expect(await tenax('optimize', '--back')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing to go back to'),
    });
  });

  it('goes back to the previous weights, further back when repeated, or to any set', async () => {
    const tenax = await learner();
    const weightsNow = async (): Promise<number[]> =>
      JSON.parse((await tenax('settings', '--plan', 'k8s', '--json')).out).settings.weights;
    const first = await weightsNow();
    const [second, third] = [2, 3].map((by) =>
      first.map((weight, index) => (index === 0 ? weight / by : weight)),
    );
    await tenax('settings', '--plan', 'k8s', `weights=${second?.join(',')}`);
    await tenax('settings', '--plan', 'k8s', `weights=${third?.join(',')}`);
    expect((await tenax('optimize', '--back')).out).toBe(
      'The weights of k8s are those of 2099-11-23 (settings) again.',
    );
    expect(await weightsNow()).toEqual(second);
    expect((await tenax('optimize', '--back')).out).toBe('The weights of k8s are the default ones again.');
    expect(await weightsNow()).toEqual(first);
    expect(await tenax('optimize', '--back')).toMatchObject({ code: 1 });

    const [{ sets }] = JSON.parse((await tenax('optimize', '--list', '--json')).out);
    expect(sets.map(({ weights }: { weights: unknown }) => weights)).toEqual([third, second, null]);
    expect((await tenax('optimize', '--to', sets[0].id)).code).toBe(0);
    expect(await weightsNow()).toEqual(third);
    const table = (await tenax('optimize', '--list')).out.split('\n');
    expect(table[0]).toMatch(/^Plan +Id +Since +Log loss +Reviews +Source +In use$/);
    expect(table[1]).toMatch(new RegExp(`^k8s +${sets[0].id} +2099-11-23 +– +– +settings +yes$`));
    expect(table).toHaveLength(4);
    expect((await tenax('optimize', '--to', 'ffff')).err).toContain('No weights "ffff" were ever in use.');
    expect(await tenax('optimize', '--to', 'ffff', '--back')).toMatchObject({ code: 2 });
    expect((await tenax('optimize', '--list', '--plan', 'aws')).err).toContain('There is no plan "aws".');
  });
});
