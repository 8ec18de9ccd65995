import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spread } from '../../../server/schedule/queue/spread.ts';

const join = (hosts: string, guests: string) => spread([...hosts], [...guests]).join('');

describe('spreading', () => {
  it('places guests evenly between hosts', () => {
    expect(join('rrrrrr', 'nnn')).toBe('rnrrnrrnr');
    expect(join('rr', 'n')).toBe('rnr');
    expect(join('r', 'nnn')).toBe('nrnn');
    expect(join('rrr', 'NNN')).toBe('rNrNrN');
  });

  it('works with one of the lists empty', () => {
    expect(join('rrr', '')).toBe('rrr');
    expect(join('', 'nnn')).toBe('nnn');
  });

  it('keeps the order of both and loses nothing', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (hosts, guests) => {
        const of = (kind: string, count: number) =>
          Array.from({ length: count }, (_, index) => `${kind}${index}`);
        const all = spread(of('host', hosts), of('guest', guests));
        expect(all.filter((each) => each.startsWith('host'))).toEqual(of('host', hosts));
        expect(all.filter((each) => each.startsWith('guest'))).toEqual(of('guest', guests));
      }),
    );
  });

  it('never lets two distances between guests differ by more than one host', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 2, max: 60 }), (hosts, guests) => {
        const inner = join('r'.repeat(hosts), 'n'.repeat(guests)).split('n').slice(1, -1);
        const gaps = inner.map((gap) => gap.length);
        expect(Math.max(...gaps, 0) - Math.min(...gaps, hosts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
