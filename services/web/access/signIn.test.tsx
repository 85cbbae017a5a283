import type { IncomingHttpHeaders } from 'node:http';
import { load } from 'cheerio';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { signIns } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import type { App } from '../../app.ts';
import { hashOf } from '../../keys/secret.ts';
import { elsewhere, form, keyOf, type Sent, sendRaw, startTestWeb } from '../../testing/web.ts';
import { strangeScripts } from '../testing/scripts.ts';

let db: Database;
let app: App;
let key: string;
beforeAll(async () => {
  db = await openTestDatabase();
  key = await keyOf(db, 'write', 'Desk <b>');
});
beforeEach(async () => {
  app = await startTestWeb(db, { CHIPWIRE_PROXIES: '127.0.0.1' });
});
afterEach(() => app.close());
afterAll(() => db.close());

const send = (path: string, { headers, ...sent }: Sent = {}) =>
  sendRaw(app.origin!, path, { ...sent, headers: { ...elsewhere, ...headers } });
const typed = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  send('/sign-in', form(app.origin!, fields, headers));
const cookieOf = ({ headers }: { headers: IncomingHttpHeaders }) => headers['set-cookie']?.[0] ?? '';

test('a key opens the page that was asked for, until one signs out', async () => {
  const asked = await send('/search?q=huawei+%22chip%22');
  const $ = load(asked.text);
  expect([asked.status, $('main form').attr('action'), $('main form').attr('method')]).toEqual([
    401,
    '/sign-in',
    'post',
  ]);
  expect($('label').attr('for')).toBe($('input[name=key]').attr('id'));
  expect($(strangeScripts).length).toBe(0);
  const next = $('input[name=next]').attr('value')!;
  const opened = await typed({ key: ` ${key}\n`, next });
  expect([opened.status, opened.headers.location]).toEqual([303, '/search?q=huawei+%22chip%22']);
  const cookie = cookieOf(opened).split(';')[0]!;
  expect(cookieOf(opened)).toMatch(
    /^chipwire=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  expect(cookie).not.toContain(key.slice(-20));
  expect((await send(next, { headers: { cookie } })).status).toBe(200);
  const who = await send('/sign-in', { headers: { cookie } });
  expect(load(who.text)('.lead').text()).toContain('“Desk <b>”');
  const out = await send('/sign-out', form(app.origin!, {}, { cookie }));
  expect([out.status, cookieOf(out)]).toEqual([303, expect.stringMatching(/^chipwire=; Max-Age=0/)]);
  // The cookie itself opens nothing more, wherever it may have got to.
  expect((await send(next, { headers: { cookie } })).status).toBe(401);
});

test('over TLS the cookie travels over nothing else, and no other host can set it', async () => {
  const opened = await typed({ key }, { 'x-forwarded-proto': 'https' });
  expect(cookieOf(opened)).toMatch(
    /^__Host-chipwire=[\w-]{43}; .*Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  const cookie = cookieOf(opened).split(';')[0]!;
  const as = (headers: Record<string, string>) => send('/', { headers });
  expect((await as({ cookie, 'x-forwarded-proto': 'https' })).status).toBe(200);
  expect((await as({ cookie: cookie.replace('__Host-', ''), 'x-forwarded-proto': 'https' })).status).toBe(
    401,
  );
});

test('after 30 days one signs in again', async () => {
  const cookie = cookieOf(await typed({ key })).split(';')[0]!;
  const hash = hashOf(cookie.replace('chipwire=', ''));
  await db.orm
    .update(signIns)
    .set({ endsAt: new Date(Date.now() - 1) })
    .where(eq(signIns.hash, hash));
  expect((await send('/', { headers: { cookie } })).status).toBe(401);
  await typed({ key });
  expect(await db.orm.select().from(signIns).where(eq(signIns.hash, hash))).toEqual([]);
});

describe('what is not a key', () => {
  test.each(['', 'cw_', 'cw_0123456789ab_x', '<script>alert(1)</script>', 'x'.repeat(10_000)])(
    '%.30s',
    async (word) => {
      const { status, text, headers } = await typed({ key: word, next: '/feeds' });
      const $ = load(text);
      expect([status, headers['set-cookie'], $('[role=alert]').text()]).toEqual([
        401,
        undefined,
        expect.stringContaining('no such key'),
      ]);
      expect([$('input[name=next]').attr('value'), $(strangeScripts).length]).toEqual(['/feeds', 0]);
    },
  );

  test('a form that is none', async () => {
    const sent = form(app.origin!, {}, { 'content-type': 'multipart/form-data; boundary=x' });
    expect((await send('/sign-in', { ...sent, body: 'rubbish' })).status).toBe(401);
  });
});

test('nobody is led to another site', async () => {
  for (const next of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'evil',
    '',
  ]) {
    const { status, headers } = await typed({ key, next });
    expect([next, status, new URL(headers.location!, app.origin!).host]).toEqual([
      next,
      303,
      new URL(app.origin!).host,
    ]);
  }
});

test('whoever comes by a link on another site is asked no key that the browser has', async () => {
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const $ = load((await send('/stories?q=1', { headers: link })).text);
  expect([$('meta[http-equiv=refresh]').attr('content'), $('main form').length]).toEqual(['0', 0]);
  // The page asks for itself, with the cookie if there is one: no second time.
  const own = { ...link, 'sec-fetch-site': 'same-origin' };
  const again = load((await send('/stories?q=1', { headers: own })).text);
  expect([again('meta[http-equiv=refresh]').length, again('main form').length]).toEqual([0, 1]);
});
