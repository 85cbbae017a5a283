import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from '../../search/query/parse.ts';
import { inLanguage } from '../language/language.ts';
import { fieldLabel } from './fieldLabels.ts';
import { InWords, inWords } from './inWords.tsx';

const now = new Date('2026-11-24T10:30:00Z');
const inChinese = (detail: string) => inLanguage('zh', () => inWords(detail));

/** What is wrong with a query, and perhaps wrong, that the pages would show in English to a Chinese reader. */
function untranslated(query: string, clock: Date | undefined = now): string[] {
  const parsed = parseQuery(query, clock ? { now: clock } : {});
  const said = 'faults' in parsed ? parsed.faults : parsed.hints;
  return said.map(({ message }) => message).filter((message) => inChinese(message) === message);
}

/** Every text in the tests of the query language, most of which are queries. */
const ofTests = ['query', 'page', 'terms', 'typed'].flatMap((name) => {
  const file = readFileSync(new URL(`../../search/query/${name}.test.ts`, import.meta.url), 'utf8');
  return [...file.matchAll(/'([^'\n]+)'|`([^`$]+)`/g)].map(([, plain, template]) => plain ?? template ?? '');
});

test('all that the tests of the query language find wrong is said in Chinese', () => {
  expect(ofTests.length).toBeGreaterThan(100);
  expect(ofTests.flatMap((query) => untranslated(query))).toEqual([]);
});

const pieces =
  'AND OR NOT or not - -- ( ) | " “ near/ near/0 near/99 NEAR/3 atleast( atleast99( atleast3( * a* *b a*b control* chips 芯片 ' +
  'title: lead: titel: entity: entity:- entity:huawei in:x in:0 in:1 sentiment: sentiment:5 sentiment:0,5 sentiment:<0,5 sentiment:bad ' +
  'sentiment(huawei)<0 sentiment( after:2025-13 after:2025-02-31 after:1700 after:x after:2025-01-01T99:00Z foo:bar stance: title:a';
const salad = fc
  .array(fc.tuple(fc.constantFrom(...pieces.split(' ')), fc.constantFrom(' ', '', ' ')), { maxLength: 8 })
  .map((words) => words.flat().join(''));

test('so is what is wrong with any other', () => {
  fc.assert(
    fc.property(salad, (query) => {
      expect(untranslated(query)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
  expect(untranslated('after:7d', undefined)).toEqual([]);
  expect(untranslated('a '.repeat(800))).toEqual([]);
  expect(untranslated(`${'('.repeat(60)}a`)).toEqual([]);
});

test.each([
  ['There is no entity “nvidea”. Did you mean Nvidia?', '没有名为“nvidea”的实体。是否想找 Nvidia？'],
  ['There is no stance “soft”. There are: tighten, ease.', '没有名为“soft”的立场。可选：tighten, ease。'],
  ['must have 100 characters at most', '最多 100 个字符'],
  [
    'is refused: 10.0.0.1 is not a public address; the operator can open a host with CHIPWIRE_CHANNEL_HOSTS',
    '被拒绝：10.0.0.1 不是公网地址；运营者可用 CHIPWIRE_CHANNEL_HOSTS 放行主机',
  ],
  ['must all be of this story; article 7 is not', '须全部属于此报道主题；文章 7 不属于'],
])('%s', (english, chinese) => {
  expect(inWords(english)).toBe(english);
  expect(inChinese(english)).toBe(chinese);
});

test('what no sentence fits stays English and is marked so', () => {
  const shown = inLanguage('zh', () => (<InWords of="something new" />).toString());
  expect(shown).toBe('<span lang="en">something new</span>');
});

test.each([
  ['target.url', { kind: 'slack' }, 'Address'],
  ['target.to', { kind: 'mail' }, 'To'],
  ['rhythm.quiet.to', {}, 'Quiet until'],
  ['trigger.days', { on: 'silence' }, 'Days'],
  ['trigger.level', { on: 'level' }, 'Level, −1 to 1'],
  ['channels.0', {}, 'Channels'],
  ['never.heard.of', {}, 'never heard of'],
])('a fault of %s names the field as its form does', (parameter, fields, label) => {
  expect(fieldLabel({ parameter, detail: '' }, fields)).toBe(label);
});
