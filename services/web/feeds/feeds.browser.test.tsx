import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { listFeeds } from '../../../db/feeds.ts';
import { articlePage, feedAt, give, rss, startPublisher, startTestApp } from '../../testing/app.ts';
import { accessibilityFaults, chromiumPath, overflows, sizes, withoutBrowser } from '../testing/browser.ts';
import { withPages } from '../testing/withPages.ts';

const long = 'Donaudampfschifffahrtsgesellschaft '.repeat(3).trim();
const hostile = '&lt;script&gt;alert(1)&lt;/script&gt; chips';

describe.skipIf(!chromiumPath)(`feeds in a browser${withoutBrowser}`, () => {
  let site: Awaited<ReturnType<typeof startPublisher>>;

  const pages = withPages(async (db) => {
    site = await startPublisher();
    const entry = (title: string, path: string) => ({
      ...{ title, link: `${site.origin}${path}`, date: new Date(Date.now() - 3_600_000).toUTCString() },
    });
    const words = ['Huawei asked for a licence for its chips, and Nvidia waits for one. '.repeat(12)];
    site.answers['/one'] = give('text/html', articlePage('Huawei asks for a licence', words));
    site.answers['/'] = give(
      'text/html',
      `<!doctype html><html><head>${['/all.rss', '/zh.rss']
        .map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`)
        .join('')}</head><body>${long}</body></html>`,
    );
    site.answers['/all.rss'] = give('application/rss+xml', rss([entry('Huawei asks for a licence', '/one')]));
    site.answers['/zh.rss'] = give('application/rss+xml', rss([entry(hostile, '/two'), entry('华为', '/3')]));
    const feeds = [
      feedAt('listed', `${site.origin}/nowhere.rss`, { publisher: long }),
      feedAt('silent', `${site.origin}/zh.rss?silent`, { publisher: 'Silent', language: 'zh' }),
    ];
    const app = await startTestApp(db, feeds, { allowHosts: [site.host] });
    return { ...app, close: () => app.close().finally(site.close) };
  });

  it('finds the feeds of a site, adds one, shows its article, pauses it and takes it away', async () => {
    const { page, faults, close } = await pages.visit('/feeds');
    const said = () => page.textContent('[role=status]');
    await page.getByLabel('Address of a site, or of a feed').fill(site.origin);
    await page.getByRole('button', { name: 'Find feeds' }).click();
    await page.waitForURL(/\/feeds\/find$/);
    expect(await said()).toContain('2 feeds at');
    expect(await page.isChecked('[name=add-0]')).toBe(true);
    expect(await page.textContent('.candidates')).toContain('chips');
    await page.fill('[name=publisher-0]', 'New Example');
    await page.getByRole('button', { name: 'Add what is ticked' }).click();
    await page.waitForURL(/\/feeds\/new-example\?/);
    expect(await said()).toContain('Added.');
    // A worker polls what the pages added.
    await expect
      .poll(
        async () => {
          await page.reload();
          return page.textContent('main');
        },
        { timeout: 60_000, interval: 500 },
      )
      .toContain('Huawei asks for a licence');
    expect(await page.textContent('.identity')).toContain('working');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.waitForURL(/said=paused/);
    expect(await page.textContent('.identity')).toContain('paused');
    await page.getByRole('button', { name: 'Let it go on' }).click();
    await page.waitForURL(/said=resumed/);
    await page.getByText('Change what is said of it').click();
    await page.getByRole('button', { name: 'Take it away' }).click();
    await page.waitForURL(/\/feeds\?said=removed/);
    expect(await said()).toContain('taken away');
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  it('gives its feeds as OPML and takes a list of them, without script too', async () => {
    const { page, faults, close } = await pages.visit('/feeds', { javaScriptEnabled: false });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'OPML' }).click(),
    ]);
    const opml = await readFile(await download.path(), 'utf8');
    expect(opml).toContain(`xmlUrl="${site.origin}/zh.rss?silent"`);
    await page.getByText('Bring the feeds of a feed reader').click();
    const more = opml.replace(
      '<outline ',
      `<outline text="Brought &lt;b&gt;" xmlUrl="${site.origin}/b.rss"/><outline `,
    );
    await page.getByLabel('OPML file').setInputFiles({
      ...{ name: 'reader.opml', mimeType: 'text/x-opml', buffer: Buffer.from(more) },
    });
    await page.getByRole('button', { name: 'Add its feeds' }).click();
    await page.waitForURL(/\/feeds\/import$/);
    expect(await page.textContent('main')).toMatch(
      /1 feed added[\s\S]*Brought <b>[\s\S]*is in the feed list already/,
    );
    expect(await listFeeds(pages.db.orm, ['brought-b'])).toMatchObject([{ listedBy: 'people' }]);
    expect(faults).toEqual([]);
    await close();
  }, 30_000);

  it('says what is wrong with an address', async () => {
    const { page, close } = await pages.visit('/feeds');
    await page.getByLabel('Address of a site, or of a feed').fill('http://10.0.0.1/feed');
    await page.keyboard.press('Enter');
    await page.waitForURL(/find/);
    expect(await page.textContent('[role=alert]')).toContain('10.0.0.1 is not a public address');
    expect(await page.inputValue('#address')).toBe('http://10.0.0.1/feed');
    await close();
  }, 30_000);

  it.each(['en-GB', 'zh-CN'])(
    'is accessible and fits every screen, in %s',
    async (locale) => {
      const found = async (open: () => Promise<unknown>, name: string) => {
        await open();
        return [name, await accessibilityFaults(page), await overflows(page)];
      };
      const { page, faults, close } = await pages.visit('/feeds', { locale });
      for (const colorScheme of ['light', 'dark'] as const)
        for (const size of Object.values(sizes)) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize(size);
          for (const path of ['/feeds', '/feeds/listed'])
            expect(await found(() => page.goto(pages.origin + path), path)).toEqual([path, [], false]);
        }
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(`${pages.origin}/feeds`);
      expect(await overflows(page)).toBe(false);
      await page.fill('#address', site.origin);
      await page.keyboard.press('Enter');
      await page.waitForURL(/find/);
      expect(await found(async () => {}, 'found')).toEqual(['found', [], false]);
      expect(faults).toEqual([]);
      await close();
    },
    120_000,
  );
});
