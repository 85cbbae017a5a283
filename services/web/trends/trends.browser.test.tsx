import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startTestApp } from '../../testing/app.ts';
import { barriers, chromiumPath, sizes, withoutBrowser } from '../testing/browser.ts';
import { addCoverage } from '../testing/coverage.ts';
import { now } from '../testing/sampleArchive.ts';
import { withPages } from '../testing/withPages.ts';

describe.skipIf(!chromiumPath)(`trends in a browser${withoutBrowser}`, () => {
  const pages = withPages(async (db) => {
    await addCoverage(db.orm);
    return startTestApp(db, [], { roles: { workers: false, web: true }, now: () => now });
  });

  test('a chart is built with the form alone, without script', async () => {
    const { page, close } = await pages.visit('/trends', { javaScriptEnabled: false });
    await page.getByLabel('Query', { exact: true }).fill('entity:huawei');
    await page.getByLabel('Compare with', { exact: true }).fill('entity:nvidia');
    await page.getByLabel('By', { exact: true }).selectOption('day');
    await page.getByRole('button', { name: 'Draw' }).click();
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe('Huawei · Nvidia');
    expect(await page.getByRole('img', { name: 'Huawei · Nvidia' }).count()).toBe(1);
    const asked = new URL(page.url()).searchParams;
    expect([asked.get('q'), asked.get('compare'), asked.get('by')]).toEqual([
      'entity:huawei',
      'entity:nvidia',
      'day',
    ]);
    await close();
  });

  test('a comparison typed takes the place of the split that stands there', async () => {
    const { page, faults, close } = await pages.visit('/trends');
    const split = page.getByLabel('Or split the query');
    const compare = page.getByRole('combobox', { name: 'Compare with', exact: true });
    await page.getByRole('combobox', { name: 'Query', exact: true }).fill('entity:huawei');
    await compare.fill('entity:nvidia');
    expect(await split.inputValue()).toBe('');
    await compare.fill('');
    expect(await split.inputValue()).toBe('topic');
    await compare.fill('entity:nvidia');
    await page.getByRole('button', { name: 'Draw' }).click();
    await page.waitForURL(/compare=entity%3Anvidia/);
    expect(await page.getByRole('img', { name: 'Huawei · Nvidia' }).count()).toBe(1);
    expect(faults).toEqual([]);
    await close();
  });

  test('a span is chosen by dragging, and what lies under the pointer is told', async () => {
    const { page, faults, close } = await pages.visit('/trends?q=entity:huawei&by=week');
    const chart = page.locator('.wide-drawn');
    const box = (await chart.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.99, box.y + 80);
    expect(await page.locator('.read-out').textContent()).toMatch(
      /^week of 9 March 2026, so far · 0 articles/,
    );
    await page.mouse.move(box.x + box.width * 0.3, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.58, box.y + box.height - 4, { steps: 4 });
    expect(await page.evaluate('String(getSelection())')).toBe('');
    await page.mouse.up();
    await page.waitForURL(/after=/);
    const asked = new URL(page.url()).searchParams;
    expect([asked.get('q'), asked.get('after'), asked.get('before')]).toEqual([
      'entity:huawei',
      '2025-12-29',
      '2026-02-02',
    ]);
    expect(await page.getByLabel('From').inputValue()).toBe('2025-12-29');
    expect(faults).toEqual([]);
    await close();
  });

  test.each([
    ['/trends?q=entity:huawei&by=day&after=2026-02-09', 'phone'],
    ['/trends?q=entity:huawei&by=day&after=2026-02-09', 'desktop'],
    ['/trends?q=entity:huawei&compare=entity:nvidia&by=month', 'phone'],
  ] as const)('in Chinese the days below %s on a %s stand apart and whole', async (path, size) => {
    const { page, close } = await pages.visit(path, { locale: 'zh-CN', viewport: sizes[size] });
    const labels = page.locator('.drawn .when text:visible');
    const boxes = await Promise.all((await labels.all()).map(async (label) => (await label.boundingBox())!));
    const drawing = (await page.locator('.drawn:visible').boundingBox())!;
    expect(boxes.length).toBeGreaterThan(2);
    const ends = [...boxes.slice(1).map(({ x }) => x), drawing.x + drawing.width];
    expect(boxes.every(({ x, width }, at) => x + width <= ends[at]!)).toBe(true);
    await close();
  });

  test('on paper there is the source, and nothing that is folded', async () => {
    const { page, close } = await pages.visit('/trends?q=entity:huawei&by=week');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText(/^Source: Chipwire, http.*Asked: entity:huawei/).isVisible()).toBe(true);
    expect(await page.locator('summary:visible').count()).toBe(0);
    await close();
  });

  test('a chart is saved as PNG, made from the SVG in the browser', async () => {
    const { page, faults, close } = await pages.visit('/trends?q=entity:huawei&by=week');
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'PNG' }).click();
    const file = await waiting;
    expect(file.suggestedFilename()).toBe('chipwire-entity-huawei-weekly-2025-12-01-to-2026-03-10.png');
    expect(
      readFileSync(await file.path())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(faults).toEqual([]);
    await close();
  });

  test.each([
    ['/trends', 'en-GB', 'light', 'desktop'],
    ['/trends?q=entity:huawei&by=day', 'zh-CN', 'dark', 'phone'],
    ['/trends?split=language&by=month&show=share', 'zh-CN', 'light', 'desktop'],
    ['/trends?q=entity:huawei&compare=entity:nvidia&by=week', 'en-GB', 'dark', 'phone'],
    ['/trends?q=entity:nobody-at-all&timeZone=Mars', 'en-GB', 'light', 'phone'],
    ['/embed/trends?q=entity:huawei&by=day', 'en-GB', 'dark', 'phone'],
  ] as const)('%s in %s, %s, on a %s can be used by everybody', async (path, locale, colorScheme, size) => {
    const { page, faults, close } = await pages.visit(path, { locale, colorScheme, viewport: sizes[size] });
    await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
    expect(await barriers(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});
