import { describe, expect, test } from 'vitest';
import { alerts, channels } from '../../../db/schema.ts';
import { AlertPages } from './testing/alertPages.ts';

const web = new AlertPages();

describe('the list', () => {
  test('explains itself while it is empty', async () => {
    const { text, $ } = await web.get('/alerts');
    expect(text).toContain('An alert is a saved search that tells you');
    expect($('.masthead a[aria-current]').text()).toBe('Alerts');
  });

  test('says what each does, how it fares and through what it tells', async () => {
    const { $: made } = await web.post('/channels', {
      name: 'Desk',
      kind: 'webhook',
      'webhook.url': 'https://desk.example/x',
    });
    expect(made('.secret').text()).toMatch(/whsec_/);
    const [channel] = await web.db.orm
      .update(channels)
      .set({ state: 'failing', reason: 'it hangs' })
      .returning();
    await web.save({ name: 'A', channels: String(channel!.id), on: 'silence', 'silence.days': '14' });
    const id = await web.save({
      name: '<i>B</i>',
      on: 'level',
      'level.entity': '华为',
      'level.side': 'below',
      'level.level': '-0.3',
    });
    await web.addMatch(id);
    const { $, text } = await web.get('/alerts');
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
    expect((await web.get('/alerts', web.bob)).text).toContain('An alert is a saved search');
  });
});

describe('an alert’s page', () => {
  test('changes it, and forgets nothing that stays the same', async () => {
    const id = await web.save({
      on: 'level',
      'level.entity': 'huawei',
      'level.side': 'above',
      'level.level': '0.1',
    });
    await web.db.orm.update(alerts).set({ memory: { side: 'below' } });
    const { $ } = await web.get(`/alerts/${id}/edit`);
    expect($('input[name="level.entity"]').val()).toBe('huawei');
    const fields = $('form.alert-form')
      .serializeArray()
      .map(({ name, value }): [string, string] => [name, value]);
    const same = await web.post(
      `/alerts/${id}`,
      fields.map(([name, value]) => [name, name === 'name' ? 'Other' : value]),
    );
    expect(same.text).toContain('Saved.');
    const row = async () => (await web.db.orm.select().from(alerts))[0]!;
    expect(await row()).toMatchObject({
      name: 'Other',
      memory: { side: 'below' },
      spec: { trigger: { level: 0.1 } },
    });
    // The form still stands on what was there before.
    const other = await web.post(
      `/alerts/${id}`,
      fields.map(([name, value]) => [name, name === 'level.level' ? '0.3' : value]),
    );
    expect([other.status, other.text]).toEqual([400, expect.stringContaining('was changed meanwhile')]);
    expect(await row()).toMatchObject({ name: 'Other', spec: { trigger: { level: 0.1 } } });
    const once = other
      .$('form.alert-form')
      .serializeArray()
      .map(({ name, value }): [string, string] => [name, value]);
    expect((await web.post(`/alerts/${id}`, once)).text).toContain('Saved.');
    expect(await row()).toMatchObject({ memory: {}, spec: { trigger: { level: 0.3 } } });
  });

  test('shows what it found; a story is muted and told of again', async () => {
    const id = await web.save();
    await web.addMatch(id);
    const { $, text } = await web.get(`/alerts/${id}`);
    expect($('.happenings h3 a').text()).toBe('<b>华为</b> listed');
    expect(text).toContain('relevance 80 · novelty 100 · importance 62 · credibility 70');
    const muted = await web.post($('.happenings form').attr('action')!, {
      what: $('.happenings select[name=what] option').first().val() as string,
      days: '7',
    });
    expect(muted.text).toContain('It is muted.');
    expect(muted.text).toContain('until 2026-03-17 12:00 UTC');
    expect(muted.$('.happenings form')).toHaveLength(0);
    const again = await web.post(muted.$('.copies form').attr('action')!);
    expect(again.text).toContain('It is told of again.');
    expect(again.$('.copies')).toHaveLength(0);
  });

  test('pauses, resumes and deletes', async () => {
    const id = await web.save();
    expect((await web.post(`/alerts/${id}/pause`)).text).toContain('paused');
    expect((await web.db.orm.select().from(alerts))[0]?.paused).toBe(true);
    expect((await web.post(`/alerts/${id}/resume`)).text).toContain('It goes on.');
    expect((await web.post(`/alerts/${id}/delete`)).text).toContain('It is deleted.');
    expect((await web.get(`/alerts/${id}`)).status).toBe(404);
  });

  test('makes a feed’s address, shows it this once and lets nothing keep it', async () => {
    const id = await web.save();
    const made = await web.post(`/alerts/${id}/feed`);
    expect(made.$('.secret a').first().attr('href')).toMatch(
      /^http:\/\/localhost\/feeds\/alerts\/[\w-]{32}\.atom$/,
    );
    expect(made.kept).toBe('no-store');
    expect((await web.get(`/alerts/${id}`)).$('.secret')).toHaveLength(0);
    expect((await web.post(`/alerts/${id}/feed/delete`)).text).toContain('Its feed is gone.');
  });
});
