import { load } from 'cheerio';
import { eq } from 'drizzle-orm';
import type { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { alerts, channels, deliveries, deliveryTries, matches, notices } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { asCaller } from '../../api/asCaller.ts';
import { allowList } from '../../runtime/address.ts';
import { addArticle } from '../../testing/archive.ts';
import { addOwners } from '../../testing/owners.ts';
import { createPages } from '../pages.tsx';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';

let db: Database;
let ann: Hono;
let bob: Hono;
let articleId: number;

beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  await addOwners(db.orm, 'ann', 'bob');
  const rules = { mail: false, allow: allowList([]) };
  const pages = createPages({ orm: db.orm, now: () => now, report: (error) => console.error(error), rules });
  ann = asCaller(pages, { owner: 'ann', scope: 'write' });
  bob = asCaller(pages, { owner: 'bob', scope: 'write' });
  articleId = await addArticle(db.orm, {
    ...{ title: '<b>华为</b> listed', text: 'Huawei.', publishedAt: '2026-03-09T08:00:00Z' },
  });
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.orm.delete(notices);
  await db.orm.delete(alerts);
  await db.orm.delete(channels);
});

const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

async function get(path: string, from = ann) {
  const answer = await from.request(path);
  const $ = load(await answer.text());
  return { status: answer.status, $, text: squeezed($('main').text()) };
}

/** Sends a form and follows where it leads. */
async function post(path: string, fields: Record<string, string> | [string, string][] = {}, from = ann) {
  const answer = await from.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  if (answer.status === 303) {
    const to = answer.headers.get('location')!;
    return { to, kept: '', ...(await get(to, from)) };
  }
  const $ = load(await answer.text());
  const kept = answer.headers.get('cache-control');
  return { to: null, kept, status: answer.status, $, text: squeezed($('main').text()) };
}

const form = {
  name: 'Huawei',
  query: 'entity:huawei',
  on: 'story',
  'rhythm.every': 'match',
  priority: 'normal',
};
const saved = async (fields: Record<string, string> = {}) => {
  const { to } = await post('/alerts', { ...form, ...fields });
  return Number(/^\/alerts\/(\d+)\?said=saved$/.exec(to ?? '')?.[1]);
};

async function addMatch(alertId: number): Promise<number> {
  const [article] = (
    await db.orm.query.articles.findMany({ where: (each, { eq: is }) => is(each.id, articleId) })
  ).map(({ id, storyId, title }) => ({ id, storyId, title }));
  const at = now.toISOString();
  const told = {
    ...{ kind: 'story', why: 'First report of this story, by The Wire', matchedAt: at, publishers: 1 },
    ...{
      storyId: article!.storyId,
      numbers: { relevance: 80, novelty: 100, importance: 61.6, credibility: 70 },
    },
    article: {
      ...{ id: articleId, url: 'https://wire.example/h', title: article!.title, publisher: 'The Wire' },
      ...{ language: 'en', publishedAt: at, foundAt: at, entities: [], events: [] },
    },
  };
  const about = `story:${article!.storyId}`;
  await db.orm
    .insert(matches)
    .values({ alertId, about, storyId: article!.storyId, articleId, matchedAt: now, told, state: 'told' });
  return article!.storyId!;
}

describe('the list', () => {
  test('explains itself while it is empty', async () => {
    const { text, $ } = await get('/alerts');
    expect(text).toContain('An alert is a saved search that tells you');
    expect($('.masthead a[aria-current]').text()).toBe('Alerts');
  });

  test('says what each does, how it fares and through what it tells', async () => {
    const { $: made } = await post('/channels', {
      name: 'Desk',
      kind: 'webhook',
      'webhook.url': 'https://desk.example/x',
    });
    expect(made('.secret').text()).toMatch(/whsec_/);
    const [channel] = await db.orm.update(channels).set({ state: 'failing', reason: 'it hangs' }).returning();
    await saved({ name: 'A', channels: String(channel!.id), on: 'silence', 'silence.days': '14' });
    const id = await saved({
      name: '<i>B</i>',
      on: 'level',
      'level.entity': '华为',
      'level.side': 'below',
      'level.level': '-0.3',
    });
    await addMatch(id);
    const { $, text } = await get('/alerts');
    expect(
      $('tbody th a')
        .map((_, a) => $(a).text())
        .get(),
    ).toEqual(['<i>B</i>', 'A']);
    expect(text).toContain('entity:huawei · no article for 14 days · at once');
    expect(text).toContain('Desk fails');
    expect(text).toContain(
      'sentiment towards Huawei falls below −0.30, as a mean over 7 days of 5 articles or more',
    );
    expect((await get('/alerts', bob)).text).toContain('An alert is a saved search');
  });
});

