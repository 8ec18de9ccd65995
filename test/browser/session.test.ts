import { expect, it } from 'vitest';
import { grading } from '../support/tenax.ts';
import { another, answer, describeInBrowser, openSite, prompt } from './browser.ts';

const PODS = '/review?topic=k8s/pod-networking';

describeInBrowser('a review session', () => {
  it('goes from Today to its end with the keyboard alone', async () => {
    const { page, log } = await openSite();
    await page.goto('/');
    await page.getByText('3 cards to go').waitFor();
    await page.keyboard.press('s');
    await page.locator('.card').waitFor();
    expect(await prompt(page)).toBe('What does prefix delegation assign to an ENI?');
    expect(await page.locator('.card-answer').count()).toBe(0);
    for (const key of ['3', 'Enter', '1', ' ', '3', '2']) await answer(page, key);
    while (await another(page)) await answer(page, '4');
    await page.getByRole('heading', { name: 'Done for now' }).waitFor();
    await page.getByText('The next card is due').waitFor();
    expect(await page.locator('.moved tbody tr').innerText()).toMatch(
      /Pod Networking\s+not measured yet, from \d+ reviews?\s+0\.0%\s+\d+/,
    );

    const reviews = await log();
    expect(reviews.slice(0, 6).map(({ rating }) => rating)).toEqual([
      'good',
      'good',
      'again',
      'good',
      'good',
      'hard',
    ]);
    expect(new Set(reviews.map(({ cardId }) => cardId)).size).toBe(3);
    for (const { durationMs } of reviews) expect(durationMs).toBeGreaterThan(0);
    const left = await page.request.get('/api/due');
    expect(await left.json()).toMatchObject({ total: 0 });
  });

  it('says on each button what it does, and does it', async () => {
    const { page, log } = await openSite();
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    await page.keyboard.press('Space');
    const intervals = page.locator('.grade-interval');
    await intervals.first().waitFor();
    expect(await intervals.allInnerTexts()).toEqual(['1m', '6m', '10m', expect.stringMatching(/^\d+d$/)]);
    const days = Number.parseInt((await intervals.last().innerText()) ?? '', 10);
    expect(await page.getByRole('button', { name: /^Easy\s*, again in \d+ days/ }).count()).toBe(1);
    await page.keyboard.press('4');
    await expect.poll(async () => (await log()).length).toBe(1);
    const [first] = await log();
    expect(first).toMatchObject({ rating: 'easy', intervalDays: days });
  });

  it('takes a double click for one click, since the second hits another button', async () => {
    const { page, log } = await openSite();
    await page.goto(PODS);
    await page.locator('.grade.show').dblclick();
    await page.locator('.grade.good').waitFor();
    expect(await log()).toEqual([]);
    const first = await prompt(page);
    await page.waitForTimeout(300);
    await page.locator('.grade.good').dblclick();
    await expect.poll(() => prompt(page)).not.toBe(first);
    await expect.poll(async () => (await log()).length).toBe(1);
    expect(await page.locator('.grade.show').isVisible()).toBe(true);
  });

  it('keeps the prompt in its place when the answer appears', async () => {
    const { page } = await openSite();
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    const before = await page.locator('.card-prompt').boundingBox();
    const bar = await page.locator('.grade-bar').boundingBox();
    await page.keyboard.press('Space');
    await page.locator('.card-answer').waitFor();
    expect(await page.locator('.card-prompt').boundingBox()).toEqual(before);
    expect(await page.locator('.grade-bar').boundingBox()).toEqual(bar);
  });

  it('starts the next card at its top, however far down the last one was read', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `Line ${i + 1}.`).join('\n\n');
    const deck = `# Pod Networking\n\n### First?\n<!-- id: first -->\n\n${lines}\n\n### Second?\n<!-- id: second -->\n\n${lines}\n`;
    const { page } = await openSite({
      'k8s/plan.md': '# K8s\n\n## Pod Networking\n',
      'k8s/pod-networking.md': deck,
    });
    await page.goto('/review');
    await page.locator('.card').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('Line 60.').scrollIntoViewIfNeeded();
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500);
    await page.keyboard.press('4');
    await page.getByText('Second?').waitFor();
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('card-prompt');
  });

  it('undoes one answer after the other, including those from before the session', async () => {
    const { page, log } = await openSite();
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    const first = await answer(page, '4');
    await expect.poll(async () => (await log()).length).toBe(1);
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    const second = await answer(page, '4');
    const shown = page.locator('.card');

    await page.keyboard.press('u');
    await expect.poll(() => shown.getAttribute('data-card')).toBe(second);
    expect(await page.locator('.card-answer').count()).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => shown.getAttribute('data-card')).toBe(first);
    await expect.poll(async () => (await log()).filter(({ undone }) => undone).length).toBe(2);
    await page.keyboard.press('u');
    await page.getByText('There is no review left to undo.').first().waitFor();

    await answer(page, '2');
    await expect
      .poll(async () => (await log()).filter(({ undone }) => !undone))
      .toMatchObject([{ cardId: first, rating: 'hard' }]);
  });

  it('puts a card aside for today or suspends it, and undoes that', async () => {
    const { page } = await openSite();
    await page.goto(PODS);
    const shown = page.locator('.card');
    await shown.waitFor();
    const first = (await shown.getAttribute('data-card')) ?? '';
    for (const [key, state] of [
      ['-', 'buried'],
      ['@', 'suspended'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => shown.getAttribute('data-card')).not.toBe(first);
      const stands = async () => (await (await page.request.get(`/api/cards/${first}`)).json())[state];
      await expect.poll(stands).toBe(true);
      await page.keyboard.press('u');
      await expect.poll(() => shown.getAttribute('data-card')).toBe(first);
      await expect.poll(stands).toBe(false);
    }
  });

  it('suggests the grade of an explanation by the ticked points', async () => {
    const deck = `# Pod Networking

## Covered: Where a Pod's IP comes from

### Explain: a Pod's start
<!-- id: pod-start -->

- [ ] the scheduler binds it
- [ ] the kubelet sees it
- [ ] the runtime starts it
`;
    const { page, log } = await openSite({
      'k8s/plan.md': '# K8s\n\n## Pod Networking\n\n**Topics covered:**\n- Where a Pod’s IP comes from\n',
      'k8s/pod-networking.md': deck,
    });
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    expect(await page.getByText('the scheduler binds it').count()).toBe(0);
    await page.keyboard.press('Space');
    await page.getByText('0 of 3: that earns Again').waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByText('2 of 3: that earns Hard').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(log).toMatchObject([{ rating: 'hard', points: [true, false, true] }]);
  });

  it('fills the blank of a cloze card in place', async () => {
    const deck = `# Pod Networking\n\n## Warm pool\n\n### Warm pool\n<!-- id: warm -->\n\nThe CNI keeps {{c1::spare addresses}} on the node.\n`;
    const { page } = await openSite({
      'k8s/plan.md': '# K8s\n\n## Pod Networking\n',
      'k8s/pod-networking.md': deck,
    });
    await page.goto('/review');
    await page.locator('span.cloze').waitFor();
    expect(await prompt(page)).not.toContain('spare addresses');
    await page.keyboard.press('Space');
    expect(await page.locator('.card-prompt mark.cloze').innerText()).toBe('spare addresses');
    expect(await page.locator('.card-answer').count()).toBe(0);
    await page.getByRole('status').filter({ hasText: 'spare addresses' }).waitFor({ state: 'attached' });
  });

  it('lists its keys, and ignores them while text is typed or a dialog is open', async () => {
    const { page, log } = await openSite();
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('3');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.locator('.card-answer').count()).toBe(0);
    await page.keyboard.press('g');
    await page.getByLabel('What don’t you know yet?').pressSequentially('why u 1-4?');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await log()).toEqual([]);
  });

  it('gives the focus back to the card when a dialog closes', async () => {
    const { page } = await openSite();
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    for (const key of ['?', 'e', 'g']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('card-prompt');
    }
  });

  it('scrolls to the answer if the prompt fills the screen', async () => {
    const long = 'When a Deployment has many replicas, '.repeat(30);
    const deck = `# Pod Networking\n\n## Covered: It\n\n### ${long}?\n<!-- id: long -->\n\nShort.\n`;
    const { page } = await openSite(
      { 'k8s/plan.md': '# K8s\n\n## Pod Networking\n', 'k8s/pod-networking.md': deck },
      { viewport: { width: 360, height: 740 } },
    );
    await page.goto('/review');
    await page.locator('.card').waitFor();
    await page.keyboard.press('Space');
    const answer = await page.locator('.card-answer').boundingBox();
    const bar = await page.locator('.grade-bar').boundingBox();
    expect((answer?.y ?? 0) + (answer?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  });

  it('goes on if a card was answered elsewhere in the meantime', async () => {
    const { page, allow, log } = await openSite();
    allow(/409/);
    await page.goto(PODS);
    await page.locator('.card').waitFor();
    const cardId = (await page.locator('.card').getAttribute('data-card')) ?? '';
    await page.request.post('/api/reviews', { data: grading(cardId, 'easy') });
    await answer(page, '1');
    await page.locator('.notice').getByText('answered elsewhere').waitFor();
    expect(await log()).toMatchObject([{ cardId, rating: 'easy' }]);
    expect(await page.locator('.card').getAttribute('data-card')).not.toBe(cardId);
    expect(await page.getByText('not yet saved').count()).toBe(0);
  });
});
