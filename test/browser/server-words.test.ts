import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { DECK, SAMPLE } from '../support/tenax.ts';
import { describeInBrowser, openSite } from './browser.ts';

/** Words that Spanish does not have. */
const ENGLISH = /\b(?:the|is|are|of|and|with|this|that|not|it|card|note|file|line|try)\b/i;

async function saidIn(place: Locator): Promise<string> {
  await place.first().waitFor();
  const said = (await place.allInnerTexts()).join('\n');
  expect(said).not.toMatch(ENGLISH);
  expect(await place.locator('[lang=en]').count()).toBe(0);
  return said;
}

describeInBrowser('what the server says, on a page in Spanish', () => {
  it('is Spanish when it refuses a text, and in the preview before that', async () => {
    const { page, allow } = await openSite({ ...SAMPLE }, { locale: 'es' });
    allow(/400/);
    await page.goto('/cards/pod-ip-source');
    await page.locator('.next-intervals').waitFor();
    await page.keyboard.press('e');
    const area = page.locator('.editor textarea');
    await area.fill(`${await area.inputValue()}\n\n\`\`\`yaml\nabierto\n`);
    expect(await saidIn(page.locator('.editor .problem'))).toContain('no se cierra');
    await page.getByRole('button', { name: /^Guardar/ }).click();
    const said = await saidIn(page.locator('.editor [role=alert]'));
    expect(said).toMatch(
      /^El texto no se puede escribir como está\. Línea \d+ de la nota: El bloque de código/,
    );
  });

  it('is Spanish in the assumptions of a forecast', async () => {
    const { page } = await openSite({ ...SAMPLE }, { locale: 'es' });
    await page.goto('/plan');
    await page.getByRole('button', { name: 'Calcular' }).click();
    const goal = page.locator('.assumptions').last();
    await goal.locator('summary').click();
    const said = await saidIn(goal);
    expect(said).toContain('Como mucho al día en k8s: 200 por repasar.');
    expect(said).toContain('buscado doblando y partiendo por dos');
    expect(said).toMatch(/difícil, bien o fácil en el 22\s%, 63\s%, 15\s% de los casos/);
  });

  it('is Spanish when a file can’t be read', async () => {
    const { page, world } = await openSite({ ...SAMPLE }, { locale: 'es' });
    await world.write('k8s/pod-networking.md', `${DECK}\n\`\`\`yaml\nabierto\n`);
    await world.write('k8s/storage.md', '# Storage\n\n### PV\n<!-- id: pv; colour: red -->\n\nUno.\n');
    await world.tenax.library.scan();
    await page.goto('/');
    const said = await saidIn(page.locator('.file-problems'));
    expect(said).toMatch(/línea \d+: El bloque de código que empieza aquí no se cierra\./);
    expect(said).toContain('El comentario tiene la clave desconocida «colour»');
  });

  it('is Spanish when the server fails, and changes with the language', async () => {
    const { page, allow } = await openSite({ ...SAMPLE }, { locale: 'es' });
    allow(/503/);
    const body = {
      type: 'urn:tenax:store-unavailable',
      title: "The database can't be used",
      status: 503,
      detail: 'Another program holds the database.',
      failure: 'busy',
    };
    await page.route('**/api/**', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify(body),
      }),
    );
    await page.goto('/');
    const said = await saidIn(page.locator('.failure'));
    expect(said).toContain('No se puede usar la base de datos');
    expect(said).toContain('La tiene otro programa.');
    await page.evaluate(() => localStorage.setItem('tenax.preferences', '{"language":"en"}'));
    await page.reload();
    await page.getByRole('heading', { name: 'The database can’t be used' }).waitFor();
  });
});
