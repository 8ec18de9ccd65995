import { describe, expect, it, onTestFinished } from 'vitest';
import { checkLibrary } from '../../server/library/check.ts';
import { createTexts } from '../../server/library/texts.ts';
import { asNoteId, asPlanId } from '../../server/schedule/ids.ts';
import { openWorld } from '../support/tenax.ts';

/** Lists in lists, each in the first line of the one around it: the parser takes many seconds. */
const LISTS = `${'- '.repeat(31_000)}a`;

function opened(deadlineMs: number) {
  const texts = createTexts({ deadlineMs });
  onTestFinished(() => texts.close());
  return texts;
}

const listed = (path: string) => ({
  path,
  planId: asPlanId('k8s'),
  isPlan: path.endsWith('plan.md'),
  stamp: '',
  modifiedMs: 0,
  unreadable: null,
  unwritable: null,
});
const read = (text: string) => ({
  bytes: Buffer.from(text),
  size: Buffer.byteLength(text),
  hash: 'x',
  stamp: '',
});

describe('a file that takes too long', () => {
  it('is unreadable, with the line of the text that is at fault', async () => {
    const text = `# T\n\n### a\n\nb\n\n### c\n\n${LISTS}\n\n### d\n\ne\n`;
    expect(await opened(200).parse(listed('k8s/t.md'), read(text))).toMatchObject({
      kind: 'unreadable',
      problems: [{ rule: 'takes-too-long', path: 'k8s/t.md', line: 9, fault: { kind: 'takes-too-long' } }],
    });
  });

  it('is not edited, and the editor hears why', async () => {
    const text = `# T\n\n### a\n<!-- id: a -->\n\n${LISTS}\n`;
    await expect(opened(200).run('note', 'k8s/t.md', text, asNoteId('a'))).rejects.toMatchObject({
      name: 'LibraryError',
      failure: 'unreadable',
      message: expect.stringMatching(/^k8s\/t\.md:6 .*Nothing was changed\.$/),
      about: { path: 'k8s/t.md', fault: { kind: 'takes-too-long' } },
    });
  });

  it('does not keep others from being read', async () => {
    const texts = opened(200);
    const [slow, good] = await Promise.all([
      texts.parse(listed('k8s/t.md'), read(`# T\n\n${LISTS}`)),
      texts.parse(listed('k8s/u.md'), read(`# U\n\n${'word '.repeat(5_000)}`)),
    ]);
    expect([slow.kind, good.kind]).toEqual(['unreadable', 'deck']);
  });
});

describe('errors of long files', () => {
  it('come back from the thread as they are', async () => {
    const long = `# T\n\n### a\n<!-- id: a -->\n\n${'word '.repeat(1_000)}\n`;
    const texts = opened(5_000);
    await expect(texts.run('note', 'k8s/t.md', long, asNoteId('b'))).rejects.toMatchObject({
      failure: 'unknown',
      message: 'k8s/t.md has no note "b" now. It may have been moved or removed.',
    });
    await expect(
      texts.run('changeNote', 'k8s/t.md', long, asNoteId('a'), '"old"', '### a\n<!-- id: b -->\n\nc'),
    ).rejects.toMatchObject({ failure: 'refused', about: { fault: { kind: 'id-changed' } } });
    await expect(
      texts.run('changeNote', 'k8s/t.md', long, asNoteId('a'), '"old"', null),
    ).rejects.toMatchObject({ failure: 'changed', about: { path: 'k8s/t.md' } });
  });
});

describe('the library', { timeout: 60_000 }, () => {
  it('keeps the last good cards of a deck that takes too long, and says what to do', async () => {
    const world = await openWorld();
    const deck = 'k8s/storage.md';
    await world.write(deck, '# Storage\n\n### a\n<!-- id: a -->\n\nb\n');
    await world.tenax.library.scan();
    await world.write(deck, `# Storage\n\n### a\n<!-- id: a -->\n\n${LISTS}\n`);
    await world.tenax.library.scan();
    expect((await world.get<object>('/api/cards/a')).body).toMatchObject({ setAside: false });
    const problems = await world.tenax.library.problems();
    expect(problems).toMatchObject([{ path: deck, line: 6, rule: 'takes-too-long' }]);
    await world.write(deck, '# Storage\n\n### a\n<!-- id: a -->\n\nc\n');
    await world.tenax.library.scan();
    expect(await world.tenax.library.problems()).toEqual([]);
    expect((await world.get<object>('/api/cards/a')).body).toMatchObject({ answerHtml: '<p>c</p>\n' });
  });
});

it('the check names a note that takes too long and goes on', { timeout: 60_000 }, async () => {
  const world = await openWorld();
  const address = `${'a'.repeat(60_000)}@`;
  await world.write(
    'k8s/storage.md',
    `# Storage\n\n### a\n<!-- id: a -->\n\n[b](c.md) ${address}\n\n### d\n\ne\n`,
  );
  const problems = await checkLibrary(world.decks);
  expect(problems.filter(({ path }) => path === 'k8s/storage.md')).toMatchObject([
    { rule: 'takes-too-long', line: 3, severity: 'error' },
    { rule: 'missing-id', line: 8 },
  ]);
});