describe('a new alert', () => {
  test('begins with the query of a search', async () => {
    const search = await get('/search?q=entity%3Ahuawei+%22%3Cb%3E%22');
    const link = search.$('a:contains("Make this an alert")').attr('href')!;
    const { $ } = await get(link);
    expect($('input[name=query]').val()).toBe('entity:huawei "<b>"');
    expect($('input[name=on]:checked').val()).toBe('story');
  });

  test('is saved with all that the form holds', async () => {
    const { text, status } = await post('/alerts', {
      ...{
        ...form,
        on: 'event',
        'event.type': 'entity-listing',
        'event.entity': 'Huawei',
        'event.developments': 'true',
        'event.anywhere': 'true',
      },
      // Of a trigger that was not chosen.
      ...{ 'silence.days': '3', 'level.level': 'x' },
      ...{ 'gates.novelty': '40', 'gates.maxAgeHours': '24', 'rhythm.every': 'day', 'rhythm.at': '07:30' },
      ...{ 'rhythm.timeZone': 'Asia/Shanghai', 'rhythm.quiet.from': '23:00', 'rhythm.quiet.to': '06:00' },
      ...{ 'rhythm.throttle.most': '5', 'rhythm.throttle.minutes': '60', priority: 'high' },
    });
    expect(status).toBe(200);
    expect((await db.orm.select().from(alerts))[0]).toMatchObject({
      ...{ owner: 'ann', name: 'Huawei', query: 'entity:huawei' },
      spec: {
        trigger: {
          ...{ on: 'event', type: 'entity-listing', entity: 'huawei' },
          ...{ developments: true, anywhere: true },
        },
        gates: { novelty: 40, relevance: 0, maxAgeHours: 24 },
        rhythm: {
          ...{ every: 'day', at: '07:30', timeZone: 'Asia/Shanghai', quiet: { from: '23:00', to: '06:00' } },
          throttle: { most: 5, minutes: 60 },
        },
        priority: 'high',
      },
    });
    expect(text).toContain('Saved.');
    expect(text).toContain(
      'each story with an event of the type Entity listing in which Huawei has a part, and whatever is new',
    );
    expect(text).toContain('novelty of 40 or more; published within 1 day');
    expect(text).toContain(
      'together every day at 07:30 (Asia/Shanghai); not from 23:00 to 06:00 (Asia/Shanghai); 5 messages at most in 1 hour; priority high',
    );
  });

  test('that can’t be saved keeps what was typed, and says what is wrong at its place', async () => {
    const { status, $, text } = await post('/alerts', {
      ...{
        ...form,
        name: '<x>',
        query: 'entity:huawie',
        on: 'move',
        'move.entity': 'Nvidia',
        'move.by': '0,2',
      },
    });
    expect(status).toBe(400);
    expect($('input[name=name]').val()).toBe('<x>');
    expect($('input[name="move.by"]').attr('aria-invalid')).toBe('true');
    expect($('input[name="move.by"]').val()).toBe('0,2');
    expect(text).toContain('Nothing is saved yet');
    expect(text).toContain('by must be a number, such as 0.2 or 7');
    expect($('.notice a').attr('href')).toBe(`#${$('input[name="move.by"]').attr('id')}`);
    const mended = await post('/alerts', { ...form, query: 'entity:huawie' });
    expect(mended.text).toContain('There is no entity “huawie”. Did you mean Huawei?');
    expect(mended.text).toContain('Perhaps: entity:huawei');
    expect(await db.orm.select().from(alerts)).toEqual([]);
  });
});

describe('a try against the past', () => {
  const day = (at: string) => `${at}T08:00:00Z`;

  test('tells when it would have fired, keeps what was typed and saves nothing', async () => {
    const title = '<b>华为</b> wins an order';
    await addArticle(db.orm, { title, text: '华为 wins an order.', publishedAt: day('2026-03-08') });
    const { status, $, text } = await post('/alerts/try', {
      ...{ ...form, name: '', query: '华为', 'gates.maxAgeHours': '24', 'try.days': '30' },
    });
    expect(status).toBe(200);
    expect(text).toMatch(/It would have fired \d times? in the last 30 days/);
    expect($('.tried h3 a').text()).toContain(title);
    // A mark leads to the place of its hit in the list.
    const to = $('.hit-chart a').first().attr('href')!;
    expect($(`.tried li${to} h3`).text()).toContain($('.hit-chart a title').first().text().slice(12));
    expect($('.hit-chart table tbody th').first().text()).toBe('8 March 2026');
    expect($('input[name=name]').val()).toBe('');
    expect($('input[name=query]').val()).toBe('华为');
    expect($('select[name="try.days"]').val()).toBe('30');
    expect(await db.orm.select().from(alerts)).toEqual([]);
  });

  test('says so where nothing was found, and what to do', async () => {
    const { $, text } = await post('/alerts/try', { ...form, query: 'zeppelin', 'try.days': 'x' });
    expect(text).toContain('It would not have fired in the last year');
    expect($('.tried a').attr('href')).toBe('/search?q=zeppelin');
  });

  test('of a saved alert changes nothing of it, and is its owner’s alone', async () => {
    const id = await saved();
    const { $ } = await post(`/alerts/${id}/try`, { ...form, name: 'Other', query: 'zeppelin' });
    expect($('form.alert-form').attr('action')).toBe(`/alerts/${id}`);
    expect((await db.orm.select().from(alerts))[0]).toMatchObject({ name: 'Huawei', query: form.query });
    expect((await post(`/alerts/${id}/try`, form, bob)).status).toBe(404);
  });

  test('of a query that can’t be read says where', async () => {
    const { status, $, text } = await post('/alerts/try', { ...form, query: 'entity:huawie' });
    expect(status).toBe(400);
    expect(text).toContain('There is no entity “huawie”');
    expect($('input[name=query]').attr('aria-invalid')).toBe('true');
    expect($('.tried')).toHaveLength(0);
  });
});

