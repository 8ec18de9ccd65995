import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugify } from '../../server/plan/slug.ts';
import { itemKey, normaliseText, splitOutside } from '../../server/plan/text.ts';

describe('the key of an item', () => {
  it.each([
    ['**Routing rules** (not iptables)', 'routing rules (not iptables)'],
    ['✅ Warm   pool ✅', 'warm pool'],
    ['[x] Warm pool', 'warm pool'],
    ['[ ] Warm pool', 'warm pool'],
    ['3. Warm pool:', 'warm pool'],
    ['1.2 `kubernetes_sd_configs`', 'kubernetes_sd_configs'],
    ['_Warm_ pool', 'warm pool'],
    ['C++ and C#', 'c++ and c#'],
    ['a_b_c', 'a_b_c'],
  ])('of %j is %j', (text, key) => {
    expect(itemKey(text)).toBe(key);
  });

  it('is only empty for an empty text', () => {
    expect(itemKey('🎉')).toBe('🎉');
    expect(itemKey('**')).toBe('**');
  });

  it('is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
      }),
    );
  });

  it('does not depend on the marks around a text', () => {
    const words = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,4}$/);
    fc.assert(
      fc.property(words, fc.constantFrom('✅ ', '❌ ', '[x] ', '[ ] ', '12. ', '**'), (text, mark) => {
        expect(itemKey(mark + text)).toBe(itemKey(text));
      }),
    );
  });
});

describe('splitting', () => {
  it('keeps brackets and code whole', () => {
    expect(splitOutside('timers (a, b), `x, y`, c', ',')).toEqual(['timers (a, b)', '`x, y`', 'c']);
  });
});

describe('a slug', () => {
  it.each([
    ['DNS / Service Discovery', 'dns-service-discovery'],
    ['Señor Ñandú', 'senor-nandu'],
    ["What's new", 'whats-new'],
    ['数学', 'topic'],
  ])('of %j is %j', (title, slug) => {
    expect(slugify(title)).toBe(slug);
  });

  it('is ASCII and at most 48 characters, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
        expect(slugify(title)).toMatch(/^[a-z0-9][a-z0-9-]{0,47}$/);
      }),
    );
  });
});
