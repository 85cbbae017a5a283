import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { homeOf, readConfig, settings, userAgent } from './config.ts';

test('nothing set gives the embedded default', () => {
  expect(readConfig({})).toMatchObject({ HOST: '127.0.0.1', PORT: 4310, LOG_FORMAT: 'text' });
  expect(readConfig({ DATABASE_URL: '', REDIS_URL: '' }).DATABASE_URL).toBeUndefined();
});

test('every wrong setting is named with what it should be', () => {
  const wrong = { PORT: '70000', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud', CHIPWIRE_CONTACT: 'a\nb' };
  for (const [name, word] of [
    ['PORT', '65535'],
    ['DATABASE_URL', 'postgres'],
    ['LOG_LEVEL', 'debug'],
    ['CHIPWIRE_CONTACT', 'ASCII'],
  ])
    expect(() => readConfig(wrong)).toThrow(new RegExp(`${name}: .*${word}`));
});

test('lists are split at commas', () => {
  expect(readConfig({ CHIPWIRE_ALLOW_HOSTS: 'a.test, b.test:81,' }).CHIPWIRE_ALLOW_HOSTS).toEqual([
    'a.test',
    'b.test:81',
  ]);
});

test('an engine of sentiment comes with what it needs, or the start says what is missing', () => {
  expect(readConfig({}).CHIPWIRE_SENTIMENT).toBe('built-in');
  expect(() => readConfig({ CHIPWIRE_SENTIMENT: 'onnx' })).toThrow(/CHIPWIRE_ONNX: must be set/);
  expect(() => readConfig({ CHIPWIRE_SENTIMENT: 'chat' })).toThrow(
    /CHIPWIRE_CHAT_URL: must be set.*\n.*CHIPWIRE_CHAT_MODEL: must be set/,
  );
  const chat = { CHIPWIRE_CHAT_URL: 'http://127.0.0.1:8080/v1', CHIPWIRE_CHAT_MODEL: 'small' };
  expect(readConfig({ ...chat, CHIPWIRE_SENTIMENT: 'chat' })).toMatchObject(chat);
  for (const [name, value] of [
    ['CHIPWIRE_SENTIMENT', 'gut feeling'],
    ['CHIPWIRE_CHAT_URL', 'localhost:8080'],
    ['CHIPWIRE_CHAT_TOKENS_PER_DAY', '0'],
    ['CHIPWIRE_CHAT_KEY', 'two words'],
  ])
    expect(() => readConfig({ [name!]: value })).toThrow(new RegExp(`${name}: `));
});

test('mail needs a server and a sender with an address', () => {
  const CHIPWIRE_SMTP_URL = 'smtp://mail.example.com';
  expect(() => readConfig({ CHIPWIRE_SMTP_URL })).toThrow(/CHIPWIRE_MAIL_FROM: must be set/);
  for (const good of ['Chipwire <alerts@example.com>', 'alerts@example.com', '芯线 <alerts@example.com>'])
    expect(readConfig({ CHIPWIRE_SMTP_URL, CHIPWIRE_MAIL_FROM: good }).CHIPWIRE_MAIL_FROM).toBe(good);
  for (const bad of [
    'Chipwire',
    'a@b.example, c@d.example',
    'A <a@b.example>\nBcc: c@d.example',
    '<a b@c.example>',
  ])
    expect(() => readConfig({ CHIPWIRE_SMTP_URL, CHIPWIRE_MAIL_FROM: bad })).toThrow(/must be an address/);
});

test('links lead to where people open Chipwire, as far as it knows', () => {
  const home = (env: Record<string, string>, origin: string | null = null) => homeOf(readConfig(env), origin);
  expect(home({})).toBe('http://127.0.0.1:4310');
  expect(home({ HOST: '0.0.0.0', PORT: '80' })).toBe('http://localhost:80');
  expect(home({ HOST: '::1' })).toBe('http://[::1]:4310');
  expect(home({ PORT: '0' }, 'http://127.0.0.1:5123')).toBe('http://127.0.0.1:5123');
  expect(home({ CHIPWIRE_URL: 'https://news.example/chips/' }, 'http://127.0.0.1:5123')).toBe(
    'https://news.example/chips',
  );
});

test('the User-Agent says who we are and how to reach the operator', () => {
  expect(userAgent('1.2.3', 'ops@example.com')).toBe(
    'Chipwire/1.2.3 (feed reader and news archive; ops@example.com)',
  );
});

test('README describes every setting, with its default, and no other', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$/gm)].map((row) => row.slice(1, 4));
  const expected = Object.entries(settings.shape).map(([name, field]) => {
    const fallback = (readConfig({}) as Record<string, unknown>)[name];
    const shown =
      fallback === undefined || (Array.isArray(fallback) && fallback.length === 0)
        ? ''
        : `\`${String(fallback).replace(`${process.cwd()}/`, './')}\``;
    return [name, shown, field.description];
  });
  expect(rows).toEqual(expected);
});
