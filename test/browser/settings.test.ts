import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { SAMPLE } from '../support/tenax.ts';
import { describeInBrowser, openSite, type Site } from './browser.ts';
import { openStudied } from './studied.ts';

const part = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });
const newCards = (plan: Locator) => plan.getByRole('spinbutton', { name: 'New cards a day' });
const desired = (plan: Locator) => plan.getByRole('spinbutton', { name: 'Desired retention, in percent' });
const save = (section: Locator) => section.getByRole('button', { name: 'Save' }).click();

async function openSettings(site: Site, path = '/settings'): Promise<Page> {
  await site.page.goto(path);
  await site.page.locator('#data').waitFor();
  return site.page;
}

/** The values set in a scope. */
async function own({ page }: Site, url = '/api/plans/k8s/settings'): Promise<unknown> {
  const answer = await page.request.get(url);
  return ((await answer.json()) as { own: unknown }).own;
}

describeInBrowser('the settings of this browser', () => {
  it('apply at once: language, theme, motion and timer', async () => {
    const page = await openSettings(await openSite());
    const browser = part(page, 'This browser');
    await browser.getByLabel('Theme').selectOption('Dark');
    await browser.getByLabel('Motion').selectOption('As little as possible');
    await browser.getByLabel('Timer').check();
    expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toEqual({
      theme: 'dark',
      motion: 'reduced',
    });
    await browser.getByLabel('Language').selectOption('Español');
    await page.getByRole('heading', { level: 1, name: 'Ajustes' }).waitFor();
    await page.reload();
    await page.locator('#data').waitFor();
    expect(await page.getByLabel('Cronómetro').isChecked()).toBe(true);
    expect(await part(page, 'Tus días').getByLabel('lunes').count()).toBe(1);
  });

  it('change the key of an action, refuse one that is taken, and reset it', async () => {
    const page = await openSettings(await openSite());
    await page.getByText('Change keys').click();
    const row = page.locator('.key-row', { hasText: 'Go to: Today' });
    await row.getByRole('button', { name: 'Change the key' }).click();
    await page.keyboard.press('p');
    await row.getByText('p is already taken: Go to: Plan. Choose another key.').waitFor();
    await page.keyboard.press('y');
    await expect.poll(() => row.locator('kbd').allInnerTexts()).toEqual(['y']);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('d');
    expect(new URL(page.url()).pathname).toBe('/settings');
    await row.getByRole('button', { name: 'Reset the key' }).click();
    await expect.poll(() => row.locator('kbd').allInnerTexts()).toEqual(['d']);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('d');
    await page.locator('.due').waitFor();
    await page.keyboard.press(',');
    await page.locator('#data').waitFor();
  });

  it('switch single-character keys off', async () => {
    const page = await openSettings(await openSite());
    await page.getByText('Change keys').click();
    await page.getByLabel(/^Single-character keys/).uncheck();
    await page.keyboard.press('d');
    await page.keyboard.press('?');
    expect(new URL(page.url()).pathname).toBe('/settings');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('can be changed while the server is stopped, and the others come when it is back', async () => {
    const site = await openSite();
    const { page, allow } = site;
    allow(/ERR_FAILED|503|Failed to load/);
    await page.route('**/api/settings', (route) => route.abort());
    await page.goto('/settings');
    await page.getByRole('heading', { name: 'Tenax isn’t answering' }).waitFor();
    await page.getByLabel('Theme').selectOption('Dark');
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await page.unroute('**/api/settings');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('#data').waitFor();
  });
});

describeInBrowser('the settings of a plan', () => {
  it('are saved, changed ones only, and can be reset', async () => {
    const site = await openSite();
    const page = await openSettings(site);
    const plan = part(page, 'Your plan');
    await newCards(plan).fill('7');
    await plan.getByLabel('Order of reviews').selectOption('Longest due first');
    await plan.getByLabel('One card per note a day').uncheck();
    await plan.getByText('3 changes not saved yet').waitFor();
    await save(plan);
    await plan.getByText('Saved.', { exact: true }).waitFor();
    expect(await own(site)).toEqual({ newPerDay: 7, reviewOrder: 'due-day', burySiblings: false });

    await plan.getByRole('button', { name: 'Reset: New cards a day' }).click();
    expect(await newCards(plan).inputValue()).toBe('20');
    await save(plan);
    await expect.poll(() => own(site)).toEqual({ reviewOrder: 'due-day', burySiblings: false });
  });

  it('show their effect on the cards before they are applied, and spread the surplus', async () => {
    const site = await openStudied();
    const page = await openSettings(site);
    const plan = part(page, 'Your plan');
    await desired(plan).fill('97');
    await save(plan);
    const effect = page.getByRole('region', { name: 'Effect' });
    const all = /cards would be rescheduled\. ([\d,]+) of these cards would be due today instead of ([\d,]+)/;
    await effect.getByText(all).waitFor();
    expect(await own(site, '/api/plans/eks/settings')).toEqual({});

    await effect.getByLabel(/^Spread the additional cards/).check();
    await effect.getByText('The number of these cards due today stays the same').waitFor();
    await effect.getByRole('button', { name: 'Keep editing' }).click();
    expect(await desired(plan).inputValue()).toBe('97');
    await save(plan);
    await effect.getByLabel(/^Spread the additional cards/).check();
    await effect.getByText('The number of these cards due today stays the same').waitFor();
    await effect.getByRole('button', { name: 'Apply' }).click();
    await plan.getByText('Saved.', { exact: true }).waitFor();
    expect(await own(site, '/api/plans/eks/settings')).toEqual({ desiredRetention: 0.97 });
  });

  it('report an invalid value at its field, and send nothing', async () => {
    const site = await openSite();
    const page = await openSettings(site);
    const plan = part(page, 'Your plan');
    await newCards(plan).fill('-3');
    await plan.getByLabel('Learning steps', { exact: true }).fill('soon');
    await save(plan);
    await plan.getByText('A whole number from 0 to 9,999.').waitFor();
    await plan.getByText(/^Up to ten delays from 1s to 30d/).waitFor();
    const field = newCards(plan);
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await own(site)).toEqual({});
    await plan.getByRole('button', { name: 'Discard' }).click();
    expect(await field.inputValue()).toBe('20');
  });

  it('show at the field what the server finds wrong', async () => {
    const site = await openSite();
    site.allow(/400/);
    const page = await openSettings(site);
    const plan = part(page, 'Your plan');
    await plan.getByText('Advanced: weights').click();
    await plan.getByLabel('Weights', { exact: true }).fill(Array(21).fill('999').join(', '));
    await save(plan);
    await plan
      .locator('.setting-fault')
      .getByText(/^Weight 1 must be from 0\.001 to/)
      .waitFor();
    expect(await own(site)).toEqual({});
  });

  it('can be set for a topic, over those of the plan', async () => {
    const site = await openSite();
    const page = await openSettings(site);
    const plan = part(page, 'Your plan');
    await plan.getByRole('combobox', { name: 'For', exact: true }).selectOption('Pod Networking');
    await plan.getByText('A topic’s limits narrow those of its plan.').waitFor();
    await newCards(plan).fill('2');
    await plan.getByRole('spinbutton', { name: 'Leech threshold, in lapses' }).fill('4');
    await save(plan);
    await plan.getByText('Saved.', { exact: true }).waitFor();
    await plan.getByText('From the plan: 8').waitFor();
    expect(await own(site, '/api/plans/k8s/settings?topic=k8s/pod-networking')).toEqual({
      leechThreshold: 4,
      newPerDay: 2,
    });
    expect(await own(site)).toEqual({});
  });

  it('keep unsaved changes on the way to other pages and while the server is stopped', async () => {
    const site = await openSite();
    const page = await openSettings(site);
    site.allow(/ERR_INTERNET_DISCONNECTED/);
    await newCards(part(page, 'Your plan')).fill('7');
    await page.getByRole('link', { name: 'Topics' }).click();
    await page.locator('.topic-row').first().waitFor();
    await page.goBack();
    const plan = part(page, 'Your plan');
    expect(await newCards(plan).inputValue()).toBe('7');
    await site.online(false);
    await save(plan);
    await plan
      .getByRole('alert')
      .getByText(/^Tenax isn’t answering/)
      .waitFor();
    await site.online(true);
    await save(plan);
    await plan.getByText('Saved.', { exact: true }).waitFor();
    expect(await own(site)).toEqual({ newPerDay: 7 });
  });

  it('ask before a tab with unsaved changes is closed', async () => {
    const page = await openSettings(await openSite());
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await newCards(part(page, 'Your plan')).fill('7');
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
    await page.locator('#data').waitFor();
    await page.reload();
    expect(asked).toHaveLength(1);
  });

  it('show what each retention costs on request', async () => {
    const page = await openSettings(await openStudied());
    const plan = part(page, 'Your plan');
    await plan.getByRole('button', { name: 'Help me decide' }).click();
    await plan.getByRole('progressbar', { name: 'Progress' }).waitFor();
    const costs = plan.locator('.decided > p');
    await costs.getByText(/^About .* a day, according to the forecast/).waitFor({ timeout: 60_000 });
    const before = await costs.innerText();
    await plan.getByRole('slider', { name: 'Desired retention, as a slider' }).fill('97');
    await expect.poll(() => costs.innerText()).not.toBe(before);
    await plan.locator('.decided svg').first().waitFor();
  }, 120_000);
});

describeInBrowser('the settings of the days', () => {
  it('accept the browser’s zone, a start of the day and an easy weekday', async () => {
    const site = await openSite({ ...SAMPLE }, { timezoneId: 'Europe/Helsinki' });
    const page = await openSettings(site);
    const days = part(page, 'Your days');
    await days.getByRole('button', { name: 'Use Europe/Helsinki' }).click();
    await days.getByLabel('Day starts at').fill('03:30');
    await days.getByLabel('Sunday').selectOption({ label: '0%: as little as possible' });
    await save(days);
    await days.getByText('Saved.', { exact: true }).waitFor();
    expect(await own(site, '/api/settings')).toEqual({
      zone: 'Europe/Helsinki',
      rollover: '03:30',
      easyDays: [1, 1, 1, 1, 1, 1, 0],
    });
  });

  it('refuse an unknown zone', async () => {
    const site = await openSite();
    const days = part(await openSettings(site), 'Your days');
    await days.getByLabel('Time zone').fill('Mars/Base');
    await save(days);
    await days.getByText(/^Unknown time zone/).waitFor();
    expect(await own(site, '/api/settings')).toEqual({});
  });
});

describeInBrowser('the optimiser', () => {
  it('trains with progress, shows both scores, and can go back to earlier weights', async () => {
    const site = await openStudied();
    const page = await openSettings(site);
    const optimiser = part(page, 'Optimiser');
    await optimiser.getByText(/^Your log holds [\d,]+ reviews/).waitFor();
    await optimiser.getByLabel('Use the new weights even if they don’t predict better').check();
    await optimiser.getByRole('button', { name: 'Optimise' }).click();
    await optimiser.getByRole('progressbar', { name: 'Training' }).waitFor();
    const scores = optimiser.getByRole('table');
    await scores.waitFor({ timeout: 90_000 });
    expect(await scores.getByRole('row').allInnerTexts()).toHaveLength(3);
    const back = optimiser.getByRole('button', { name: /^Use again: The default/ });
    await back.click();
    const effect = page.getByRole('region', { name: 'Effect' });
    await effect.getByRole('button', { name: 'Apply' }).click();
    await optimiser.locator('.set-row', { hasText: 'The default' }).getByText('in use').waitFor();
    expect(await own(site, '/api/plans/eks/settings')).toEqual({});
  }, 120_000);

  it('says if there are too few reviews, and can be cancelled', async () => {
    const few = part(await openSettings(await openSite()), 'Optimiser');
    await few.getByRole('button', { name: 'Optimise' }).click();
    await few.getByText(/^You have 0 of the 64 reviews/).waitFor();
    const site = await openStudied();
    const many = part(await openSettings(site), 'Optimiser');
    await many.getByRole('button', { name: 'Optimise' }).click();
    await many.getByRole('button', { name: 'Cancel' }).click();
    await many.getByText('Cancelled. The weights are unchanged.').waitFor();
    expect(await own(site, '/api/plans/eks/settings')).toEqual({});
  }, 120_000);
});

const HEADER = 'card_id,review_rating,review_time';

function file(...rows: readonly string[]) {
  return { name: 'reviews.csv', mimeType: 'text/csv', buffer: Buffer.from([HEADER, ...rows, ''].join('\n')) };
}

describeInBrowser('the data', () => {
  it('can be backed up, with advice on how to restore', async () => {
    const page = await openSettings(await openSite());
    const data = part(page, 'Your data');
    await data.getByRole('button', { name: 'Back up now' }).click();
    await data.getByText(/^Made tenax-.*\.db, .*B\.$/).waitFor();
    expect(await data.locator('.backups tbody tr').count()).toBeGreaterThan(0);
    await data.getByText('How to restore a backup').click();
    await data.getByText(/^npx tenax restore tenax-/).waitFor();
  });

  it('are imported only once, and exported in the format that can be imported', async () => {
    const { page, log } = await openSite();
    await page.goto('/settings#data');
    const data = part(page, 'Your data');
    const choose = () =>
      data
        .getByLabel('CSV file')
        .setInputFiles(
          file(
            'pod-ip-source,3,2026-11-01T09:00:00Z',
            'pod-ip-source,3,2026-11-02T09:00:00Z',
            'unknown,1,2026-11-02T09:00:00Z',
          ),
        );
    await choose();
    await data.getByText('3 reviews of 2 cards can be imported.').waitFor();
    await data.getByRole('button', { name: 'Import 3 reviews' }).click();
    await data.getByText('3 reviews imported.').waitFor();
    await data.getByText('1 card is in no deck yet: the history waits for it.').waitFor();
    await choose();
    await data.getByRole('button', { name: 'Import 3 reviews' }).click();
    await data.getByText('0 reviews imported.').waitFor();
    await data.getByText('3 were already there.').waitFor();
    expect(await log()).toHaveLength(3);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      data.getByRole('link', { name: 'Download reviews.csv' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('reviews.csv');
  });

  it('are not imported from a file with unreadable lines, which are listed', async () => {
    const { page, log } = await openSite();
    await page.goto('/settings');
    const data = part(page, 'Your data');
    await data
      .getByLabel('CSV file')
      .setInputFiles(
        file('pod-ip-source,3,2026-11-01T09:00:00Z', 'pod-ip-source,7,2026-11-02T09:00:00Z', 'x,3,soon'),
      );
    await data.getByText('Line 3: review_rating “7” must be 1 (again)').waitFor();
    await data.getByText('Line 4: review_time “soon” must be').waitFor();
    expect(await log()).toEqual([]);
    await data.getByLabel('CSV file').setInputFiles({ ...file(), buffer: Buffer.from([0xff, 0xfe, 0x00]) });
    await data.getByText('The file can’t be read: it is not UTF-8 text.').waitFor();
    await data.getByLabel('CSV file').setInputFiles(file());
    await data.getByText('The file has no reviews below its first line.').waitFor();
  });

  it('continue to be imported after the server was stopped', async () => {
    const site = await openSite();
    const { page, log, allow } = site;
    allow(/ERR_INTERNET_DISCONNECTED/);
    await openSettings(site);
    const data = part(page, 'Your data');
    await data.getByLabel('CSV file').setInputFiles(file('pod-ip-source,3,2026-11-01T09:00:00Z'));
    await data.getByRole('button', { name: 'Import 1 review' }).waitFor();
    await site.online(false);
    await data.getByRole('button', { name: 'Import 1 review' }).click();
    await data.getByText(/^Interrupted after 0 reviews\. Tenax isn’t answering/).waitFor();
    await site.online(true);
    await data.getByRole('button', { name: 'Continue' }).click();
    await data.getByText('1 review imported.').waitFor();
    expect(await log()).toHaveLength(1);
  });

  it('are checked and found intact', async () => {
    const page = await openSettings(await openSite());
    const data = part(page, 'Your data');
    await data.getByRole('button', { name: 'Check now' }).click();
    await data.getByText(/^Checked 0 events of 0 cards\. Everything is fine\./).waitFor();
  });
});
