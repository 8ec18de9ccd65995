import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { CardDetail, Due, LoggedReview } from '../../server/http/schemas.ts';
import { grading } from '../support/tenax.ts';
import { answer, describeInBrowser, openSite } from './browser.ts';
import { openStudied } from './studied.ts';

const DAY_MS = 86_400_000;
const CARDS = ['pod-ip-source', 'pod-ip-plugin', 'prefix-delegation'] as const;
const PODS = 'k8s/pod-networking';

/** Answers all cards easily some days ago, so that nothing is due. */
async function learnt(page: Page): Promise<void> {
  const reviewedAt = new Date(Date.now() - DAY_MS).toISOString();
  for (const cardId of CARDS) {
    const answer = await page.request.post('/api/reviews', { data: grading(cardId, 'easy', { reviewedAt }) });
    expect(answer.status()).toBe(201);
  }
}

async function get<T>(page: Page, path: string): Promise<T> {
  return (await (await page.request.get(path)).json()) as T;
}

/** The latest first. */
async function logged(page: Page): Promise<readonly LoggedReview[]> {
  return (await get<{ reviews: LoggedReview[] }>(page, '/api/reviews')).reviews;
}

function done(page: Page) {
  return page.getByRole('heading', { name: 'Done for now' });
}

describeInBrowser('a timed session', () => {
  it('ends after as many cards as fit into its minutes', async () => {
    const { page } = await openSite();
    // Ten seconds per card, as the learner's pace is unknown.
    await page.goto('/review?minutes=0.4');
    await page.getByText('0 done · 2 left').waitFor();
    await answer(page, '4');
    await answer(page, '4');
    await done(page).waitFor();
    await page.getByRole('link', { name: 'Due cards' }).click();
    await page.locator('.card').waitFor();
    await page.getByText('0 done · 1 left').waitFor();
  });

  it('asks forgotten cards again, and nothing else in their place', async () => {
    const { page, log } = await openSite();
    await page.goto('/review?minutes=0.2');
    await page.locator('.card').waitFor();
    const card = await answer(page, '1');
    await page.getByText('1 done · 1 left').waitFor();
    expect(await page.locator('.card').getAttribute('data-card')).toBe(card);
    await answer(page, '4');
    await done(page).waitFor();
    expect((await log()).map(({ cardId }) => cardId)).toEqual([card, card]);
  });
});

describeInBrowser('studying ahead', () => {
  it('asks reviews of the coming days, which count as reviews', async () => {
    const { page } = await openSite();
    await learnt(page);
    await page.goto('/');
    await page.getByRole('link', { name: 'Study ahead' }).click();
    await page.getByText('Studying ahead').waitFor();
    const card = await answer(page, '3');
    await expect.poll(async () => (await get<CardDetail>(page, `/api/cards/${card}`)).reps).toBe(2);
    expect((await logged(page))[0]).toMatchObject({ cardId: card, mode: 'review' });
  });

  it('asks forgotten cards again today', async () => {
    const { page } = await openSite();
    await learnt(page);
    await page.goto('/review?mode=ahead');
    await page.locator('.card').waitFor();
    const forgotten = await answer(page, '1');
    await answer(page, '4');
    await answer(page, '4');
    await expect.poll(() => page.locator('.card').getAttribute('data-card')).toBe(forgotten);
    await answer(page, '4');
    await done(page).waitFor();
  });

  it('says so if there is nothing ahead', async () => {
    const { page } = await openSite();
    await page.goto('/review?mode=ahead');
    await page.getByRole('heading', { name: 'Nothing to study ahead' }).waitFor();
    await page.getByRole('link', { name: 'Due cards' }).waitFor();
  });
});

describeInBrowser('practice', () => {
  it('schedules nothing, says so on its buttons, and repeats cards that were not known', async () => {
    const { page } = await openSite();
    await learnt(page);
    const before = await get<Due>(page, '/api/due');
    await page.goto(`/review?mode=cram&topic=${PODS}`);
    await page.getByText('Practice: nothing is scheduled').waitFor();
    await page.keyboard.press('Space');
    expect(await page.locator('.grade-interval').allInnerTexts()).toEqual([
      'repeats',
      'no date',
      'no date',
      'no date',
    ]);
    await page.getByRole('button', { name: /^Good\s*, nothing is scheduled, suggested/ }).waitFor();
    const failed = (await page.locator('.card').getAttribute('data-card')) ?? '';
    await page.keyboard.press('1');
    await answer(page, '3');
    await answer(page, '3');
    await expect.poll(() => page.locator('.card').getAttribute('data-card')).toBe(failed);
    await answer(page, '3');
    await done(page).waitFor();
    expect((await logged(page)).slice(0, 4).map(({ mode }) => mode)).toEqual(Array(4).fill('cram'));
    expect(await get<Due>(page, '/api/due')).toMatchObject({
      total: before.total,
      nextDueAt: before.nextDueAt,
    });

    await page.keyboard.press('s');
    await page.getByText('0 done · 3 left').waitFor();
  });

  it('can be undone like a review', async () => {
    const { page } = await openSite();
    await learnt(page);
    await page.goto('/review?mode=cram');
    await page.locator('.card').waitFor();
    const card = await answer(page, '1');
    await expect.poll(async () => (await logged(page)).length).toBe(4);
    await page.keyboard.press('u');
    await expect.poll(() => page.locator('.card').getAttribute('data-card')).toBe(card);
    await expect.poll(async () => (await logged(page))[0]?.undone).toBe(true);
    await page.getByText('0 done · 3 left').waitFor();
  });

  it('of weak items is offered after a session and on a topic’s page', async () => {
    const { page } = await openStudied();
    await page.goto('/review?minutes=0.1');
    await page.locator('.card').waitFor();
    await answer(page, '4');
    const weak = page.locator('.more li').filter({ hasText: 'Practise weak items' });
    expect(await weak.innerText()).toMatch(/\d+ cards?, about \d+ minutes?/);
    await weak.getByRole('link').click();
    await page.getByText('Practice: nothing is scheduled').waitFor();

    await page.goto('/topics/eks/pod-networking');
    await page.getByRole('link', { name: 'Practise', exact: true }).click();
    await page.getByText('Practice: nothing is scheduled').waitFor();
    expect(new URL(page.url()).searchParams.get('topic')).toBe('eks/pod-networking');
  });
});
