import { describe, expect, test } from 'vitest';
import { alerts } from '../../../db/schema.ts';
import { needOf } from '../../api/permissions.ts';
import { addArticle } from '../../testing/archive.ts';
import { AlertPages, form } from './testing/alertPages.ts';

const web = new AlertPages();

describe('a new alert', () => {
  test('begins with the query of a search', async () => {
    const search = await web.get('/search?q=entity%3Ahuawei+%22%3Cb%3E%22');
    const link = search.$('a:contains("Make this an alert")').attr('href')!;
    const { $ } = await web.get(link);
    expect($('input[name=query]').val()).toBe('entity:huawei "<b>"');
    expect($('input[name=on]:checked').val()).toBe('story');
  });

  test('begins with an example, in words of the reader’s language', async () => {
    const { $ } = await web.get('/alerts/new');
    const links = $('.alert-examples a')
      .map((_, a) => $(a).attr('href'))
      .get();
    expect(links).toHaveLength(3);
    for (const link of links) {
      const example = await web.get(link);
      const fields = example
        .$('form.alert-form')
        .serializeArray()
        .map(({ name, value }) => [name, value]);
      expect(Object.fromEntries(fields).name).not.toBe('');
    }
    const headers = { 'accept-language': 'zh-CN' };
    const chinese = await (await web.ann.request(links[0]!, { headers })).text();
    expect(chinese).toContain('value="涉及华为的实体清单新增"');
    expect((await web.get('/alerts/new?example=constructor')).$('input[name=name]').val()).toBe('');
    expect((await web.get(`/alerts/new?q=${encodeURIComponent('\0')}`)).status).toBe(200);
  });

  test('begins as a copy of one that is there, and of nobody else’s', async () => {
    const id = await web.save({ on: 'silence', 'silence.days': '14' });
    const link = (await web.get(`/alerts/${id}`)).$('a:contains("Copy")').attr('href')!;
    const { $ } = await web.get(link);
    expect($('input[name=name]').val()).toBe('Copy of Huawei');
    expect($('input[name="silence.days"]').val()).toBe('14');
    expect($('input[name=version]')).toHaveLength(0);
    expect($('form.alert-form').attr('action')).toBe('/alerts');
    expect((await web.get(link, web.bob)).$('input[name=name]').val()).toBe('');
  });

  test('is saved with all that the form holds', async () => {
    const { text, status } = await web.post('/alerts', {
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
    expect((await web.db.orm.select().from(alerts))[0]).toMatchObject({
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
    const { status, $, text } = await web.post('/alerts', {
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
    expect(text).toContain('By at least must be a number, such as 0.2 or 7');
    expect($('.notice a').attr('href')).toBe(`#${$('input[name="move.by"]').attr('id')}`);
    const mended = await web.post('/alerts', { ...form, query: 'entity:huawie' });
    expect(mended.text).toContain('There is no entity “huawie”. Did you mean Huawei?');
    expect(mended.text).toContain('Perhaps: entity:huawei');
    expect(await web.db.orm.select().from(alerts)).toEqual([]);
  });
});

describe('a try against the past', () => {
  const day = (at: string) => `${at}T08:00:00Z`;

  test('tells when it would have fired, keeps what was typed and saves nothing', async () => {
    const title = '<b>华为</b> wins an order';
    await addArticle(web.db.orm, { title, text: '华为 wins an order.', publishedAt: day('2026-03-08') });
    const { status, $, text } = await web.post('/alerts/try', {
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
    expect(await web.db.orm.select().from(alerts)).toEqual([]);
  });

  test('says so where nothing was found, and what to do', async () => {
    const { $, text } = await web.post('/alerts/try', { ...form, query: 'zeppelin', 'try.days': 'x' });
    expect(text).toContain('It would not have fired in the last year');
    expect($('.tried a').attr('href')).toBe('/search?q=zeppelin');
  });

  test('of a saved alert changes nothing of it, and is its owner’s alone', async () => {
    const id = await web.save();
    const { $ } = await web.post(`/alerts/${id}/try`, { ...form, name: 'Other', query: 'zeppelin' });
    expect($('form.alert-form').attr('action')).toBe(`/alerts/${id}`);
    expect((await web.db.orm.select().from(alerts))[0]).toMatchObject({ name: 'Huawei', query: form.query });
    expect((await web.post(`/alerts/${id}/try`, form, web.bob)).status).toBe(404);
  });

  test('says in the language of the page why it would have fired', async () => {
    const title = '华为获得订单';
    await addArticle(web.db.orm, { title, text: '华为获得订单。', publishedAt: day('2026-03-08') });
    const answer = await web.ann.request('/alerts/try', {
      method: 'POST',
      body: new URLSearchParams({ ...form, query: '华为 订单', 'try.days': '30' }),
      headers: { 'accept-language': 'zh-CN', 'sec-fetch-site': 'same-origin' },
    });
    const text = await answer.text();
    expect(text).toContain('首先报道。');
    expect(text).not.toContain('irst report of this story');
  });

  test('is for those as well whose keys may read only', async () => {
    const { $, status } = await web.post('/alerts/try', { ...form, query: '华为' }, web.reader);
    expect([status, $('.tried h2').text()]).toEqual([200, expect.stringContaining('fired')]);
    expect($('form.alert-form').text()).toContain('Your key may read only');
    expect($('form.alert-form button').text()).toBe('Try it against the past');
    expect($('form.alert-form [formaction="/channels"]')).toHaveLength(0);
    expect(needOf('POST', '/alerts/try')).toEqual({ scope: 'read', own: true });
    expect(needOf('POST', '/alerts/7/try')).toEqual({ scope: 'read', own: true });
    expect(needOf('POST', '/alerts')).toEqual({ scope: 'write', own: true });
  });

  test('of a query that can’t be read says where', async () => {
    const { status, $, text } = await web.post('/alerts/try', { ...form, query: 'entity:huawie' });
    expect(status).toBe(400);
    expect(text).toContain('There is no entity “huawie”');
    expect($('input[name=query]').attr('aria-invalid')).toBe('true');
    expect($('.tried')).toHaveLength(0);
  });
});
