import { load } from 'cheerio';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { channels, deliveries, deliveryTries } from '../../../db/schema.ts';
import { now } from '../testing/sampleArchive.ts';
import { AlertPages, form } from './testing/alertPages.ts';

const web = new AlertPages();

describe('what was sent', () => {
  test('lists what was sent with the reason of each failure, and sends it again', async () => {
    await web.post('/channels', {
      name: 'Desk',
      kind: 'slack',
      'slack.url': 'https://hooks.example/services/T/B/longsecret',
    });
    const [channel] = await web.db.orm.select().from(channels);
    const id = await web.save({ channels: String(channel!.id) });
    const tested = await web.post(`/alerts/${id}/test`);
    expect(tested.$('.tested').text()).toContain('Desk: ○ on its way');
    expect(tested.$('.tested a').attr('href')).toMatch(new RegExp(`^/alerts/${id}\\?test=\\d+$`));
    const [delivery] = await web.db.orm
      .update(deliveries)
      .set({ state: 'failed', tries: 2, dueAt: null })
      .returning();
    for (const [nth, reason] of [
      [1, 'the receiver hangs'],
      [2, 'the receiver answered 500 <script>'],
    ] as const)
      await web.db.orm
        .insert(deliveryTries)
        .values({ deliveryId: delivery!.id, nth, at: now, ms: 9, status: 500, reason });
    const { $, text } = await web.get(`/alerts/${id}`);
    expect(text).toContain('given up after 2 tries');
    expect(text).toContain('the receiver answered 500 <script>');
    expect(text).toContain('the receiver hangs');
    const retry = $('.log form');
    expect(await web.post(retry.attr('action')!, { back: 'https://evil.example' })).toMatchObject({
      to: '/deliveries?said=retried',
    });
    expect((await web.db.orm.select().from(deliveries))[0]).toMatchObject({ state: 'pending', dueAt: now });
  });
});

describe('the log', () => {
  test('is asked for by alert, channel and outcome', async () => {
    for (const name of ['One', 'Two'])
      await web.post('/channels', { name, kind: 'ntfy', 'ntfy.topic': `chips-${name}` });
    const [one, two] = await web.db.orm.select().from(channels).orderBy(channels.id);
    const id = await web.save({ name: 'A', channels: String(one!.id) });
    await web.post(`/alerts/${id}/test`);
    await web.post(`/channels/${two!.id}/test`);
    await web.db.orm
      .update(deliveries)
      .set({ state: 'failed', dueAt: null })
      .where(eq(deliveries.channelId, two!.id));
    const titles = async (query: string) => {
      const { $ } = await web.get(`/deliveries${query}`);
      return $('.log h3')
        .map((_, title) => $(title).text())
        .get();
    };
    const [ofAlert, ofChannel] = [expect.stringContaining('Test of “A”'), expect.stringContaining('“Two”')];
    expect(await titles('')).toEqual([ofChannel, ofAlert]);
    expect(await titles(`?alert=${id}`)).toEqual([ofAlert]);
    expect(await titles(`?channel=${two!.id}`)).toEqual([ofChannel]);
    expect(await titles('?state=failed')).toEqual([ofChannel]);
    expect(await titles('?state=delivered&alert=x')).toEqual([]);
    expect((await web.get('/deliveries', web.bob)).text).toContain('Nothing was sent yet.');
    // A retry leads back to what was looked at.
    const { $ } = await web.get('/deliveries?state=failed');
    const back = $('.log form input').val() as string;
    const retried = await web.post($('.log form').attr('action')!, { back });
    expect(retried.to).toBe('/deliveries?state=failed&said=retried');
  }, 20_000);
});

