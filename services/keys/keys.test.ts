import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inSnapshot, rowLines } from '../../db/backup.ts';
import { findKey } from '../../db/keys.ts';
import { keys, signIns } from '../../db/schema.ts';
import { bearer, elsewhere, TestWeb } from '../testing/web.ts';
import { idOf } from './secret.ts';

const web = new TestWeb();

test('the first one is made from this machine; then only its holder makes more', async () => {
  await web.start();
  const refused = await web.post('/v1/keys', { name: 'Mallory', scope: 'admin' }, elsewhere);
  expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="Chipwire"']);
  const made = await web.post('/v1/keys', { name: ' Ada ', scope: 'admin' });
  expect([made.status, made.headers['cache-control']]).toEqual([201, 'no-store']);
  const { key, id } = JSON.parse(made.text);
  expect(key).toMatch(new RegExp(`^cw_${id}_[\\w-]{35}$`));
  expect((await web.post('/v1/keys', { name: 'Eve', scope: 'admin' })).status).toBe(403);
  expect((await web.send('/v1/keys')).status).toBe(403);
  expect((await web.send('/v1/articles')).status).toBe(200);
  const other = await web.post('/v1/keys', { name: 'Bob', scope: 'read' }, { ...bearer(key), ...elsewhere });
  expect(other.status).toBe(201);
  const listed = JSON.parse((await web.send('/v1/keys', { headers: bearer(key) })).text).keys;
  expect(listed.map(({ name }: { name: string }) => name).sort()).toEqual(['Ada', 'Bob']);
  expect(JSON.stringify(listed)).not.toMatch(/cw_|hash/);
});

test('a rotated key opens with its new secret alone, a revoked one never', async () => {
  await web.start();
  const admin = await web.keyOf('admin');
  const old = await web.keyOf('write', 'Desk');
  const cookie = await web.signInWith(old);
  const turn = await web.send(`/v1/keys/${idOf(old)}/rotate`, { method: 'POST', headers: bearer(admin) });
  const { key, name } = JSON.parse(turn.text);
  expect([turn.status, name, idOf(key)]).toEqual([200, 'Desk', idOf(old)]);
  const as = async (headers: Record<string, string>) =>
    (await web.send('/v1/me', { headers: { ...elsewhere, ...headers } })).status;
  expect([await as(bearer(key)), await as(bearer(old)), await as({ cookie })]).toEqual([200, 401, 401]);
  const again = await web.signInWith(key);
  expect(await as({ cookie: again })).toBe(200);
  const given = await web.send(`/v1/keys/${idOf(key)}`, { method: 'DELETE', headers: bearer(admin) });
  expect(JSON.parse(given.text)).toMatchObject({ id: idOf(key), revoked: true });
  expect([await as(bearer(key)), await as({ cookie: again })]).toEqual([401, 401]);
  expect((await web.send('/v1/me', { headers: bearer(key) })).text).toContain('revoked');
  for (const method of ['POST /rotate', 'DELETE '])
    expect(
      (
        await web.send(`/v1/keys/${idOf(key)}${method.split(' ')[1]}`, {
          method: method.split(' ')[0]!,
          headers: bearer(admin),
        })
      ).status,
    ).toBe(404);
});

test('when a key was used is known to the minute', async () => {
  await web.start();
  const key = await web.keyOf('read');
  const used = async () => (await findKey(web.db.orm, idOf(key)!))!.key.lastUsedAt;
  expect(await used()).toBeNull();
  await web.send('/v1/me', { headers: bearer(key) });
  const first = await used();
  expect(Math.abs(Date.now() - first!.getTime())).toBeLessThan(10_000);
  await web.send('/v1/me', { headers: bearer(key) });
  expect(await used()).toEqual(first);
  const before = new Date(Date.now() - 61_000);
  await web.db.orm
    .update(keys)
    .set({ lastUsedAt: before })
    .where(eq(keys.id, idOf(key)!));
  await web.send('/v1/me', { headers: bearer(key) });
  expect((await used())!.getTime()).toBeGreaterThan(before.getTime());
});

test('no table holds one, nor what browsers hold', async () => {
  await web.start();
  const made = JSON.parse((await web.post('/v1/keys', { name: 'Ada', scope: 'admin' })).text).key as string;
  const asAdmin = bearer(made);
  const desk = JSON.parse((await web.post('/v1/keys', { name: 'Desk', scope: 'write' }, asAdmin)).text);
  const cookie = await web.signInWith(desk.key);
  const turned = await web.send(`/v1/keys/${desk.id}/rotate`, { method: 'POST', headers: asAdmin });
  const cookies = [cookie, await web.signInWith(made)];
  const told = [made, desk.key, JSON.parse(turned.text).key, ...cookies];
  const dump = await inSnapshot(web.db.orm, async (tx, { tables }) => {
    const lines: string[] = [];
    for (const table of tables) for await (const some of rowLines(tx, table)) lines.push(...some);
    return lines.join('\n');
  });
  expect(dump.includes(idOf(made)!)).toBe(true); // the rows are in it
  for (const word of told) {
    const secret = word.replace(/^(cw_[0-9a-f]{12}_|chipwire=)/, '');
    const bytes = Buffer.from(secret, 'base64url');
    const written = [
      secret,
      bytes.toString('hex'),
      bytes.toString('base64'),
      Buffer.from(word).toString('base64'),
    ];
    for (const each of written) expect(dump.includes(each.slice(0, 24))).toBe(false);
  }
});

test('a key is signed in at a hundred browsers at most', async () => {
  await web.start({ CHIPWIRE_PROXIES: '127.0.0.1' });
  const [key, other] = [await web.keyOf('read'), await web.keyOf('read')];
  const cookies = [await web.signInWith(other)];
  for (let n = 0; n < 101; n++)
    cookies.push(await web.signInWith(key, { 'x-forwarded-for': `198.51.100.${n}` }));
  expect(await web.db.orm.$count(signIns)).toBe(101);
  const as = async (cookie: string) =>
    (await web.send('/v1/me', { headers: { ...elsewhere, cookie } })).status;
  expect(await as(cookies[0]!)).toBe(200);
  expect(await as(cookies.at(-1)!)).toBe(200);
});
