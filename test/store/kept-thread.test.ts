import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type KeptThreadOptions,
  keepThread,
  SHORT_TEXT,
  TookTooLong,
} from '../../server/store/kept-thread.ts';
import { works } from '../support/slow-works.ts';

const LONG = 'x'.repeat(SHORT_TEXT + 1);

function opened(options: Partial<KeptThreadOptions<typeof works>> = {}) {
  const thread = keepThread({
    works,
    file: ['..', 'test', 'support', 'slow-thread.js'],
    deadlineMs: 200,
    mebibytes: 32,
    ...options,
  });
  onTestFinished(() => thread.close());
  return thread;
}

describe('a kept thread', () => {
  it('works on short texts at once and on all others in the thread', async () => {
    const here: string[] = [];
    const counted = {
      ...works,
      lengthOf: (text: string) => {
        here.push(text);
        return text.length;
      },
    };
    const thread = opened({ works: counted });
    expect(await thread.run('lengthOf', 'x'.repeat(SHORT_TEXT))).toBe(SHORT_TEXT);
    expect(here).toHaveLength(1);
    expect(await thread.run('lengthOf', LONG)).toBe(LONG.length);
    expect(here).toHaveLength(1);
  });

  it('lets others be served between many short texts that come at once', async () => {
    let turns = 0;
    let most = 0;
    let inTurn = 0;
    const count = () => {
      turns++;
      most = Math.max(most, inTurn);
      inTurn = 0;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    const thread = opened({ works: { ...works, lengthOf: (text: string) => ++inTurn && text.length } });
    const text = 'x'.repeat(SHORT_TEXT);
    await Promise.all(Array.from({ length: 500 }, () => thread.run('lengthOf', text)));
    clearImmediate(timer);
    expect(turns).toBeGreaterThan(20);
    expect(most).toBeLessThan(50);
  });

  it.each(['>', '- ', '> 1. ', '*\t'])('works there on what is nested deep: %j', async (marker) => {
    const thread = opened({ works: { ...works, lengthOf: () => Number.NaN } });
    expect(await thread.run('lengthOf', marker.repeat(12))).toBeNaN();
    expect(await thread.run('lengthOf', marker.repeat(40))).toBe(40 * marker.length);
  });

  it('works there on what is called long, however short it is', async () => {
    const failing = { ...works, lengthOf: () => Number.NaN };
    const thread = opened({ works: failing, isLong: (_name, [text]) => text === 'yes' });
    expect(await thread.run('lengthOf', 'yes')).toBe(3);
    expect(await thread.run('lengthOf', 'no')).toBeNaN();
  });

  it.each(['spin', 'backtrack', 'hoard'] as const)('gives up a task that can’t end: %s', async (name) => {
    const thread = opened({ deadlineMs: name === 'hoard' ? 30_000 : 200 });
    await expect(thread.run(name, LONG)).rejects.toThrow(TookTooLong);
    expect(await thread.run('lengthOf', LONG)).toBe(LONG.length);
  });

  it('does what waits for a task that is given up, and the same task not again', async () => {
    const thread = opened();
    const spins = [thread.run('spin', LONG), thread.run('spin', LONG)];
    const length = thread.run('lengthOf', LONG);
    const other = thread.run('spin', `${LONG}y`);
    for (const result of await Promise.allSettled([...spins, other]))
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(TookTooLong) });
    expect(await length).toBe(LONG.length);
    await expect(thread.run('spin', LONG)).rejects.toThrow('before');
    expect(await thread.run('lengthOf', LONG)).toBe(LONG.length);
  });

  it('passes errors on, with their fields for those who want them', async () => {
    await expect(opened().run('fail', LONG)).rejects.toThrow(`no ${LONG.length}`);
    const asError = ({ fields }: { readonly fields: Readonly<Record<string, unknown>> }) =>
      new TypeError(String(fields.failure));
    await expect(opened({ asError }).run('fail', LONG)).rejects.toThrow(new TypeError('refused'));
    await expect(opened().run('fail', 'x')).rejects.toThrow(RangeError);
  });

  it('says so when it can’t start or is closed', async () => {
    await expect(opened({ file: ['no', 'such.js'] }).run('lengthOf', LONG)).rejects.toThrow('such.js');
    const thread = opened();
    const spinning = expect(thread.run('spin', LONG)).rejects.toThrow('closed');
    await thread.close();
    await spinning;
    await expect(thread.run('lengthOf', LONG)).rejects.toThrow('closed');
  });
});
