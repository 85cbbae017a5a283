import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { secretCutter, secretSettings } from './secrets.ts';

const password = 'Tr0ub4dor&3/"x\\';
const spelt = encodeURIComponent(password);

test('cuts out what the settings hold, as it is, as addresses spell it and as JSON writes it', () => {
  const cut = secretCutter({
    DATABASE_URL: `postgres://ada:${spelt}@db.example/news`,
    CHIPWIRE_CHAT_KEY: 'sk-0123456789',
  });
  for (const written of [password, spelt, JSON.stringify(password), 'sk-0123456789'])
    expect([written, cut(`the server said ${written}, and no more`)]).toEqual([
      written,
      expect.stringMatching(/^the server said "?…"?, and no more$/),
    ]);
});

test('leaves words alone that are no secret', () => {
  const cut = secretCutter({
    DATABASE_URL: 'postgres://chipwire:chipwire@localhost/chipwire',
    REDIS_URL: 'redis://:short@localhost',
  });
  const text = 'chipwire keys create: short words stay, https://chipwire.example/a@b too';
  expect(cut(text)).toBe(text);
  expect(cut('cannot open redis://:short@localhost')).toBe('cannot open redis://…@localhost');
});

test.each([
  ['postgres://ada:pw@db/x', 'postgres://…@db/x'],
  [`cw_0123456789ab_${'x'.repeat(35)}`, 'cw_0123456789ab_…'],
  [`whsec_${'MDEy'.repeat(8)}`, 'whsec_…'],
  ['authorization: Bearer abcdefgh12345', 'authorization: Bearer …'],
  [`GET /feeds/alerts/${'s'.repeat(32)}.atom?x=1`, 'GET /feeds/alerts/…?x=1'],
  [`/unsubscribe/7/${'s'.repeat(43)} failed`, '/unsubscribe/7/… failed'],
  ['https://hooks.slack.com/services/T0/B0/XyZ', 'https://hooks.slack.com/…'],
  ['https://discord.com/api/webhooks/12/AbC', 'https://discord.com/api/webhooks/…'],
  ['https://desk.example/in?a=1&token=abc&b=2', 'https://desk.example/in?a=1&token=…&b=2'],
])('knows by its look: %s', (text, cut) => {
  expect(secretCutter({})(text)).toBe(cut);
});

test('takes no time on what looks like the beginning of many', () => {
  const cut = secretCutter({});
  const started = process.cpuUsage();
  for (const part of ['://', 'cw_', 'a://b', 'Bearer ', '/feeds/alerts/', '?token=', '/unsubscribe/1/', ' '])
    cut(part.repeat(200_000 / part.length));
  const { user } = process.cpuUsage(started);
  expect(user / 1000).toBeLessThan(2000);
});

test('every setting whose value could be a secret is thought of', () => {
  const names = Object.keys(readConfig({})).concat(
    // Those without a default are not in what is read.
    [
      'DATABASE_URL',
      'DATABASE_REPLICA_URL',
      'REDIS_URL',
      'CHIPWIRE_SMTP_URL',
      'CHIPWIRE_CHAT_URL',
      'CHIPWIRE_CHAT_KEY',
    ],
  );
  const suspicious = [...new Set(names)].filter((name) => /(_URL|KEY|SECRET|TOKEN|PASSWORD)$/.test(name));
  expect(suspicious.filter((name) => name !== 'CHIPWIRE_URL').toSorted()).toEqual(
    [...secretSettings].toSorted(),
  );
});
