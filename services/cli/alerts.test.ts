import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { alerts, channels, deliveries, deliveryTries, matches } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { readConfig } from '../runtime/config.ts';
import { addOwners } from '../testing/owners.ts';
import { addFeedsAndEntities, now } from '../web/testing/sampleArchive.ts';
import { exitCodes } from './context.ts';
import { run } from './listen.ts';

let db: Database;
const folder = mkdtempSync(join(tmpdir(), 'chipwire-'));
beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  await addOwners(db.orm, 'ann');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.close();
});
beforeEach(async () => {
  await db.orm.delete(alerts);
  await db.orm.delete(channels);
});

async function chipwire(...words: string[]) {
  const said = { out: [] as string[], err: [] as string[] };
  const code = await run(
    { words },
    {
      ...{ orm: db.orm, now: () => now, config: readConfig({}), cwd: folder },
      out: (line) => said.out.push(line),
      err: (line) => said.err.push(line),
      progress: { show: () => {}, end: () => {} },
      signal: new AbortController().signal,
    },
  );
  return { code, out: said.out.join('\n'), err: said.err.join('\n') };
}

const only = async () => (await db.orm.select().from(alerts))[0]!;
const channel = async () => (await db.orm.select().from(channels))[0]!;

describe('alerts', () => {
  test('are added, listed, paused, resumed and deleted', async () => {
    expect((await chipwire('alerts', 'list')).out).toContain('chipwire alerts add');
    await chipwire('channels', 'add', 'webhook', 'Desk', 'https://desk.example/in');
    const { id: desk } = await channel();
    const added = await chipwire(
      ...['alerts', 'add', '华为', 'entity:华为', 'licence', '--trigger', 'level:huawei:below:-0.3'],
      ...['--channel', String(desk)],
    );
    expect(added).toMatchObject({ code: exitCodes.done, err: '' });
    const alert = await only();
    expect(alert).toMatchObject({ owner: 'local', query: 'entity:华为 licence' });
    const { out } = await chipwire('alerts', 'list');
    expect(out.split('\n')).toEqual([
      `${alert.id} 华为 · on · last match never`,
      '   watches entity:华为 licence',
      expect.stringMatching(
        /^ {3}fires on sentiment towards Huawei falls below −0\.30.* of 5 articles or more$/,
      ),
      '   tells at once, through Desk',
    ]);
    expect((await chipwire('alerts', 'pause', String(alert.id))).out).toBe(`${alert.id} is paused.`);
    expect((await chipwire('alerts', 'resume', String(alert.id))).out).toBe(`${alert.id} is on.`);
    expect((await chipwire('alerts', 'test', String(alert.id))).out).toMatch(/^notice-\d+ is on its way/);
    expect((await chipwire('alerts', 'delete', String(alert.id))).code).toBe(exitCodes.done);
    expect(await db.orm.select().from(alerts)).toEqual([]);
  });

  test('take gates and rhythm from a file, and belong to the key that is named', async () => {
    writeFileSync(join(folder, 'spec.yaml'), 'gates: {novelty: 40}\nrhythm: {every: day, at: "07:30"}\n');
    const words = ['alerts', 'add', 'A', 'huawei', '--spec', 'spec.yaml', '--owner', 'ann', '--json'];
    const added = await chipwire(...words);
    expect(JSON.parse(added.out)).toMatchObject({
      gates: { novelty: 40 },
      rhythm: { every: 'day', at: '07:30' },
    });
    expect((await only()).owner).toBe('ann');
    expect((await chipwire('alerts', 'list')).out).toContain('There are no alerts yet');
    expect((await chipwire('alerts', 'list', '--owner', 'ann')).out).toContain(
      'together every day at 07:30 (UTC)',
    );
    const others = await chipwire('alerts', 'delete', String((await only()).id));
    expect(others).toMatchObject({ code: exitCodes.wrongUse, err: 'You have no alert with this id.' });
  });

  test('show what they found', async () => {
    await chipwire('alerts', 'add', 'A', 'huawei');
    const { id } = await only();
    expect((await chipwire('alerts', 'matches', String(id))).out).toBe('It has found nothing yet.');
    const told = {
      ...{ kind: 'silence', why: 'No article for 14 days', matchedAt: now.toISOString(), storyId: null },
      ...{ publishers: null, article: null, numbers: null },
    };
    await db.orm
      .insert(matches)
      .values({ alertId: id, about: 'silence:2026-02-20', matchedAt: now, told, state: 'held' });
    const { out } = await chipwire('alerts', 'matches', String(id));
    expect(out).toMatch(/2026-03-10 12:00 +held +– +– +No article for 14 days/);
  });

  test.each([
    [['alerts', 'add', 'A', 'entity:huawie'], /Did you mean Huawei\?/],
    [['alerts', 'add', 'A', 'x', '--trigger', 'noise'], /“noise” is no trigger/],
    [
      ['alerts', 'add', 'A', 'x', '--trigger', 'event:entity-listin'],
      /trigger.type .*Did you mean entity-listing\?/,
    ],
    [['alerts', 'add', 'A', 'x', '--channel', '99'], /channels names 99, which is no channel of yours/],
    [['alerts', 'add', 'A \u001b[31m', 'x'], /name must not contain control characters/],
    [['alerts', 'pause', '99'], /You have no alert with this id/],
    [['alerts', 'list', '--owner', 'nobody'], /There is no key nobody; chipwire keys list shows them/],
    [
      ['channels', 'add', 'webhook', 'x', 'http://127.0.0.1/'],
      /target.url is refused: 127\.0\.0\.1 is not a public/,
    ],
    [['channels', 'add', 'mail', 'x', 'a@b.example'], /CHIPWIRE_SMTP_URL/],
    [['channels', 'add', 'fax', 'x', 'y'], /Choose one of: webhook, mail/],
    [['deliveries', '--retry', '99'], /You have no delivery with this id/],
  ])('%j is refused in words', async (words, told) => {
    const { code, out, err } = await chipwire(...words);
    expect([code, out]).toEqual([exitCodes.wrongUse, '']);
    expect(err).toMatch(told);
  });
});

