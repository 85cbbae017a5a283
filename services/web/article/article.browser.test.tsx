import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { corrections } from '../../../db/schema.ts';
import { agreementWith } from '../../tag/eval/corrections.ts';
import { readPassages } from '../../tag/eval/gold.ts';
import { loadEntityList } from '../../tag/names/list.ts';
import { addArticle, mentionOf } from '../../testing/archive.ts';
import { startTestWeb } from '../../testing/web.ts';
import { barriers, chromiumPath, overflows, sizes, withoutBrowser } from '../testing/browser.ts';
import { addFeedsAndEntities } from '../testing/sampleArchive.ts';
import { withPages } from '../testing/withPages.ts';

let path: string;

const written = {
  title: 'Nvidia opens an office',
  text: `${'Nvidia opened an office in Taipei on Monday.\n\n'.repeat(12)}Huawei Ascend sales rose.`,
};
const at = written.text.lastIndexOf('Nvidia');

describe.skipIf(!chromiumPath)(`an article in a browser${withoutBrowser}`, () => {
  const pages = withPages(async (db) => {
    await addFeedsAndEntities(db.orm);
    const wrong = mentionOf('nvidia', 'Nvidia', written, 'text', ['negative', -0.6, ['opened']]);
    const place = { startsAt: at, endsAt: at + 6, sentenceStart: at, sentenceEnd: at + 44 };
    const end = { sentenceStart: at + 46, sentenceEnd: at + 71 };
    const id = await addArticle(db.orm, {
      ...written,
      publishedAt: '2026-03-10T08:05:00Z',
      mentions: [
        mentionOf('nvidia', 'Nvidia', written, 'title', ['neutral', 0, []]),
        { ...wrong, ...place },
        { ...mentionOf('huawei', 'Huawei', written, 'text', ['neutral', 0, []]), ...end },
        { ...mentionOf('ascend', 'Huawei Ascend', written, 'text', ['positive', 0.4, ['rose']]), ...end },
      ],
      tagged: {
        sentiment: { score: -0.3, label: 'negative' },
        entities: [{ entityId: 'nvidia', mentions: 2, salience: 0.9, score: -0.3, label: 'negative' }],
      },
    });
    path = `/articles/${id}`;
    return startTestWeb(db);
  });
  afterEach(() => pages.db.orm.delete(corrections));

  const mark = (page: Page) => page.locator(`#at-${at}`);
  const note = (page: Page) => page.locator(`#why-${at}`);

  test('a mark is opened and closed by keyboard', async () => {
    const { page, faults, close } = await pages.visit(path);
    await mark(page).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => note(page).isVisible()).toBe(true);
    expect(await mark(page).getAttribute('aria-expanded')).toBe('true');
    expect(await page.evaluate('document.activeElement.id')).toBe(`why-${at}`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('/entities/nvidia');
    await page.keyboard.press('Escape');
    await expect.poll(() => note(page).isVisible()).toBe(false);
    expect(await page.evaluate('document.activeElement.id')).toBe(`at-${at}`);
    expect([page.url(), faults]).toEqual([pages.origin + path, []]);
    await close();
  });

  test('a mark is opened by touch, and closed by touching elsewhere', async () => {
    const { page, close } = await pages.visit(path, { viewport: sizes.phone, hasTouch: true });
    await mark(page).tap();
    await expect.poll(() => note(page).isVisible()).toBe(true);
    const box = (await note(page).boundingBox())!;
    expect([box.x >= 0, box.x + box.width <= sizes.phone.width]).toEqual([true, true]);
    expect(await note(page).locator('mark').innerText()).toBe('opened');
    expect(await overflows(page)).toBe(false);
    await page.touchscreen.tap(200, 40);
    await expect.poll(() => note(page).isVisible()).toBe(false);
    await close();
  });

  test('a mark is opened and closed without script, where one reads', async () => {
    const { page, close } = await pages.visit(path, { javaScriptEnabled: false });
    await mark(page).scrollIntoViewIfNeeded();
    const before = (await mark(page).boundingBox())!.y;
    await mark(page).click();
    expect(await note(page).isVisible()).toBe(true);
    expect(Math.abs((await mark(page).boundingBox())!.y - before)).toBeLessThan(2);
    await note(page).locator('.close').click();
    expect([await note(page).isVisible(), await mark(page).isVisible()]).toEqual([false, true]);
    await close();
  });

  test.each([true, false])(
    'a tag is corrected, exported and measured; script: %s',
    async (javaScriptEnabled) => {
      const { page, faults, close } = await pages.visit(path, { javaScriptEnabled });
      await mark(page).click();
      await note(page).getByRole('link', { name: 'This tag is wrong' }).click();
      await page.getByLabel('The sentiment').check();
      await page.getByLabel('neutral', { exact: true }).check();
      await page.getByLabel('Why').fill('an opening is no blame');
      await page.getByRole('button', { name: 'Send the correction' }).click();
      expect(await page.getByRole('status').innerText()).toBe('Your correction stands beside the tag.');
      expect(await mark(page).getAttribute('class')).toBe('mark negative corrected');
      expect(await page.locator('.corrections li').innerText()).toContain('neutral, not negative');

      const yaml = await (await fetch(`${pages.origin}/v1/corrections.yaml`)).text();
      const passages = readPassages(yaml, { file: 'corrections', partly: true });
      expect(agreementWith(passages, loadEntityList())).toEqual([
        { what: 'sentiment', language: 'en', agrees: 1, of: 1 },
      ]);

      await page.getByRole('button', { name: 'Take it back' }).click();
      expect(await page.locator('.corrections').count()).toBe(0);
      expect(faults).toEqual([]);
      await close();
    },
  );

  const form = () => `${pages.origin}${path}/corrections/new?field=text&start=${at}&entity=nvidia`;

  test.each([
    ['light', 'en-GB', sizes.desktop],
    ['dark', 'en-GB', sizes.phone],
    ['dark', 'zh-CN', sizes.desktop],
    ['light', 'zh-CN', sizes.phone],
  ] as const)('everybody can use it: %s, %s, %o', async (colorScheme, locale, viewport) => {
    const { page, faults, close } = await pages.visit(path, { colorScheme, locale, viewport });
    await mark(page).click();
    expect(await barriers(page)).toEqual([]);
    await page.goto(form());
    expect(await barriers(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  test('on paper, what judges is told below the text', async () => {
    const { page, close } = await pages.visit(path);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.note:visible').count()).toBe(2);
    expect(await page.locator('.wrong:visible, .close:visible').count()).toBe(0);
    await close();
  });
});
