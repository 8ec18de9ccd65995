import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { CardDetail } from '../../server/http/schemas.ts';
import { DECK, grading, SAMPLE } from '../support/tenax.ts';
import { describeInBrowser, openSite, type Site } from './browser.ts';

const STORAGE = `# Storage

## Covered: Access modes

### What does ReadWriteOnce allow?
<!-- id: rwo -->

One node.
`;
const FILES = { ...SAMPLE, 'k8s/storage.md': STORAGE };

const rows = (page: Page) => page.locator('.card-table tbody tr');
/** Text on the page itself, not what is only announced. */
const shown = (page: Page, text: string, options = {}) => page.locator('main').getByText(text, options);
const prompts = (page: Page) => page.locator('.card-what a').allInnerTexts();

async function openCards(site: Site, path = '/cards'): Promise<void> {
  await site.page.goto(path);
  await rows(site.page).first().waitFor();
}

/** Changes a deck as an editor on the same machine would. */
async function changeFile({ world }: Site, path: string, change: (text: string) => string): Promise<void> {
  await writeFile(join(world.decks, path), change(await world.read(path)));
}

async function cardOf({ page }: Site, id: string): Promise<CardDetail> {
  return (await page.request.get(`/api/cards/${id}`)).json();
}

describeInBrowser('the cards page', () => {
  it('finds cards as you type, and keeps the search in the address', async () => {
    const site = await openSite(FILES);
    const { page } = site;
    await openCards(site);
    await shown(page, '4 cards').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('eks');
    await shown(page, '1 card', { exact: true }).waitFor();
    expect(await prompts(page)).toEqual(["Where does a Pod's IP come from on EKS?"]);
    expect(new URL(page.url()).search).toBe('?q=eks');
    await page.reload();
    await shown(page, '1 card', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('-topic:pod-networking');
    await page.getByText('What does ReadWriteOnce allow?').waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('Topic').selectOption('Storage');
    await shown(page, '1 card', { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('topic')).toBe('k8s/storage');
  });

  it('never shows a slow answer over a newer one', async () => {
    const site = await openSite(FILES);
    const { page } = site;
    await openCards(site);
    const held: (() => Promise<void>)[] = [];
    await page.route('**/api/cards?q=prefix*', async (route) => {
      held.push(() => route.continue());
    });
    await page.getByRole('searchbox').fill('prefix');
    await expect.poll(() => held.length).toBe(1);
    await page.getByRole('searchbox').fill('plugin');
    await page.getByText('Which plugin gives it?').waitFor();
    const answered = page.waitForResponse(/q=prefix/);
    await held[0]?.();
    await answered;
    await shown(page, '1 card', { exact: true }).waitFor();
    expect(await prompts(page)).toEqual(['Which plugin gives it?']);
  });

  it('shows how to search if nothing matches', async () => {
    const { page } = await openSite(FILES);
    await page.goto('/cards?q=nothing-like-it');
    await page.getByRole('heading', { name: 'No cards match' }).waitFor();
    await page.getByRole('button', { name: 'Show all cards' }).click();
    await shown(page, '4 cards').waitFor();
  });

  it('loads more cards near the end of the list', async () => {
    const notes = Array.from(
      { length: 150 },
      (_, i) => `### What is number ${i}?\n<!-- id: n-${i} -->\n\nIt.\n`,
    );
    const site = await openSite({ ...SAMPLE, 'k8s/storage.md': `# Storage\n\n${notes.join('\n')}` });
    await openCards(site, '/cards?topic=k8s/storage');
    const { page } = site;
    expect(await rows(page).count()).toBe(60);
    await rows(page).last().scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 5000);
    await expect.poll(() => rows(page).count()).toBeGreaterThan(60);
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Select all 150' }).click();
    await shown(page, '150 selected').waitFor();
  });

  it('suspends selected cards with the keyboard alone, and undoes that', async () => {
    const site = await openSite(FILES);
    const { page } = site;
    await openCards(site);
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    await shown(page, '3 selected').waitFor();
    await page.keyboard.press('@');
    await shown(page, 'Suspended 3 cards.').waitFor();
    expect(await page.locator('.card-status .card-mark.suspended').count()).toBe(3);
    await page.keyboard.press('u');
    await shown(page, 'Undone.').waitFor();
    expect(await page.locator('.card-status .card-mark.suspended').count()).toBe(0);
    await page.keyboard.press('@');
    await shown(page, 'Suspended 1 card.').waitFor();
    await page.keyboard.press('@');
    await shown(page, 'Brought back 1 card.').waitFor();
  });

  it('goes from card to card by letters, opens one, and comes back', async () => {
    const site = await openSite(FILES);
    const { page } = site;
    await openCards(site, '/cards?q=is:new');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: "Where does a Pod's IP come from on EKS?" }).waitFor();
    await page.goBack();
    await shown(page, '4 cards').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('is:new');
  });

  it('starts cards over, and restores their memory on undo', async () => {
    const site = await openSite(FILES);
    const { page } = site;
    await page.request.post('/api/reviews', { data: grading('rwo', 'easy') });
    await openCards(site, '/cards?q=is:review');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByRole('button', { name: 'Start over' }).click();
    await shown(page, 'Started 1 card over.').waitFor();
    expect(await cardOf(site, 'rwo')).toMatchObject({ state: 'new' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await shown(page, 'Undone.').waitFor();
    expect(await cardOf(site, 'rwo')).toMatchObject({ state: 'review', reps: 1 });
  });

  it('retries a failed act, and does it once', async () => {
    const site = await openSite(FILES);
    const { page } = site;
    site.allow(/ERR_FAILED|Failed to load/);
    await openCards(site);
    let lost = 0;
    await page.route('**/api/acts', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort('failed');
    });
    await page.keyboard.press('j');
    await page.keyboard.press('@');
    await shown(page, 'That did not work').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await shown(page, 'Suspended 1 card.').waitFor();
    expect((await cardOf(site, 'pod-ip-source')).acts).toHaveLength(1);
  });

  it('moves notes to another topic, and back', async () => {
    const site = await openSite(FILES);
    const { page, world } = site;
    await openCards(site, '/cards?q=eks');
    await page.keyboard.press('j');
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Topic').selectOption('Storage');
    await dialog.getByLabel('Under which item?').selectOption('Access modes');
    await dialog.getByRole('button', { name: 'Move' }).click();
    await shown(page, 'Moved 1 note to Storage.').waitFor();
    expect(await world.read('k8s/storage.md')).toContain('pod-ip-source');
    expect(await page.locator('.card-where').innerText()).toBe('Storage');
    await page.keyboard.press('Control+z');
    await shown(page, 'Undone.').waitFor();
    expect(await world.read('k8s/storage.md')).toBe(STORAGE);
    expect(await cardOf(site, 'pod-ip-source')).toMatchObject({ item: "Where a Pod's IP comes from" });
  });
});