describe('channels and deliveries', () => {
  test('a webhook’s secret goes to the output alone, and once', async () => {
    const { out, err } = await chipwire(
      'channels',
      'add',
      'webhook',
      'Desk',
      'https://desk.example/abcdefghijkl',
    );
    expect(out).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(err).toContain('It is not shown again.');
    const list = await chipwire('channels', 'list');
    expect(list.out).toMatch(/webhook +ok +Desk +https:\/\/desk\.example\/…jkl +0$/m);
  });

  test('what failed is listed with its reason and sent again', async () => {
    await chipwire('channels', 'add', 'ntfy', 'Phone', 'chips', '--server', 'https://ntfy.example');
    const { id } = await channel();
    expect((await chipwire('deliveries')).out).toBe('Nothing was sent yet.');
    await chipwire('channels', 'test', String(id));
    expect((await chipwire('deliveries', '--failed')).out).toBe('None has failed.');
    const [delivery] = await db.orm
      .update(deliveries)
      .set({ state: 'failed', tries: 1, dueAt: null })
      .returning();
    await db.orm.insert(deliveryTries).values({
      ...{ deliveryId: delivery!.id, nth: 1, at: now, ms: 9, status: 500, reason: 'the server answered 500' },
    });
    expect((await chipwire('deliveries', '--failed')).out).toMatch(
      /failed +1 try +– +Phone .*the server answered 500$/m,
    );
    const again = await chipwire('deliveries', '--retry', String(delivery!.id));
    expect(again.out).toBe(`${delivery!.id} is tried again now.`);
    await chipwire('channels', 'off', String(id));
    expect((await chipwire('channels', 'list')).out).toMatch(/ntfy +off .*You switched it off\.$/m);
    expect((await chipwire('channels', 'on', String(id))).out).toBe(`${id} is on.`);
    expect((await chipwire('channels', 'delete', String(id))).code).toBe(exitCodes.done);
  });
});
