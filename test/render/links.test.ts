import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveTarget } from '../../server/render/links.ts';

const from = (href: string) => resolveTarget(href, 'eks/pod-networking.md');

describe('a link of a card', () => {
  it.each([
    ['img/x.png', 'image', '/media/eks/img/x.png'],
    ['./x.PNG', 'image', '/media/eks/x.PNG'],
    ['../shared/x.svg?v=1#y', 'image', '/media/shared/x.svg'],
    ['a%20b.png', 'image', '/media/eks/a%20b.png'],
    ['50%25.png', 'image', '/media/eks/50%25.png'],
    ['talk.mp3', 'file', '/media/eks/talk.mp3'],
    ['service-networking.md', 'topic', '/topics/eks/service-networking'],
    ['../aws/vpc.md#peering', 'topic', '/topics/aws/vpc'],
    [' HTTPS://Example.com/A b ', 'outside', 'https://example.com/A%20b'],
    ['mailto:a@example.com', 'outside', 'mailto:a@example.com'],
  ])('to %s is %s %s', (href, kind, url) => {
    expect(from(href)).toEqual({ kind, url });
  });

  it.each([
    '../../secret.png',
    '%2e%2e/%2e%2e/secret.png',
    'img/../../../secret.png',
    '..%2f..%2fsecret.png',
    '..\\..\\secret.png',
    '/etc/x.png',
    '//example.com/x.png',
    '\\\\example.com\\x.png',
    '.git/x.png',
    'img/.x.png',
    'x%00.png',
    'x%ff.png',
    'file:///etc/x.png',
    'javascript:alert(1)//x.png',
    'data:image/png;base64,AA',
    'http://',
    'x.html',
    'x.js',
    'png',
    'plan.md',
    'README.md',
    'deep/er/topic.md',
    '#x',
    '',
  ])('to %j leads nowhere', (href) => {
    expect(from(href)).toBeNull();
  });

  it('never leaves the decks folder, whatever it says', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2E.',
      '%2f',
      '%5c',
      '\\',
      '/',
      '//',
      'a',
      'x.png',
      '?',
      '#',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const target = from(`${parts.join('')}x.png`);
        if (target === null) return;
        const path = new URL(target.url, 'http://127.0.0.1').pathname;
        expect(path).toBe(target.url);
        expect(path).toMatch(/^\/media\/[^/]/);
        expect(decodeURIComponent(path).split('/')).not.toContain('..');
      }),
    );
  });
});
