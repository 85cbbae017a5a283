import { describe, expect, test } from 'vitest';
import { addBoardArchive, boardNow } from '../testing/boardArchive.ts';
import { barriers, chromiumPath, follow, sizes, withoutBrowser } from '../testing/browser.ts';
import { servePages } from '../testing/servePages.ts';
import { withPages } from '../testing/withPages.ts';

describe.skipIf(!chromiumPath)(`the board in a browser${withoutBrowser}`, () => {
  const pages = withPages(async (db) => {
    await addBoardArchive(db.orm);
    return servePages(db.orm, boardNow);
  });

  test.each([true, false])(
    'the ledger is narrowed, put in order and cited, script or not (%s)',
    async (script) => {
      const { page, faults, close } = await pages.visit('/clocks', {
        javaScriptEnabled: script,
      });
      await follow(page, page.getByRole('link', { name: 'Model releases' }));
      const models = page.locator('.ledger tbody th');
      expect(await models.allInnerTexts()).toEqual(['DeepSeek-V4', 'GLM-5']);
      await page.getByLabel('Lab').selectOption('Zhipu');
      await follow(page, page.getByRole('button', { name: 'Show' }));
      expect(await models.allInnerTexts()).toEqual(['GLM-5']);
      await follow(page, page.getByRole('link', { name: 'Parameters' }));
      expect(await page.locator('[aria-sort=descending]').innerText()).toBe('Parameters');
      expect(await page.getByLabel('Lab').inputValue()).toBe('zhipu');
      await follow(page, page.getByRole('link', { name: '744B' }));
      expect(await page.locator('h1').innerText()).toBe('=GLM-5 opened');
      expect(faults).toEqual([]);
      await close();
    },
  );

  test('rules are looked at as they stood on another day', async () => {
    const { page, faults, close } = await pages.visit('/instruments');
    const rule = page.locator('tr', { hasText: 'Affiliates Rule' });
    expect(await rule.innerText()).toContain('law and press differ');
    await page.getByLabel('As it stood on').fill('2025-10-01');
    await follow(page, page.getByRole('button', { name: 'Show' }));
    expect(await page.getByRole('status').innerText()).toBe('2 rules, as they stood on 1 Oct 2025');
    expect(await rule.innerText()).toContain('in force since 29 Sept 2025');
    expect(await rule.innerText()).not.toContain('differ');
    expect(faults).toEqual([]);
    await close();
  });

  test('the address for a calendar gives what the page shows', async () => {
    const { page, faults, close } = await pages.visit('/clocks');
    await page.getByLabel('About').selectOption('Affiliates Rule');
    await follow(page, page.getByRole('button', { name: 'Show' }));
    await page.getByText('In the press: 1 article').first().click();
    expect(await page.locator('.in-press[open] .happenings').innerText()).toContain('2026年11月30日');
    const address = await page.getByLabel('Address for calendar programs').inputValue();
    const calendar = await fetch(address).then((answer) => answer.text());
    expect(calendar).toContain('SUMMARY:Pause ends: Affiliates Rule');
    expect(calendar).not.toContain('alert(1)>\r\nX');
    const webcal = await page.getByRole('link', { name: 'Open in a calendar' }).getAttribute('href');
    expect(webcal).toBe(address.replace('http:', 'webcal:'));
    expect(faults).toEqual([]);
    await close();
  });

  const looks = [
    ['en-GB', 'light', 'desktop'],
    ['zh-CN', 'dark', 'phone'],
  ] as const;
  test.each(looks)('nothing stands in anybody’s way: %s, %s, %s', async (locale, colorScheme, size) => {
    const options = { locale, colorScheme, viewport: sizes[size] };
    const { page, faults, close } = await pages.visit('/clocks?past=all', options);
    for (const path of [
      '/clocks?past=all',
      '/instruments',
      '/controls?entity=zhipu',
      '/releases',
      '/rumours',
      '/firsts',
      '/contradictions',
    ]) {
      await page.goto(pages.origin + path);
      await page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true; })');
      expect(await barriers(page), path).toEqual([]);
    }
    expect(faults).toEqual([]);
    await close();
  });
});