describe('an alert’s page', () => {
  test('changes it, and forgets nothing that stays the same', async () => {
    const id = await saved({
      on: 'level',
      'level.entity': 'huawei',
      'level.side': 'above',
      'level.level': '0.1',
    });
    await db.orm.update(alerts).set({ memory: { side: 'below' } });
    const { $ } = await get(`/alerts/${id}/edit`);
    expect($('input[name="level.entity"]').val()).toBe('huawei');
    const fields = $('form.alert-form')
      .serializeArray()
      .map(({ name, value }): [string, string] => [name, value]);
    const same = await post(
      `/alerts/${id}`,
      fields.map(([name, value]) => [name, name === 'name' ? 'Other' : value]),
    );
    expect(same.text).toContain('Saved.');
    const row = async () => (await db.orm.select().from(alerts))[0]!;
    expect(await row()).toMatchObject({
      name: 'Other',
      memory: { side: 'below' },
      spec: { trigger: { level: 0.1 } },
    });
    // The form still stands on what was there before.
    const other = await post(
      `/alerts/${id}`,
      fields.map(([name, value]) => [name, name === 'level.level' ? '0.3' : value]),
    );
    expect([other.status, other.text]).toEqual([400, expect.stringContaining('was changed meanwhile')]);
    expect(await row()).toMatchObject({ name: 'Other', spec: { trigger: { level: 0.1 } } });
    const once = other
      .$('form.alert-form')
      .serializeArray()
      .map(({ name, value }): [string, string] => [name, value]);
    expect((await post(`/alerts/${id}`, once)).text).toContain('Saved.');
    expect(await row()).toMatchObject({ memory: {}, spec: { trigger: { level: 0.3 } } });
  });

  test('shows what it found; a story is muted and told of again', async () => {
    const id = await saved();
    await addMatch(id);
    const { $, text } = await get(`/alerts/${id}`);
    expect($('.happenings h3 a').text()).toBe('<b>华为</b> listed');
    expect(text).toContain('relevance 80 · novelty 100 · importance 62 · credibility 70');
    const muted = await post($('.happenings form').attr('action')!, {
      what: $('.happenings select[name=what] option').first().val() as string,
      days: '7',
    });
    expect(muted.text).toContain('It is muted.');
    expect(muted.text).toContain('until 2026-03-17 12:00 UTC');
    expect(muted.$('.happenings form')).toHaveLength(0);
    const again = await post(muted.$('.copies form').attr('action')!);
    expect(again.text).toContain('It is told of again.');
    expect(again.$('.copies')).toHaveLength(0);
  });

  test('pauses, resumes and deletes', async () => {
    const id = await saved();
    expect((await post(`/alerts/${id}/pause`)).text).toContain('paused');
    expect((await db.orm.select().from(alerts))[0]?.paused).toBe(true);
    expect((await post(`/alerts/${id}/resume`)).text).toContain('It goes on.');
    expect((await post(`/alerts/${id}/delete`)).text).toContain('It is deleted.');
    expect((await get(`/alerts/${id}`)).status).toBe(404);
  });

  test('makes a feed’s address, shows it this once and lets nothing keep it', async () => {
    const id = await saved();
    const made = await post(`/alerts/${id}/feed`);
    expect(made.$('.secret a').first().attr('href')).toMatch(
      /^http:\/\/localhost\/feeds\/alerts\/[\w-]{32}\.atom$/,
    );
    expect(made.kept).toBe('no-store');
    expect((await get(`/alerts/${id}`)).$('.secret')).toHaveLength(0);
    expect((await post(`/alerts/${id}/feed/delete`)).text).toContain('Its feed is gone.');
  });

  test('lists what was sent with the reason of each failure, and sends it again', async () => {
    await post('/channels', {
      name: 'Desk',
      kind: 'slack',
      'slack.url': 'https://hooks.example/services/T/B/longsecret',
    });
    const [channel] = await db.orm.select().from(channels);
    const id = await saved({ channels: String(channel!.id) });
    const tested = await post(`/alerts/${id}/test`);
    expect(tested.$('.tested').text()).toContain('Desk: ○ on its way');
    expect(tested.$('.tested a').attr('href')).toMatch(new RegExp(`^/alerts/${id}\\?test=\\d+$`));
    const [delivery] = await db.orm
      .update(deliveries)
      .set({ state: 'failed', tries: 2, dueAt: null })
      .returning();
    for (const [nth, reason] of [
      [1, 'the receiver hangs'],
      [2, 'the receiver answered 500 <script>'],
    ] as const)
      await db.orm
        .insert(deliveryTries)
        .values({ deliveryId: delivery!.id, nth, at: now, ms: 9, status: 500, reason });
    const { $, text } = await get(`/alerts/${id}`);
    expect(text).toContain('given up after 2 tries');
    expect(text).toContain('the receiver answered 500 <script>');
    expect(text).toContain('the receiver hangs');
    const retry = $('.log form');
    expect(await post(retry.attr('action')!, { back: 'https://evil.example' })).toMatchObject({
      to: '/deliveries?said=retried',
    });
    expect((await db.orm.select().from(deliveries))[0]).toMatchObject({ state: 'pending', dueAt: now });
  });
});

