import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, readLine } from '../server/flags.ts';

const FLAGS = [
  { name: 'topic', value: 'TOPIC', meaning: 'a topic' },
  { name: 'card', value: 'TEXT', meaning: 'a card', repeats: true },
  { name: 'json', meaning: 'as JSON' },
];

describe('a command line', () => {
  it('holds words and options in any order', () => {
    for (const argv of [
      ['gap', 'add', '--json', '--topic', 'eks/a', 'text'],
      ['--topic=eks/a', 'gap', '--json', 'add', 'text'],
    ]) {
      const line = readLine(argv, FLAGS);
      expect(line.words).toEqual(['gap', 'add', 'text']);
      expect(line.value('topic')).toBe('eks/a');
      expect(line.has('json')).toBe(true);
      expect(line.has('card')).toBe(false);
    }
  });

  it('keeps the order of an option that repeats', () => {
    expect(readLine(['--card', 'b', '--card=a'], FLAGS).values('card')).toEqual(['b', 'a']);
  });

  it('takes values that start with a dash if that is not ambiguous', () => {
    expect(readLine(['--card', '- a point', '--card=-x'], FLAGS).values('card')).toEqual(['- a point', '-x']);
    expect(() => readLine(['--card', '-x'], FLAGS)).toThrow('--card=…');
  });

  it('holds only words after --', () => {
    expect(readLine(['--json', '--', '--topic'], FLAGS).words).toEqual(['--topic']);
  });

  it('keeps a lone dash as a word', () => {
    expect(readLine(['-'], FLAGS).words).toEqual(['-']);
  });

  it('refuses a value for a switch', () => {
    expect(() => readLine(['--json=no'], FLAGS)).toThrow('--json takes no value.');
  });

  it('gives back any value that it was given', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readLine([`--topic=${text}`], FLAGS).value('topic')).toBe(text);
      }),
    );
  });
});

describe('the nearest name', () => {
  const NAMES = ['serve', 'due', 'topics', 'check', 'reviews-per-day'];

  it.each([
    ['sevre', 'serve'],
    ['dur', 'due'],
    ['topic', 'topics'],
    ['chekc', 'check'],
    ['review-per-days', 'reviews-per-day'],
    ['s', 'serve'],
  ])('of %s is %s', (typed, name) => {
    expect(nearest(typed, NAMES)).toBe(name);
  });

  it.each(['', 'banana', 'x', 'xyzzy'])('of "%s" is null', (typed) => {
    expect(nearest(typed, NAMES)).toBeNull();
  });

  it('is the name itself, or one with a single typo', () => {
    const slip = fc
      .constantFrom(...NAMES)
      .chain((name) => fc.record({ name: fc.constant(name), at: fc.nat(name.length - 1) }));
    fc.assert(
      fc.property(slip, ({ name, at }) => {
        expect(nearest(name, NAMES)).toBe(name);
        expect(nearest(`${name.slice(0, at)}_${name.slice(at)}`, NAMES)).toBe(name);
      }),
    );
  });
});
