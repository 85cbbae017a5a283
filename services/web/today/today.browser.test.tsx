import { describe, expect, test } from 'vitest';
import { addArticle } from '../../testing/archive.ts';
import { startTestWeb } from '../../testing/web.ts';
import { barriers, chromiumPath, sizes, withoutBrowser } from '../testing/browser.ts';
import { addFrontStories } from '../testing/frontStories.ts';
import { addFeedsAndEntities } from '../testing/sampleArchive.ts';
import { withPages } from '../testing/withPages.ts';

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

describe.skipIf(!chromiumPath)(`the front page in a browser${withoutBrowser}`, () => {
  const pages = withPages(async (db) => {
    await addFeedsAndEntities(db.orm);
    await addFrontStories(db.orm, new Date());
    await addArticle(db.orm, {
      ...{ title: 'Nvidia sells', text: 'Nvidia sells.', publishedAt: hoursAgo(2).toISOString() },
    });
    return startTestWeb(db);
  });

  test.each([true, false])(
    'a second visit shows what is new, script or not (%s)',
    async (javaScriptEnabled) => {
      const { page, faults, close } = await pages.visit('/', { javaScriptEnabled });
      expect(await page.locator('.since').count()).toBe(0);
      const [cookie] = await page.context().cookies();
      expect(cookie).toMatchObject({ name: 'visit', httpOnly: true, sameSite: 'Lax' });
      // As if the first visit had been four hours ago.
      const seen = Math.floor(hoursAgo(4).getTime() / 1000);
      await page.context().addCookies([{ ...cookie!, value: `-.${seen}` }]);
      await page.reload();
      expect(await page.locator('.since').innerText()).toBe(
        'New since your last visit, 4 h ago: 1 story. More was written on 1 story.',
      );
      expect(await page.locator('article', { hasText: 'Nvidia sells' }).locator('.fresh').innerText()).toBe(
        'new',
      );
      await page.reload();
      expect(await page.locator('.fresh').count()).toBe(2);
      expect(faults).toEqual([]);
      await close();
    },
  );

  test('the story that leads is opened, and its copies are unfolded', async () => {
    const { page, faults, close } = await pages.visit('/');
    await page.locator('.lead-story h3 a').click();
    expect(await page.locator('h1').innerText()).toBe('Huawei listed');
    const copies = page.locator('.timeline .copies');
    expect(await copies.isVisible()).toBe(false);
    await page.getByText('1 copy by').click();
    expect(await copies.innerText()).toContain('新闻社');
    expect(faults).toEqual([]);
    await close();
  });

  test('the archive is searched from the top of the page', async () => {
    const { page, faults, close } = await pages.visit('/');
    await page.getByRole('combobox', { name: 'Search the archive' }).fill('listed');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL('**/search?q=listed');
    expect(faults).toEqual([]);
    await close();
  });

  test.each([
    ['light', 'en-GB', sizes.desktop],
    ['dark', 'en-GB', sizes.phone],
    ['dark', 'zh-CN', sizes.desktop],
    ['light', 'zh-CN', sizes.phone],
  ] as const)('nothing keeps anybody out, in %s, %s', async (colorScheme, locale, viewport) => {
    for (const path of ['', '/stories']) {
      const { page, faults, close } = await pages.visit(path, {
        colorScheme,
        locale,
        viewport,
      });
      expect(await barriers(page)).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    }
  });
});