describe('channels', () => {
  test('are added, tested, switched off and on, and deleted', async () => {
    expect((await get('/channels')).text).toContain('Add the first one below');
    const added = await post('/channels', {
      name: 'Phone',
      kind: 'ntfy',
      'ntfy.topic': 'chips',
      'webhook.url': 'x',
    });
    expect(added.text).toContain('Saved.');
    const [channel] = await db.orm.select().from(channels);
    expect(channel).toMatchObject({ kind: 'ntfy', target: { server: 'https://ntfy.sh', topic: 'chips' } });
    expect((await get('/channels')).text).toContain('not tried yet');
    const tested = await post(`/channels/${channel!.id}/test`);
    expect(tested.$('.tested').text()).toContain('Phone: ○ on its way');
    await db.orm.update(deliveries).set({ state: 'delivered', deliveredAt: now, dueAt: null });
    expect((await get('/channels')).text).toContain('workinglast delivered now');
    const off = await post(`/channels/${channel!.id}/off`);
    expect(off.text).toContain('You switched it off.');
    expect((await post(`/channels/${channel!.id}/on`)).text).toContain('working');
    expect((await post(`/channels/${channel!.id}/off`, {}, bob)).status).toBe(404);
    expect((await post(`/channels/${channel!.id}/delete`)).text).toContain('It is deleted.');
  });

  test('show a webhook’s secret once, and a new one when it is asked for', async () => {
    const added = await post('/channels', {
      name: 'Desk',
      kind: 'webhook',
      'webhook.url': 'https://desk.example/abcdefghijklm',
    });
    const first = added.$('.secret').text().trim();
    expect(first).toMatch(/^whsec_/);
    expect(added.kept).toBe('no-store');
    expect((await get('/channels')).$.html()).not.toMatch(/whsec_|abcdefghij/);
    const [channel] = await db.orm.select().from(channels);
    const second = (await post(`/channels/${channel!.id}/rotate`)).$('.secret').text().trim();
    expect(second).toMatch(/^whsec_/);
    expect(second).not.toBe(first);
    expect(
      (await db.orm.select().from(channels).where(eq(channels.id, channel!.id)))[0]?.secrets,
    ).toHaveLength(2);
  });

  test.each([
    [{ kind: 'webhook', 'webhook.url': 'http://127.0.0.1:9000/' }, 'webhook.url', /is refused/],
    [{ kind: 'mail', 'mail.to': 'a@b.example' }, 'kind', /CHIPWIRE_SMTP_URL/],
    [{ kind: 'ntfy', 'ntfy.topic': 'two words' }, 'ntfy.topic', /letters, digits/],
    [{}, 'kind', /webhook/],
  ])('%j is refused at its place', async (fields, field, words) => {
    const { status, $, text } = await post('/channels', { name: 'x', ...fields });
    expect(status).toBe(400);
    expect(text).toMatch(words);
    if (field !== 'kind') expect($(`input[name="${field}"]`).attr('aria-invalid')).toBe('true');
    expect(await db.orm.select().from(channels)).toEqual([]);
  });
});
