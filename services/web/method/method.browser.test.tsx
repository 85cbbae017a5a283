import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { barriers, chromiumPath, openBrowser, sizes, visit, withoutBrowser } from '../testing/browser.ts';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';
import { servePages } from '../testing/servePages.ts';

let db: Database;
let pages: Awaited<ReturnType<typeof servePages>>;
let browser: Browser;

describe.skipIf(!chromiumPath)(`the page of method in a browser${withoutBrowser}`, () => {
  beforeAll(async () => {
    db = await openTestDatabase();
    await addFeedsAndEntities(db.orm);
    pages = await servePages(db.orm, now);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
    await db?.close();
  });

  test('scores are found by their heading, and read as tables', async () => {
    const { page, faults, close } = await visit(browser, pages.origin);
    await page.getByRole('link', { name: 'Method', exact: true }).click();
    await page.getByRole('link', { name: 'How good they are' }).click();
    expect(new URL(page.url()).hash).toBe('#scores');
    const english = page.getByRole('table', { name: 'English: 73 passages held apart' });
    expect(await english.getByRole('row', { name: /^Quotes 1\.00/ }).count()).toBe(1);
    await page.getByText('Importance: points of the weightiest event').click();
    expect(await page.getByRole('row', { name: 'Entity listing 80' }).isVisible()).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  const looks = [
    ['en-GB', 'light', 'desktop'],
    ['zh-CN', 'dark', 'phone'],
    ['en-GB', 'dark', 'phone'],
  ] as const;
  test.each(looks)('nothing stands in anybody’s way: %s, %s, %s', async (locale, colorScheme, size) => {
    const options = { locale, colorScheme, viewport: sizes[size] };
    const { page, faults, close } = await visit(browser, `${pages.origin}/method`, options);
    expect(await barriers(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});
