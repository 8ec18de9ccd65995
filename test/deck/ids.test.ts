import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeId, isNoteId, slugOf } from '../../server/deck/ids.ts';

describe('an id', () => {
  it.each([
    ["Where does a Pod's IP come from?", 'where-does-a-pods-ip-come-from'],
    ['Qué es un `Servicio` — ¿y para qué?', 'que-es-un-servicio-y-para-que'],
    ['  ①  ﬁne  ', '1-fine'],
    ['何？', 'note'],
    ['🚀', 'note'],
    ['/etc/resolv.conf', 'etc-resolv-conf'],
  ])('is the ASCII slug of its prompt: %s', (prompt, slug) => {
    expect(slugOf(prompt)).toBe(slug);
  });

  it('is cut between words', () => {
    expect(slugOf('Where does a Pod’s IP come from on EKS with the VPC CNI plugin?')).toBe(
      'where-does-a-pods-ip-come-from-on-eks-with-the',
    );
    expect(slugOf('a'.repeat(60))).toBe('a'.repeat(48));
  });

  it('is always well formed and free', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.nat({ max: 120 }), (prompt, count) => {
        const taken = new Set<string>();
        for (let i = 0; i <= count; i++) {
          const id = freeId(slugOf(prompt), (other) => taken.has(other));
          expect(isNoteId(id) && !taken.has(id)).toBe(true);
          taken.add(id);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('counts up from -2', () => {
    expect(freeId('a', (id) => ['a', 'a-2'].includes(id))).toBe('a-3');
    expect(freeId(`${'a'.repeat(46)}-b`, (id) => !id.endsWith('-2'))).toBe(`${'a'.repeat(46)}-2`);
  });
});