describe('channels', () => {
  test('are added, tested, switched off and on, and deleted', async () => {
    expect((await web.get('/channels')).text).toContain('Add the first one below');
    const added = await web.post('/channels', {
      name: 'Phone',
      kind: 'ntfy',
      'ntfy.topic': 'chips',
      'webhook.url': 'x',
    });
    expect(added.text).toContain('Saved.');
    const [channel] = await web.db.orm.select().from(channels);
    expect(channel).toMatchObject({ kind: 'ntfy', target: { server: 'https://ntfy.sh', topic: 'chips' } });
    expect((await web.get('/channels')).text).toContain('not tried yet');
    const tested = await web.post(`/channels/${channel!.id}/test`);
    expect(tested.$('.tested').text()).toContain('Phone: ○ on its way');
    await web.db.orm.update(deliveries).set({ state: 'delivered', deliveredAt: now, dueAt: null });
    expect((await web.get('/channels')).text).toContain('workinglast delivered now');
    const off = await web.post(`/channels/${channel!.id}/off`);
    expect(off.text).toContain('You switched it off.');
    expect((await web.post(`/channels/${channel!.id}/on`)).text).toContain('working');
    expect((await web.post(`/channels/${channel!.id}/off`, {}, web.bob)).status).toBe(404);
    expect((await web.post(`/channels/${channel!.id}/delete`)).text).toContain('It is deleted.');
  });

  test('show a webhook’s secret once, and a new one when it is asked for', async () => {
    const added = await web.post('/channels', {
      name: 'Desk',
      kind: 'webhook',
      'webhook.url': 'https://desk.example/abcdefghijklm',
    });
    const first = added.$('.secret').text().trim();
    expect(first).toMatch(/^whsec_/);
    expect(added.kept).toBe('no-store');
    expect((await web.get('/channels')).$.html()).not.toMatch(/whsec_|abcdefghij/);
    const [channel] = await web.db.orm.select().from(channels);
    const second = (await web.post(`/channels/${channel!.id}/rotate`)).$('.secret').text().trim();
    expect(second).toMatch(/^whsec_/);
    expect(second).not.toBe(first);
    expect(
      (await web.db.orm.select().from(channels).where(eq(channels.id, channel!.id)))[0]?.secrets,
    ).toHaveLength(2);
  });

  test.each([
    [{ kind: 'webhook', 'webhook.url': 'http://127.0.0.1:9000/' }, 'webhook.url', /is refused/],
    [{ kind: 'mail', 'mail.to': 'a@b.example' }, 'kind', /CHIPWIRE_SMTP_URL/],
    [{ kind: 'ntfy', 'ntfy.topic': 'two words' }, 'ntfy.topic', /letters, digits/],
    [{}, 'kind', /webhook/],
  ])('%j is refused at its place', async (fields, field, words) => {
    const { status, $, text } = await web.post('/channels', { name: 'x', ...fields });
    expect(status).toBe(400);
    expect(text).toMatch(words);
    if (field !== 'kind') expect($(`input[name="${field}"]`).attr('aria-invalid')).toBe('true');
    expect(await web.db.orm.select().from(channels)).toEqual([]);
  });
});

test.each([
  ['en', 'Address is refused: 10.0.0.1 is not a public address'],
  ['zh', '地址被拒绝：10.0.0.1 不是公网地址'],
])('in %s the form says in its own words what is wrong', async (language, words) => {
  const answer = await web.ann.request('/channels', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': language },
    body: new URLSearchParams({ name: 'x', kind: 'webhook', 'webhook.url': 'https://10.0.0.1/' }),
  });
  const $ = load(await answer.text());
  expect($('.notice li').text()).toContain(words);
  expect($('.fault').text()).not.toContain('url');
});

describe('a channel that the form of an alert lacks', () => {
  const sent = { ...form, name: '<b>', query: '华为 OR "x&y"', 'gates.novelty': '40', 'try.days': '365' };

  test('is added without losing what is filled in', async () => {
    const { $ } = await web.get('/alerts/new');
    const button = $('button[formaction="/channels"]');
    const asked = new URLSearchParams({ ...sent, [button.attr('name')!]: button.val() as string });
    const page = await web.get(`/channels?${asked}`);
    const to = page.$('#new ~ form').attr('action')!;
    const added = await web.post(to, { name: 'Phone', kind: 'ntfy', 'ntfy.topic': 'chips-desk' });
    expect(added.$('h1').text()).toBe('New alert');
    const fields = added.$('form.alert-form').serializeArray();
    const [channel] = await web.db.orm.select().from(channels);
    expect(Object.fromEntries(fields.map(({ name, value }) => [name, value]))).toMatchObject({
      ...sent,
      channels: String(channel!.id),
    });
    expect(page.$('p.back a').attr('href')).toMatch(/^\/alerts\/new\?/);
  });

  test('is added from a saved alert as well, and leads nowhere else', async () => {
    const id = await web.save();
    const link = (await web.get(`/alerts/${id}`)).$('a[href^="/channels?back"]').attr('href')!;
    const page = await web.get(link);
    expect(page.$('p.back a').attr('href')).toBe(`/alerts/${id}/edit`);
    expect((await web.get('/channels?back=https://evil.example/alerts/new')).$('p.back')).toHaveLength(0);
  });
});
