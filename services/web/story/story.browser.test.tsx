import { describe, expect, test } from 'vitest';
import { listStories } from '../../../db/stories.ts';
import { addArticle } from '../../testing/archive.ts';
import { startTestWeb } from '../../testing/web.ts';
import { barriers, chromiumPath, sizes, withoutBrowser } from '../testing/browser.ts';
import { addFrontStories } from '../testing/frontStories.ts';
import { addFeedsAndEntities } from '../testing/sampleArchive.ts';
import { withPages } from '../testing/withPages.ts';

let story: string;

describe.skipIf(!chromiumPath)(`stories in a browser${withoutBrowser}`, () => {
  const pages = withPages(async (db) => {
    await addFeedsAndEntities(db.orm);
    await addFrontStories(db.orm, new Date());
    const [listed] = await listStories(db.orm, {}, 1);
    story = `/stories/${listed!.id}`;
    await addArticle(db.orm, { title: 'Alone', text: 'Alone.', publishedAt: '2026-03-01T08:00:00Z' });
    return startTestWeb(db);
  });

  test.each([true, false])(
    'the list is narrowed and a story opened, script or not (%s)',
    async (javaScriptEnabled) => {
      const { page, faults, close } = await pages.visit('/stories', { javaScriptEnabled });
      expect(await page.locator('.articles article').count()).toBe(2);
      await page.getByLabel('Publishers', { exact: true }).selectOption('2');
      await page.getByLabel('First').selectOption('publishers');
      await page.getByRole('button', { name: 'Show' }).click();
      await page.waitForURL('**/stories?publishers=2&sort=publishers');
      expect(await page.locator('.articles article').count()).toBe(1);
      await page.locator('.articles h2 a').click();
      await page.waitForURL(`**${story}`);
      expect(await page.locator('.who-when tbody tr').count()).toBe(2);
      await page.locator('.copied summary').click();
      expect(await page.locator('.copied .copies').isVisible()).toBe(true);
      expect(faults).toEqual([]);
      await close();
    },
  );

  test.each([
    ['light', 'en-GB', sizes.desktop],
    ['dark', 'en-GB', sizes.phone],
    ['dark', 'zh-CN', sizes.desktop],
    ['light', 'zh-CN', sizes.phone],
  ] as const)('nothing keeps anybody out, in %s, %s', async (colorScheme, locale, viewport) => {
    for (const path of [story, `${story}/ruling`]) {
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
