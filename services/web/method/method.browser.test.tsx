import { describe, expect, test } from 'vitest';
import { barriers, chromiumPath, sizes, withoutBrowser } from '../testing/browser.ts';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';
import { servePages } from '../testing/servePages.ts';
import { withPages } from '../testing/withPages.ts';

describe.skipIf(!chromiumPath)(`the page of method in a browser${withoutBrowser}`, () => {
  const pages = withPages(async (db) => {
    await addFeedsAndEntities(db.orm);
    return servePages(db.orm, now);
  });

  test('scores are found by their heading, and read as tables', async () => {
    const { page, faults, close } = await pages.visit('/');
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
    const { page, faults, close } = await pages.visit('/method', options);
    expect(await barriers(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});
