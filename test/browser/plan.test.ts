import { expect, it } from 'vitest';
import { SAMPLE } from '../support/tenax.ts';
import { answer, describeInBrowser, openSite } from './browser.ts';

const PLAN = `${SAMPLE['k8s/plan.md']}
## Roadmap

### Basics
1. Pod Networking (complexity 9)
2. Storage (complexity 4)

### Later
3. Service Mesh (complexity 8)

## Milestones

### Milestone 1: Ready to run (Day 5)
- I can explain every hop
`;

describeInBrowser('the plan', () => {
  it('shows the roadmap by phase, each topic’s retention, and the forecast of a milestone', async () => {
    const { page } = await openSite({ ...SAMPLE, 'k8s/plan.md': PLAN });
    await page.goto('/review');
    await page.locator('.card').waitFor();
    await answer(page, '4');
    await page.goto('/plan');
    await page.getByRole('heading', { level: 1, name: 'Kubernetes' }).waitFor();
    const phases = page.locator('.phase h3');
    await phases.first().waitFor();
    expect((await phases.allInnerTexts()).map((text) => text.split(' ')[0])).toEqual(['Basics', 'Later']);
    await page.locator('.stop', { hasText: 'Pod Networking' }).locator('.retention').waitFor();
    expect(await page.locator('.stop', { hasText: 'Storage' }).locator('.retention').count()).toBe(0);
    await page.getByText(/retention expected by/).waitFor();
    await page.getByRole('link', { name: 'Pod Networking' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pod Networking' }).waitFor();
  });

  it('works out how many new cards a day a goal takes, and says if no pace reaches it', async () => {
    const { page } = await openSite({ ...SAMPLE, 'k8s/plan.md': PLAN });
    await page.goto('/plan');
    await page.getByLabel('Retention in percent').fill('50');
    await page.getByRole('button', { name: 'Work it out' }).click();
    await page.getByText(/new cards? a day will do/).waitFor();
    await page.getByLabel('Retention in percent').fill('100');
    await page.getByRole('button', { name: 'Work it out' }).click();
    await page.getByText(/^Not by then/).waitFor();
    await page.getByText('What the forecast assumes').last().click();
    expect(
      await page
        .getByText(/You study every day/)
        .last()
        .isVisible(),
    ).toBe(true);
  });

  it('says so if the plan does not exist', async () => {
    const { page, allow } = await openSite({});
    allow(/404/);
    await page.goto('/plan/nothing');
    await page.getByRole('alert').waitFor();
  });
});
