import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { barriers, chromiumPath, sizes, withoutBrowser } from '../testing/browser.ts';
import { now } from '../testing/sampleArchive.ts';
import { servePages } from '../testing/servePages.ts';
import { withPages } from '../testing/withPages.ts';
import { addEntityArchive, longName } from './testing.ts';

describe.skipIf(!chromiumPath)(`entities in a browser${withoutBrowser}`, () => {
  const pages = withPages(async (db) => {
    await addEntityArchive(db.orm);
    return servePages(db.orm, now);
  });

  const figures = (page: Page) => page.locator('.figures-line').innerText();

  it.each([true, false])(
    'choose a time, compare and open the numbers, with script: %s',
    async (javaScriptEnabled) => {
      const { page, faults, close } = await pages.visit('/entities/huawei', {
        javaScriptEnabled,
      });
      await page.getByRole('link', { name: '30 days' }).click();
      await page.waitForURL(/range=30d/);
      expect(await figures(page)).toContain('4 articles in 30 days');

      await page.getByLabel('From').fill('2026-03-02');
      await page.getByLabel('and before').fill('2026-03-04');
      await page.getByRole('button', { name: 'Show' }).click();
      await page.waitForURL(/after=2026-03-02&before=2026-03-04/);
      expect(await figures(page)).toContain('2 articles in 2 days');

      await page.locator('#compare-with').fill('英伟达');
      await page.getByRole('button', { name: 'Add' }).click();
      await page.waitForURL(/with=/);
      expect(page.url()).toContain('after=2026-03-02');
      await expect.poll(() => page.locator('.compare-table tbody tr').count()).toBe(2);
      await page.getByText('The numbers as a table').click();
      await page.locator('table.series caption').waitFor({ state: 'visible' });
      await page.getByRole('link', { name: 'remove' }).click();
      await expect.poll(() => page.locator('.compare-table').count()).toBe(0);
      expect(faults).toEqual([]);
      await close();
    },
  );

  it('choose a time by drawing over the chart', async () => {
    const { page, faults, close } = await pages.visit('/entities/huawei?range=1y');
    const chart = await page.locator('.drawn:visible').first().boundingBox();
    await page.mouse.move(chart!.x + chart!.width * 0.4, chart!.y + 60);
    await page.mouse.down();
    await page.mouse.move(chart!.x + chart!.width * 0.6, chart!.y + 60, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/after=20\d\d-\d\d-\d\d&before=20\d\d-\d\d-\d\d/);
    expect(await page.locator('.span-bar nav [aria-current]').count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('are found, sorted and opened from the list', async () => {
    const { page, close } = await pages.visit('/entities');
    await page.getByRole('link', { name: 'Sentiment' }).click();
    await page.waitForURL(/sort=sentiment/);
    await page.getByLabel('Name, alias or ticker').fill('hw');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.locator('.entity-list').getByRole('link', { name: 'Huawei' }).click();
    await page.waitForURL(/entities\/huawei$/);
    await close();
  });

  const places = [
    '/entities',
    '/entities?kind=found',
    '/entities/huawei?with=nvidia',
    '/entities/diffusion-rule',
    '/entities/long',
  ];
  it.each([
    ['desktop', 'light', 'en-GB'],
    ['phone', 'dark', 'en-GB'],
    ['phone', 'light', 'zh-CN'],
    ['desktop', 'dark', 'zh-CN'],
  ] as const)(
    'have no faults that axe finds on a %s in %s colours in %s',
    async (size, colorScheme, locale) => {
      const viewport = sizes[size];
      const { page, faults, close } = await pages.visit(places[0]!, {
        viewport,
        colorScheme,
        locale,
      });
      for (const place of places) {
        await page.goto(pages.origin + place);
        expect(await barriers(page), place).toEqual([]);
      }
      expect(await page.locator('h1').innerText()).toBe(longName);
      expect(faults).toEqual([]);
      await close();
    },
  );
});