describeInBrowser('the page of a card', () => {
  it('shows its history, its curve, its next intervals and its source', async () => {
    const { page } = await openSite(FILES);
    await page.request.post('/api/reviews', { data: grading('rwo', 'easy') });
    await page.goto('/cards/rwo');
    await page.getByRole('img', { name: 'Forgetting curve' }).waitFor();
    expect(await page.locator('.card-history tbody tr').count()).toBe(1);
    expect(await page.locator('.next-intervals').innerText()).toMatch(/Again[\s\S]*Easy/);
    await page.getByText('k8s/storage.md').waitFor();
    await page.getByText('line 5').waitFor();
    await page.keyboard.press('-');
    await shown(page, 'Put 1 card aside until tomorrow.').waitFor();
    await shown(page, 'until tomorrow', { exact: true }).waitFor();
  });

  it('shows the latest of a long history first, and all of it on request', async () => {
    const site = await openSite(FILES);
    const { page } = site;
    for (let i = 0; i < 23; i++) await page.request.post('/api/reviews', { data: grading('rwo', 'hard') });
    await page.goto('/cards/rwo');
    const rows = page.locator('.card-history tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(20);
    await page.getByRole('button', { name: 'Show all 23' }).click();
    await expect.poll(() => rows.count()).toBe(23);
  });

  it('asks whether an edit keeps the meaning, and keeps the memory if so', async () => {
    const site = await openSite(FILES);
    const { page, world } = site;
    await page.request.post('/api/reviews', { data: grading('rwo', 'easy') });
    await page.goto('/cards/rwo');
    await page.locator('.card-history').waitFor();
    const edit = async (from: string, to: string) => {
      await page.keyboard.press('e');
      const area = page.getByLabel('Markdown');
      await area.fill((await area.inputValue()).replace(from, to));
    };
    await edit('One node.', 'A single node.');
    await page.getByRole('radio', { name: 'Same meaning' }).isChecked();
    await page.keyboard.press('Control+Enter');
    await page.locator('.card-sides .card-answer').getByText('A single node.').waitFor();
    expect(await world.read('k8s/storage.md')).toBe(STORAGE.replace('One node.', 'A single node.'));
    expect(await cardOf(site, 'rwo')).toMatchObject({ reps: 1 });

    await edit('A single node.', 'Reading and writing, from one node.');
    await page.getByRole('radio', { name: 'New meaning' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.card-sides .card-answer').getByText('Reading and writing').waitFor();
    expect(await cardOf(site, 'rwo')).toMatchObject({ reps: 0, state: 'new', acts: [{ act: 'reset' }] });
    await shown(page, 'Started over', { exact: true }).waitFor();
  });

  it('does not ask about the meaning of a card that was never reviewed', async () => {
    const { page } = await openSite(FILES);
    await page.goto('/cards/rwo');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Markdown').press('End');
    await page.keyboard.type('!');
    expect(await page.getByRole('radio').count()).toBe(0);
  });

  it('shows both texts if the file has changed in the meantime', async () => {
    const site = await openSite(FILES);
    const { page, world } = site;
    site.allow(/412/);
    await page.goto('/cards/rwo');
    await page.getByRole('button', { name: 'Edit' }).click();
    const area = page.getByLabel('Markdown');
    await area.fill((await area.inputValue()).replace('One node.', 'Mine.'));
    await changeFile(site, 'k8s/storage.md', (text) => text.replace('One node.', 'Theirs.'));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'The note has changed' }).waitFor();
    expect(await page.locator('.conflict pre').innerText()).toContain('Theirs.');
    expect(await area.inputValue()).toContain('Mine.');
    expect(await world.read('k8s/storage.md')).toContain('Theirs.');
    await page.getByRole('button', { name: 'Swap the two texts' }).click();
    expect(await area.inputValue()).toContain('Theirs.');
    await area.fill((await area.inputValue()).replace('Theirs.', 'Theirs, and mine.'));
    await page.getByRole('button', { name: 'Save this text' }).click();
    await page.locator('.card-sides .card-answer').getByText('Theirs, and mine.').waitFor();
    expect(await world.read('k8s/storage.md')).toBe(STORAGE.replace('One node.', 'Theirs, and mine.'));
  });

  it('reports a changed file when the page gets the focus back', async () => {
    const site = await openSite(FILES);
    const { page } = site;
    await page.goto('/cards/rwo');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Markdown').waitFor();
    await changeFile(site, 'k8s/storage.md', (text) => text.replace('One node.', 'Theirs.'));
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await page.getByRole('heading', { name: 'The note has changed' }).waitFor();
  });

  it('keeps unsaved text over a reload', async () => {
    const { page } = await openSite(FILES);
    for (const typed of ['', 'Still here.']) {
      await page.goto('/cards/rwo');
      await page.getByRole('button', { name: 'Edit' }).click();
      const area = page.getByLabel('Markdown');
      if (typed === '') await area.fill((await area.inputValue()).replace('One node.', 'Still here.'));
      else expect(await area.inputValue()).toContain(typed);
    }
    await page.getByText('This is your unsaved text from earlier').waitFor();
  });

  it('says so if the card does not exist', async () => {
    const { page, allow } = await openSite(FILES);
    allow(/404/);
    await page.goto('/cards/nothing');
    await page.getByText('Card not found').waitFor();
  });

  it('is Spanish if that is the language', async () => {
    const { page } = await openSite({ ...FILES, 'k8s/pod-networking.md': DECK }, { locale: 'es-ES' });
    await page.goto('/cards');
    await page.getByRole('heading', { level: 1, name: 'Tarjetas' }).waitFor();
    await shown(page, '4 tarjetas').waitFor();
    await page.getByRole('link', { name: 'What does ReadWriteOnce allow?' }).click();
    await page.getByRole('heading', { name: 'Si la calificaras ahora' }).waitFor();
  });
});
