import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { en } from '../../web/words/en/index.ts';
import { es } from '../../web/words/es/index.ts';
import { speak } from '../../web/words/words.ts';
import { type Files, SAMPLE } from '../support/tenax.ts';
import { answer, describeInBrowser, openSite, type Site } from './browser.ts';

type Words = typeof en;

const PLAN = '# Kubernetes\n\n## Pods\n**Topics covered:**\n- How a Pod gets its address\n';

interface Empty {
  readonly what: string;
  readonly files: Files;
  readonly paths: readonly string[];
  /** Creates the empty state. */
  readonly prepare?: (site: Site) => Promise<void>;
  readonly says: (words: Words) => string;
  /** What leads on from there: something to go to, to press, or to copy. */
  readonly leadsOn: string;
}

const EMPTY: readonly Empty[] = [
  {
    what: 'no plan',
    files: {},
    paths: ['/', '/review', '/plan', '/topics', '/cards', '/gaps', '/gap', '/statistics'],
    says: ({ first }) => first.noPlan,
    leadsOn: '.first-steps pre',
  },
  {
    what: 'a plan without topics',
    files: { 'k8s/plan.md': '# Kubernetes\n\nSoon.\n' },
    paths: ['/', '/review', '/plan', '/topics', '/cards', '/gaps', '/gap', '/statistics'],
    says: ({ first }) => first.noTopics,
    leadsOn: '.first-steps a[href="/plan/k8s"]',
  },
  {
    what: 'a plan without cards',
    files: { 'k8s/plan.md': PLAN },
    paths: ['/', '/review', '/cards', '/statistics'],
    says: ({ first }) => first.noCards,
    leadsOn: '.first-steps a[href="/gap"]',
  },
  {
    what: 'all done',
    files: SAMPLE,
    paths: ['/'],
    prepare: reviewAll,
    says: ({ today }) => today.allDone,
    leadsOn: '.due a[href="/review?mode=ahead"]',
  },
  {
    what: 'nothing due in a review',
    files: SAMPLE,
    paths: ['/review'],
    prepare: reviewAll,
    says: ({ review }) => review.nothingDue,
    leadsOn: '.rest a[href="/"]',
  },
  {
    what: 'nothing that matches',
    files: SAMPLE,
    paths: ['/cards?q=nothing-like-it'],
    says: ({ cards }) => cards.nothing,
    leadsOn: '.first-steps button',
  },
  {
    what: 'no review yet',
    files: SAMPLE,
    paths: ['/statistics'],
    says: ({ statistics }) => statistics.none,
    leadsOn: '.first-steps a[href="/review"]',
  },
  {
    what: 'no gap',
    files: { 'k8s/plan.md': PLAN },
    paths: ['/gaps'],
    says: ({ gaps }) => gaps.noneAtAll,
    leadsOn: '.inbox-part a[href="/gap"]',
  },
  {
    what: 'no roadmap',
    files: SAMPLE,
    paths: ['/plan'],
    says: ({ plan }) => plan.noRoadmap,
    leadsOn: '.plan-part:has-text("1.") code',
  },
  {
    what: 'no milestone',
    files: SAMPLE,
    paths: ['/plan'],
    says: ({ plan }) => plan.noMilestones,
    leadsOn: '.plan-part:has-text("Milestone 1") code',
  },
  {
    what: 'a topic without items',
    files: { 'k8s/plan.md': `${PLAN}\n## Roadmap\n1. Storage (complexity 5)\n` },
    paths: ['/topics/k8s/storage'],
    says: ({ topic }) => topic.empty,
    leadsOn: '.actions a[href^="/gap?topic="]',
  },
  {
    what: 'a card without history',
    files: SAMPLE,
    paths: ['/cards/pod-ip-source'],
    says: ({ card }) => card.noHistory,
    leadsOn: 'a[href^="/review?topic="]',
  },
];

async function reviewAll({ page }: Site): Promise<void> {
  await page.goto('/review');
  for (let i = 0; i < 3; i++) {
    await page.locator('.card').waitFor();
    await answer(page, '4');
  }
  await page.locator('.rest').waitFor();
}

async function teaches(page: Page, path: string, sentence: string, leadsOn: string): Promise<void> {
  await page.goto(path);
  await page.getByText(sentence).first().waitFor();
  await page.locator(leadsOn).first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
}

describeInBrowser('a page with nothing to show', () => {
  it.each(EMPTY)('says what to do next: $what', async ({ files, paths, prepare, says, leadsOn }) => {
    for (const [language, catalogue] of [
      ['en', en],
      ['es', es],
    ] as const) {
      await speak(language);
      const site = await openSite(files, { locale: language, viewport: { width: 360, height: 740 } });
      await prepare?.(site);
      for (const path of paths) await teaches(site.page, path, says(catalogue), leadsOn);
    }
  });
});
