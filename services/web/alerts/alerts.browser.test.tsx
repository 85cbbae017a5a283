import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { feeds } from '../../../db/schema.ts';
import { readConfig } from '../../runtime/config.ts';
import { startTestApp } from '../../testing/app.ts';
import { addArticle } from '../../testing/archive.ts';
import { eventIn, roleIn } from '../../testing/found.ts';
import { endReceivers, startReceiver } from '../../watch/testing/receivers.ts';
import { barriers, chromiumPath, sizes, withoutBrowser } from '../testing/browser.ts';
import { addFeedsAndEntities } from '../testing/sampleArchive.ts';
import { withPages } from '../testing/withPages.ts';

const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString();

describe.skipIf(!chromiumPath)(`alerts in a browser${withoutBrowser}`, () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>;

  const pages = withPages(async (db) => {
    receiver = await startReceiver();
    const config = readConfig({
      ...{ PORT: '0', REDIS_URL: process.env.REDIS_URL, CHIPWIRE_CHANNEL_HOSTS: receiver.host },
      CHIPWIRE_QUEUE_PREFIX: randomBytes(6).toString('hex'),
    });
    const app = await startTestApp(db, [], { config });
    await addFeedsAndEntities(db.orm);
    // Nobody answers there.
    await db.orm.update(feeds).set({ nextPollAt: new Date(Date.now() + 365 * dayMs) });
    for (const [nth, days] of [200, 90, 90, 20].entries()) await addListing(db, nth, days);
    return { ...app, close: () => app.close().finally(endReceivers) };
  });

  async function addListing(db: Database, nth: number, days: number): Promise<void> {
    const text = `Huawei was put on the Entity List, part ${nth}.`;
    const who = [roleIn(text, 'huawei', 'Huawei', 'target', -1)];
    const listing = eventIn(text, { type: 'entity-listing', words: 'put on the Entity List', who });
    await addArticle(db.orm, {
      ...{ title: `Huawei listed, part ${nth} <i>`, text, publishedAt: daysAgo(days) },
      tagged: { sentiment: { score: 0, label: 'neutral' }, entities: [] },
      found: { events: [{ ...listing, field: 'text' }] },
    });
  }

  async function isWell(page: Page): Promise<void> {
    expect(await barriers(page)).toEqual([]);
  }

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

  async function makeFromExample(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Entity List additions naming Huawei' }).click();
    expect(await page.locator('input[name="event.entity"]').inputValue()).toBe('Huawei');
    // What belongs to other triggers is not in sight until they are chosen.
    expect(await page.getByLabel('Level, −1 to 1').isVisible()).toBe(false);
    await page.getByText('Mean sentiment crosses a level').click();
    expect(await page.getByLabel('Level, −1 to 1').isVisible()).toBe(true);
    await page.getByText('An event, once for each story').click();
    await press(page, 'Try it against the past');
    await page.getByRole('heading', { name: 'It would have fired 4 times in the last year' }).waitFor();
  }

  test('an alert from an example is tried, saved, tested and paused', async () => {
    const { page, faults, close } = await pages.visit('/alerts');
    await makeFromExample(page);
    expect(await page.locator('.hit-chart a').count()).toBe(4);
    await page.locator('.hit-chart a').last().click();
    expect(page.url()).toMatch(/#hit-0$/);
    expect(await page.locator('li:target h3').innerText()).toBe('Huawei listed, part 3 <i>');

    await page.getByRole('navigation', { name: 'Pages of alerts' }).getByText('Channels').click();
    await page.getByLabel('Name').fill('Desk');
    await page.getByText('Webhook: signed JSON to a program of yours').click();
    await page.locator('input[name="webhook.url"]').fill(receiver.url);
    await press(page, 'Add the channel');
    expect(await page.locator('.secret').innerText()).toMatch(/^whsec_/);
    expect(await page.locator('.channels').innerText()).toContain('not tried yet');
    await press(page, 'Send a test');
    await delivered(page);
    expect(receiver.received.at(-1)?.body).toContain('"type":"alert.test"');

    await page.goto(`${pages.origin}/alerts/new?example=listings`);
    await page.getByRole('group', { name: 'Where it tells' }).getByRole('checkbox').check();
    await press(page, 'Save the alert');
    expect(await page.getByRole('status').innerText()).toBe('Saved.');
    await press(page, 'Send a test');
    await delivered(page);
    expect(await page.locator('.log').innerText()).toContain('Test of “Entity List additions naming Huawei”');
    await press(page, 'Pause');
    expect(await page.getByRole('status').innerText()).toContain('It is paused');
    expect(await page.locator('.identity').innerText()).toContain('paused');
    await page.getByRole('navigation', { name: 'Pages of alerts' }).getByText('What was sent').click();
    await page.getByLabel('Outcome').selectOption('given up');
    await press(page, 'Show');
    expect(await page.locator('main').innerText()).toContain('Nothing of this kind was sent.');
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  /** Its result stands on the page, at once or after another look. */
  async function delivered(page: Page): Promise<void> {
    const result = page.getByRole('status');
    for (let looks = 0; looks < 20 && (await result.innerText()).includes('on its way'); looks++)
      await page.getByRole('link', { name: 'Look again' }).click();
    expect(await result.innerText()).toMatch(/Desk: ● delivered · taken after [\d,]+ ms/);
  }

  test('without script an alert is tried and saved as well', async () => {
    const { page, faults, close } = await pages.visit('/alerts', {
      javaScriptEnabled: false,
    });
    await page.getByText('New alert', { exact: true }).click();
    await makeFromExample(page);
    await press(page, 'Save the alert');
    expect(await page.getByRole('status').innerText()).toBe('Saved.');
    expect(faults).toEqual([]);
    await close();
  }, 60_000);

  const looks = [
    { locale: 'en-GB', colorScheme: 'light', viewport: sizes.desktop },
    { locale: 'zh-CN', colorScheme: 'dark', viewport: sizes.phone },
  ] as const;

  test.each(looks)(
    'every page is in order: $locale, $colorScheme, $viewport.width',
    async (look) => {
      const { page, faults, close } = await pages.visit('/alerts', look);
      const alert = await page.locator('.alerts tbody th a').first().getAttribute('href');
      for (const path of [
        '/alerts',
        '/alerts/new?example=deepseek',
        `${alert}`,
        `${alert}/edit`,
        '/channels',
        '/deliveries',
        '/keys',
        '/sign-in',
      ]) {
        await page.goto(pages.origin + path);
        expect(await barriers(page), path).toEqual([]);
      }
      // The form, filled wrong, and a try.
      await page.goto(`${pages.origin}/alerts/new?example=deepseek`);
      await page.locator('input[name=query]').fill('entity:nobodyknows');
      await page.locator('.alert-form button:not(.plain)').last().click();
      await page.getByRole('alert').waitFor();
      await isWell(page);
      await page.goto(`${pages.origin}/alerts/new?example=listings`);
      await page.locator('button[formaction^="/alerts/try"]').click();
      await page.locator('.hit-chart').waitFor();
      await page.locator('.hit-chart summary').click();
      await isWell(page);
      expect(faults.filter((fault) => !fault.includes('status of 400'))).toEqual([]);
      await close();
    },
    30_000,
  );

  test('an administrator makes a key, and whoever has it signs in', async () => {
    const { page, faults, close } = await pages.visit('/keys');
    await page.getByLabel('For whom or what it is').fill('Desk in Brussels');
    await page.getByText('Administer: also feeds and keys').click();
    await page.getByText('The first key of this kind').waitFor();
    await press(page, 'Make the key');
    const key = await page.locator('.secret').innerText();
    expect(key).toMatch(/^cw_[0-9a-f]{12}_/);
    await isWell(page);

    // From now on this machine may only read without one.
    await page.goto(`${pages.origin}/keys`);
    expect(await page.locator('h1').innerText()).toBe('Not allowed');
    await page.goto(`${pages.origin}/sign-in`);
    await page.getByLabel('Key').fill(key);
    await press(page, 'Sign in');
    await page.goto(`${pages.origin}/keys`);
    expect(await page.locator('.keys li').innerText()).toContain('your own');
    await page.getByLabel('For whom or what it is').fill('Reader');
    await press(page, 'Make the key');
    const row = page.locator('.keys li', { hasText: 'Reader' });
    await row.getByText('Change …').click();
    await row.getByRole('button', { name: 'Revoke it' }).click();
    expect(await page.getByRole('status').innerText()).toBe('It is revoked.');
    expect(await page.locator('.keys li', { hasText: 'Reader' }).innerText()).toContain('revoked');
    expect(faults.filter((fault) => !fault.includes('status of 403'))).toEqual([]);
    await close();
  }, 60_000);
});
