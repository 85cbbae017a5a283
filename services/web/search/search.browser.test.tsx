import { describe, expect, it } from 'vitest';
import { addArticle } from '../../testing/archive.ts';
import { accessibilityFaults, barriers, chromiumPath, sizes, withoutBrowser } from '../testing/browser.ts';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';
import { servePages } from '../testing/servePages.ts';
import { withPages } from '../testing/withPages.ts';

const long = 'Ascend '.repeat(40);
const articles = [
  ['Huawei asks for a licence', 'Huawei asked. Its Ascend chips need a licence.'],
  ['Nvidia waits for a licence', 'Nvidia waits, and Huawei does not.'],
  ['华为发布新芯片', '华为发布昇腾。'],
  [`${'Donaudampfschifffahrt'.repeat(8)} <img src=x onerror=alert(1)>`, `${long} licence`],
] as const;

describe.skipIf(!chromiumPath)(`the search page in a browser${withoutBrowser}`, () => {
  const pages = withPages(async (db) => {
    await addFeedsAndEntities(db.orm);
    for (const [n, [title, text]] of articles.entries()) {
      const entityId = title.startsWith('Nvidia') ? 'nvidia' : 'huawei';
      const towards = { mentions: 1, salience: 1, score: -0.5, label: 'negative' as const };
      await addArticle(db.orm, {
        ...{ title, text, publishedAt: `2026-03-0${9 - n}T10:00:00Z` },
        ...(n === 2 ? { language: 'zh', feed: 'xinwen' } : {}),
        tagged: { sentiment: { score: 0, label: 'neutral' }, entities: [{ ...towards, entityId }] },
      });
    }
    return servePages(db.orm, now);
  });

  it('a query is typed with suggestions, by keyboard alone', async () => {
    const { page, faults, close } = await pages.visit('/search');
    await page.keyboard.press('/');
    const box = page.getByRole('combobox').first();
    expect(await page.locator('#f-q:focus').count()).toBe(1);
    await page.keyboard.type('licence entity:hua');
    await page.getByRole('option', { name: /Huawei/ }).waitFor();
    expect(await page.getByRole('status').first().textContent()).toBe('1 suggestion');
    expect(await box.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('listbox').count()).toBe(0);
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    const active = await box.getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await box.inputValue()).toBe('licence entity:huawei ');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    expect(await page.locator('.count strong').textContent()).toBe('2 articles');
    expect(faults).toEqual([]);
    await close();
  });

  it('what was found is narrowed, walked through and opened', async () => {
    const { page, faults, close } = await pages.visit('/search?q=licence');
    await page.locator('.facets a', { hasText: 'Nvidia' }).click();
    await page.waitForURL(/nvidia/);
    expect(await page.locator('#f-q').inputValue()).toBe('licence entity:nvidia');
    await page.getByRole('link', { name: 'Search without entity:nvidia' }).click();
    await page.waitForURL(/q=licence$/);
    const focused = () => page.locator('[data-walk]:focus h3').textContent();
    await page.keyboard.press('j');
    expect(await focused()).toBe(articles[0][0]);
    await page.keyboard.press('j');
    expect(await focused()).toBe(articles[1][0]);
    await page.keyboard.press('k');
    await page.keyboard.press('o');
    await page.waitForURL(/\/articles\/\d+$/);
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.waitForURL(/\/search$/);
    expect(faults).toEqual([]);
    await close();
  });

  it('the keys are listed, in the language of the page, and can be turned off', async () => {
    const { page, faults, close } = await pages.visit('/search?q=licence', { locale: 'zh-CN' });
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: '快捷键' });
    expect(await dialog.innerText()).toContain('下一篇文章');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('j');
    expect(await page.locator('[data-walk]:focus').count()).toBe(0);
    await dialog.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.keyboard.press('j');
    expect(await page.locator('[data-walk]:focus').count()).toBe(0);
    await page.getByRole('button', { name: '快捷键' }).click();
    await dialog.getByRole('checkbox').check();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    expect(await page.locator('[data-walk]:focus').count()).toBe(1);
    // Letters that are typed are text.
    await page.locator('#f-q').fill('');
    await page.locator('#f-q').press('j');
    expect(await page.locator('#f-q').inputValue()).toBe('j');
    // Escape closes the suggestions, then leaves the field.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await page.locator('#f-q:focus').count()).toBe(0);
    await page.keyboard.press('j');
    expect(await page.locator('[data-walk]:focus').count()).toBe(1);
    expect(faults).toEqual([]);
    await close();
  });

  it.each([true, false])(
    'a search is saved, run again, renamed and deleted; script: %s',
    async (javaScriptEnabled) => {
      const { page, faults, close } = await pages.visit('/search', { javaScriptEnabled });
      await page.locator('#f-q').fill('licence -nvidia');
      await page.locator('.filter button').click();
      await page.waitForURL(/\?q=/);
      await page.getByText('Save this search').click();
      const name = page.locator('#save-name');
      expect(await name.inputValue()).toBe('licence -nvidia');
      await name.fill('Without Nvidia');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.waitForURL(/said=saved/);
      expect(await page.locator('.said').textContent()).toBe('Saved.');
      await page.goto(`${pages.origin}/search`);
      await page.getByRole('link', { name: 'Without Nvidia' }).click();
      await page.waitForURL(/\?q=/);
      expect(await page.locator('#f-q').inputValue()).toBe('licence -nvidia');
      await page.goto(`${pages.origin}/search`);
      await page.locator('.saved summary').click();
      await page.locator('.saved').getByLabel('Name').fill('Another name');
      await page.getByRole('button', { name: 'Rename' }).click();
      await page.waitForURL(/said=saved/);
      await page.locator('.saved summary').click();
      expect(await page.locator('.saved .run').textContent()).toBe('Another name');
      await page.getByRole('button', { name: 'Delete it' }).click();
      await page.waitForURL(/said=deleted/);
      expect(await page.locator('.saved').count()).toBe(0);
      expect(faults).toEqual([]);
      await close();
    },
  );

  it('nobody is kept out, in either language and scheme, on a desk or a phone', async () => {
    const paths = [
      '/search',
      '/search?q=licence+entity%3Ahuawei&language=en&sort=relevance',
      '/search?q=licence+unheard',
      '/search?q=entity%3Ahuawai&min=4',
    ];
    for (const [locale, colorScheme, viewport] of [
      ['en-GB', 'light', sizes.desktop],
      ['zh-CN', 'dark', sizes.desktop],
      ['en-GB', 'dark', { width: 320, height: 700 }],
      ['zh-CN', 'light', sizes.phone],
    ] as const) {
      const { page, faults, close } = await pages.visit('/search', { locale, colorScheme, viewport });
      for (const path of paths) {
        await page.goto(`${pages.origin}${path}`);
        // All that is folded away, too.
        await page.evaluate(
          `for (const each of document.querySelectorAll('details')) {
            each.removeAttribute('name');
            each.open = true;
          }`,
        );
        const where = `${path} ${locale} ${colorScheme} ${viewport.width}`;
        expect(await barriers(page), where).toEqual([]);
      }
      expect(faults.filter((fault) => !fault.includes('400 (Bad Request)'))).toEqual([]);
      await close();
    }
  });
});
