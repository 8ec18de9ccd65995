import { expect, it } from 'vitest';
import { answer, describeInBrowser, openSite } from './browser.ts';

const PODS = '/review?topic=k8s/pod-networking';

describeInBrowser('notes and gaps', () => {
  it('can be edited from the card on the screen, which comes back', async () => {
    const { page, world, log } = await openSite();
    await page.goto(PODS);
    const card = page.locator('.card').first();
    await card.waitFor();
    const cardId = await card.getAttribute('data-card');
    await page.keyboard.press('e');
    const field = page.getByLabel('Markdown');
    await field.fill((await field.inputValue()).replace('A /28 prefix', 'A **/28** prefix'));
    await page.locator('.editor-preview strong', { hasText: '/28' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Space');
    await page.locator('.card-answer strong', { hasText: '/28' }).waitFor();
    expect(await card.getAttribute('data-card')).toBe(cardId);
    expect(await world.read('k8s/pod-networking.md')).toContain('A **/28** prefix in place of');
    expect(await log()).toEqual([]);
  });

  it('keep both texts when a note has changed in the meantime', async () => {
    const { page, world, allow } = await openSite();
    allow(/409|412/);
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    await page.keyboard.press('e');
    const field = page.getByLabel('Markdown');
    const before = await field.inputValue();
    await field.fill(before.replace('A /28 prefix', 'Mine'));
    const deck = await world.read('k8s/pod-networking.md');
    await world.write('k8s/pod-networking.md', deck.replace('A /28 prefix', 'Theirs'));
    await page.getByRole('button', { name: 'Save' }).click();

    await page.getByText('The note has changed').waitFor();
    expect(await field.inputValue()).toContain('Mine');
    expect(await page.locator('.conflict pre').innerText()).toContain('Theirs');
    expect(await world.read('k8s/pod-networking.md')).toContain('Theirs');

    await page.getByRole('button', { name: 'Swap the two texts' }).click();
    expect(await field.inputValue()).toContain('Theirs');
    expect(await page.locator('.conflict pre').innerText()).toContain('Mine');
    await page.getByRole('button', { name: 'Swap the two texts' }).click();
    await page.getByRole('button', { name: 'Save this text' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await world.read('k8s/pod-networking.md')).toContain('Mine');
  });

  it('keep what was typed in an editor that was closed', async () => {
    const { page } = await openSite();
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    await page.keyboard.press('e');
    await page.getByLabel('Markdown').fill('### Half a thought');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('e');
    await page.getByText('your unsaved text from earlier').waitFor();
    expect(await page.getByLabel('Markdown').inputValue()).toBe('### Half a thought');
  });

  it('can be added as a gap with cards, which can be reviewed at once', async () => {
    const { page, world, log } = await openSite();
    await page.goto('/gap');
    await page.getByLabel('Topic').selectOption({ label: 'Storage' });
    await page.getByLabel('What don’t you know yet?').fill('Volume expansion');
    await page.getByLabel('Prompt').fill('Which field allows expansion?');
    await page.getByLabel('Answer').fill('`allowVolumeExpansion` of the StorageClass.');
    await page.locator('.card.small code', { hasText: 'allowVolumeExpansion' }).waitFor();
    await page.getByRole('button', { name: '+ Another card' }).click();
    await page.getByRole('group', { name: 'Card 2' }).getByLabel('Prompt').fill('And shrinking?');
    await page.getByRole('group', { name: 'Card 2' }).getByLabel('Answer').fill('Not possible.');
    await page.getByRole('button', { name: 'Add to the plan' }).click();

    await page.getByText('Added 2 cards to').waitFor();
    expect(await world.read('k8s/plan.md')).toContain('- Volume expansion');
    expect(await world.read('k8s/storage.md')).toContain('### Which field allows expansion?');
    await page.getByRole('link', { name: 'Review this topic now' }).click();
    await page.locator('.card').waitFor();
    const cards = [await answer(page, '4'), await answer(page, '4')];
    await page.getByRole('heading', { name: 'Done for now' }).waitFor();
    expect((await log()).map(({ cardId }) => cardId)).toEqual(cards);
  });

  it('can be added as a gap during a review without leaving it', async () => {
    const { page, world } = await openSite();
    await page.goto(PODS);
    const card = page.locator('.card').first();
    await card.waitFor();
    const cardId = await card.getAttribute('data-card');
    await page.keyboard.press('g');
    await page.getByLabel('What don’t you know yet?').fill('IPv6 mode');
    await page.getByRole('button', { name: 'Add to the plan' }).click();
    await page.getByRole('button', { name: 'Back to the card' }).click();
    expect(await card.getAttribute('data-card')).toBe(cardId);
    expect(await world.read('k8s/plan.md')).toContain('- IPv6 mode');
  });

  it('keep a gap in its form if it could not be written', async () => {
    const { page, online, allow } = await openSite();
    allow(/ERR_INTERNET_DISCONNECTED/);
    await page.goto('/gap?topic=k8s/storage&item=Snapshots');
    await page.getByRole('button', { name: 'Add to the plan' }).waitFor();
    await online(false);
    await page.getByRole('button', { name: 'Add to the plan' }).click();
    await page.getByRole('alert').filter({ hasText: 'What you typed is kept' }).waitFor();
    expect(await page.getByLabel('What don’t you know yet?').inputValue()).toBe('Snapshots');
    await online(true);
    await page.getByRole('button', { name: 'Add to the plan' }).click();
    await page.getByText('is now a gap of Storage').waitFor();
  });

  it('take the answer to a draft on its topic’s page', async () => {
    const { page } = await openSite();
    await page.request.post('/api/gaps', {
      data: {
        topicId: 'k8s/storage',
        text: 'Snapshots',
        cards: [{ prompt: 'What is a snapshot class?', answer: '' }],
      },
    });
    await page.goto('/topics/k8s/storage');
    await page.getByRole('button', { name: 'Write the answer' }).click();
    const field = page.getByLabel('Markdown');
    await field.fill(`${(await field.inputValue()).trimEnd()}\n\nIt names the driver.\n`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Review this topic' }).waitFor();
    expect(await page.getByText('Waiting for an answer').count()).toBe(0);
  });

  it('can be reviewed by topic if the whole plan’s session has no room for them', async () => {
    const deck = (title: string, count: number) =>
      `# ${title}\n\n## Covered: It\n${Array.from({ length: count }, (_, i) => `\n### ${title} ${i}?\n<!-- id: ${title.toLowerCase()}-${i} -->\n\nYes.\n`).join('')}`;
    const { page } = await openSite({
      'k8s/plan.md': '# K8s\n\n## First\n**Topics covered:**\n- It\n\n## Second\n**Topics covered:**\n- It\n',
      'k8s/first.md': deck('First', 30),
      'k8s/second.md': deck('Second', 3),
    });
    await page.goto('/');
    await page
      .getByText('13 more cards are held back by your daily limits and will come on later days.')
      .waitFor();
    await page.goto('/topics/k8s/second');
    await page.getByRole('link', { name: 'Review this topic: 3 cards' }).click();
    await page.locator('.card').waitFor();
    expect(await page.locator('.progress-text').innerText()).toBe('0 done · 3 left');
  });

  it('are counted at the end of a topic’s session if the limits hold some back', async () => {
    const cards = Array.from(
      { length: 22 },
      (_, i) => `\n### Which ${i}?\n<!-- id: which-${i} -->\n\nYes.\n`,
    ).join('');
    const { page } = await openSite({
      'k8s/plan.md': '# K8s\n\n## First\n**Topics covered:**\n- It\n',
      'k8s/first.md': `# First\n\n## Covered: It\n${cards}`,
    });
    await page.goto('/review?topic=k8s/first');
    await page.locator('.card').waitFor();
    for (let i = 0; i < 20; i++) await answer(page, '4');
    await page
      .getByText('2 more cards are held back by your daily limits and will come on later days.')
      .waitFor();
  });

  it('are counted at once when a gap is added during a review', async () => {
    const { page } = await openSite();
    await page.goto(PODS);
    await page.getByText('0 done · 3 left').waitFor();
    await page.keyboard.press('g');
    await page.getByLabel('What don’t you know yet?').fill('Trunk ENIs');
    await page.getByLabel('Prompt').fill('What is a trunk ENI?');
    await page.getByLabel('Answer').fill('One that carries branch ENIs.');
    await page.getByRole('button', { name: 'Add to the plan' }).click();
    await page.getByRole('button', { name: 'Back to the card' }).click();
    await page.getByText('0 done · 4 left').waitFor();
  });

  it('show hostile content as text and run none of it', async () => {
    const hostile = `# Pod Networking

## Covered: Where a Pod's IP comes from

### What is <script>window.pwned = 1</script> and <pod-name>?
<!-- id: hostile -->

<img src="x" onerror="window.pwned = 1"> and <iframe src="javascript:window.pwned=1"></iframe>

[a link](javascript:window.pwned=1) <svg onload="window.pwned=1"><style>body { display: none }</style></svg>

<div style="position:fixed;inset:0" id="main" onclick="window.pwned=1">covers all</div>
`;
    const { page } = await openSite({
      'k8s/plan.md': "# K8s\n\n## Pod Networking\n\n**Topics covered:**\n- Where a Pod's IP comes from\n",
      'k8s/pod-networking.md': hostile,
    });
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    await page.getByText('<pod-name>').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('covers all').waitFor();
    const card = page.locator('.card');
    expect(await card.locator('script, iframe, style, [onerror], [onload], [style], [id]').count()).toBe(0);
    for (const link of await card.getByRole('link').all()) {
      expect(await link.getAttribute('href')).not.toMatch(/^javascript:/);
      await link.click();
    }
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  });

  it('are sanitised even if the server let something through', async () => {
    const { page, allow } = await openSite();
    // The browser's own reports of what it found in the markup and did not run.
    allow(/Content Security Policy|inline (style|event handler|script)/i);
    await page.route('**/api/queue*', async (route) => {
      const response = await route.fetch();
      const queue = await response.json();
      queue.cards[0].promptHtml =
        '<p>Q</p><img src="data:," onerror="window.pwned=1"><script>window.pwned=1</script><a href="javascript:window.pwned=1">x</a>';
      await route.fulfill({ response, json: queue });
    });
    await page.goto(PODS);
    await page.locator('.card img').waitFor({ state: 'attached' });
    expect(await page.locator('.card script, .card [onerror], .card [href]').count()).toBe(0);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  });
});
