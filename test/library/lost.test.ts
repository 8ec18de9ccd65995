// Ids that a formatter, an editor or a person took out of a deck.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorld, type World } from '../support/tenax.ts';

const PLAN = '# Shell\n\n## Signals\n\n**Covered:**\n- One\n\n## Pipes\n\n**Covered:**\n- Two\n';
const note = (prompt: string, id: string | null) =>
  `\n### ${prompt}\n${id === null ? '' : `<!-- id: ${id} -->\n`}\nThat.\n`;
const deck = (title: string, ...notes: readonly string[]) => `# ${title}\n${notes.join('')}`;
const [A, B, C] = ['What is a?', 'What is b?', 'What is c?'];
const WHOLE = deck('Signals', note(A, 'id-a'), note(B, 'id-b'), note(C, 'id-c'));
const PIPES = deck('Pipes', note('What is d?', 'id-d'));
const FILES = { 'shell/plan.md': PLAN, 'shell/signals.md': WHOLE, 'shell/pipes.md': PIPES };

/** Saves files, lets the server see them, and waits until it has written what it wants to. */
async function saved(world: World, files: Readonly<Record<string, string | null>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) await rm(join(world.decks, path));
    else await world.write(path, text);
  }
  await quiet(world);
}

async function quiet(world: World): Promise<void> {
  await world.tenax.library.scan();
  world.time.nowMs += 60_000;
  await world.tenax.library.writeIds();
  await world.tenax.library.scan();
}

const found = async ({ tenax }: World) =>
  (await tenax.library.problems()).map(({ path, line, rule }) => `${path}:${line} ${rule}`);

describe('a deck that lost its ids', () => {
  it.each<[string, string]>([
    ['all of them', deck('Signals', note(A, null), note(B, null), note(C, null))],
    ['some of them', deck('Signals', note(A, null), note(B, 'id-b'), note(C, null))],
    ['and the order of its notes', deck('Signals', note(C, null), note(A, null), note(B, null))],
  ])('%s gets each back where it was', async (_, text) => {
    const world = await openWorld(FILES);
    await saved(world, { 'shell/signals.md': text });
    const after = await world.read('shell/signals.md');
    for (const [prompt, id] of [
      [A, 'id-a'],
      [B, 'id-b'],
      [C, 'id-c'],
    ])
      expect(after).toContain(`### ${prompt}\n<!-- id: ${id} -->\n`);
    expect(await found(world)).toEqual([]);
  });

  it('gets them back although the server was stopped, or stops before it wrote them', async () => {
    const world = await openWorld(FILES);
    const text = deck('Signals', note(A, null), note(B, null), note(C, null));
    await world.write('shell/signals.md', text);
    await world.restart();
    await world.restart();
    await quiet(world);
    expect(await world.read('shell/signals.md')).toBe(WHOLE);
  });

  it('gets them back at the same time as another one', async () => {
    const world = await openWorld(FILES);
    await saved(world, {
      'shell/signals.md': WHOLE.replaceAll(/<!-- .* -->\n/g, ''),
      'shell/pipes.md': PIPES.replaceAll(/<!-- .* -->\n/g, ''),
    });
    expect(await world.read('shell/signals.md')).toBe(WHOLE);
    expect(await world.read('shell/pipes.md')).toBe(PIPES);
  });

  it('does not mind how the formatter wrote the prompt', async () => {
    const world = await openWorld({ ...FILES, 'shell/signals.md': WHOLE.replace(A, 'What  is *a*?') });
    await saved(world, {
      'shell/signals.md': deck('Signals', note('What is _a_?', null), note(B, 'id-b'), note(C, 'id-c')),
    });
    expect(await world.read('shell/signals.md')).toContain('### What is _a_?\n<!-- id: id-a -->');
  });

  it('gets none for a note whose prompt changed too, and says what to do', async () => {
    const world = await openWorld(FILES);
    const text = deck('Signals', note('What was a?', null), note(B, null), note(C, 'id-c'));
    await saved(world, { 'shell/signals.md': text });
    const half = text.replace(`${B}\n`, `${B}\n<!-- id: id-b -->\n`);
    expect(await world.read('shell/signals.md')).toBe(half);
    await world.restart();
    await quiet(world);
    expect(await world.read('shell/signals.md')).toBe(half);
    const [problem, ...more] = await world.tenax.library.problems();
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ severity: 'error', rule: 'id-lost', path: 'shell/signals.md', line: 3 });
    expect(problem?.message).toContain('id-a');
    // Its author says which it is.
    await saved(world, { 'shell/signals.md': half.replace('was a?\n', 'was a?\n<!-- id: id-a -->\n') });
    expect(await found(world)).toEqual([]);
    expect((await world.get('/api/cards/id-a')).status).toBe(200);
  });

  it('gets none for notes that look alike', async () => {
    const world = await openWorld({
      ...FILES,
      'shell/signals.md': deck('Signals', note(A, 'one'), note(A, 'two'), note(B, 'id-b')),
    });
    const text = deck('Signals', note(A, null), note(A, null), note(B, null));
    await saved(world, { 'shell/signals.md': text });
    expect(await world.read('shell/signals.md')).toBe(text.replace(`${B}\n`, `${B}\n<!-- id: id-b -->\n`));
    expect(await found(world)).toEqual(['shell/signals.md:3 id-lost', 'shell/signals.md:7 id-lost']);
  });

  it('gives a new note an id once its author has said that it is one', async () => {
    const world = await openWorld(FILES);
    const text = deck('Signals', note('What is new?', null), note(B, 'id-b'), note(C, 'id-c'));
    await saved(world, { 'shell/signals.md': text });
    expect(await world.read('shell/signals.md')).toBe(text);
    await saved(world, { 'shell/signals.md': text.replace('new?\n', 'new?\n<!-- id: new -->\n') });
    await saved(world, {
      'shell/signals.md': `${text.replace('new?\n', 'new?\n<!-- id: new -->\n')}${note('Next?', null)}`,
    });
    expect(await world.read('shell/signals.md')).toContain('### Next?\n<!-- id: next -->');
  });
});

describe('a deck that lost no id', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['has a new note', { 'shell/signals.md': `${WHOLE}${note('What is e?', null)}` }, 'shell/signals.md'],
    [
      'has a new note in the place of one that moved to another deck',
      {
        'shell/signals.md': deck('Signals', note('What is e?', null), note(B, 'id-b'), note(C, 'id-c')),
        'shell/pipes.md': PIPES + note(A, 'id-a'),
      },
      'shell/signals.md',
    ],
    [
      'gets a note with the prompt of one elsewhere',
      { 'shell/pipes.md': PIPES + note('What is e?', null) },
      'shell/pipes.md',
    ],
  ])('and %s gives it an id after ten seconds', async (_, files, path) => {
    const world = await openWorld(FILES);
    await saved(world, files);
    expect(await world.read(path)).toContain('### What is e?\n<!-- id: what-is-e -->\n');
    expect(await found(world)).toEqual([]);
  });

  it('gives a note that comes back its id back', async () => {
    const world = await openWorld(FILES);
    await saved(world, { 'shell/signals.md': deck('Signals', note(B, 'id-b'), note(C, 'id-c')) });
    await saved(world, {
      'shell/signals.md': deck('Signals', note(B, 'id-b'), note(C, 'id-c'), note(A, null)),
    });
    expect(await world.read('shell/signals.md')).toContain(`### ${A}\n<!-- id: id-a -->`);
  });
});
