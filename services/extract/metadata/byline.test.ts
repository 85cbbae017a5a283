import { expect, test } from 'vitest';
import { cleanName, isName, splitNames } from './names.ts';
import { metadataOf } from './testing.ts';

const h1 = '<h1>Regulator opens inquiry into chip exports</h1>';
const filler = '<p>The agency said on Monday that it would look at every licence of the year.</p>';
const author = (name: string) => `<meta name="author" content="${name}">`;
const site = '<meta property="og:site_name" content="The Ledger">';

const cases: [string, string, string, string[]][] = [
  ['"By" in the text', '', `${h1}<p>By Ann Lee</p>${filler}`, ['Ann Lee']],
  [
    '"Von" and two names',
    '',
    `${h1}<div>Von Jule Petersen und Tom Maier</div>`,
    ['Jule Petersen', 'Tom Maier'],
  ],
  ['"By" in an element of its own', '', `${h1}<p><span>By</span> <a href="/x">Ann Lee</a></p>`, ['Ann Lee']],
  [
    'a label beside it',
    '',
    `${h1}<p><b>Datum:</b> 3.2. <b>Autor:</b> <i>Fritz Imhof</i></p>`,
    ['Fritz Imhof'],
  ],
  ['作者：', '', `${h1}<div>2026年1月5日 10:30 来源：海角网 <span>作者：李明远</span></div>`, ['李明远']],
  ['记者', '', `${h1}<p>本报记者：王小明</p>`, ['王小明']],
  ['"by" that begins a sentence', '', `${h1}<p>By the numbers:</p>${filler}`, []],
  ['"von" in a sentence', '', `${h1}<p>Er hat es <a>gelernt</a> von seinem Vorgänger</p>`, []],
  [
    'rel=author links',
    '',
    `${h1}<a rel="author">Ann Lee</a> and <a rel="author">Bo Berg</a>`,
    ['Ann Lee', 'Bo Berg'],
  ],
  [
    'a job title in the next element',
    '',
    `${h1}<div class="byline"><span>By Ann Lee</span><span>Senior Editor</span></div>`,
    ['Ann Lee'],
  ],
  [
    'a handle and a date after the name',
    '',
    `${h1}<div class="author">Ann Lee <a>@annlee</a> Dec 6, 2016</div>`,
    ['Ann Lee'],
  ],
  [
    "a reader's comment",
    '',
    `${h1}${filler}<div class="comments"><span class="author">Grumpy Reader</span></div>`,
    [],
  ],
  [
    'related articles',
    '',
    `<div class="related"><span class="author">Other Person</span></div>${h1}<span class="author">Ann Lee</span>`,
    ['Ann Lee'],
  ],
  ['the publisher as author', site + author('The Ledger'), `${h1}<p>By Ann Lee</p>`, ['Ann Lee']],
  ['the publisher and nobody else', site + author('The Ledger'), h1, ['The Ledger']],
  ['the publisher before the name', site + author('The Ledger - Ann Lee'), h1, ['Ann Lee']],
  ['a login', author('alee'), `${h1}<p>By Ann Lee</p>`, ['Ann Lee']],
  [
    'one of several declared',
    author('Ann Lee'),
    `${h1}<p>By Bo Berg, Cem Kaya and Ann Lee</p>`,
    ['Bo Berg', 'Cem Kaya', 'Ann Lee'],
  ],
  ['others shown than declared', author('Ann Lee'), `${h1}<p>By Bo Berg and Cem Kaya</p>`, ['Ann Lee']],
];
test.each(cases)('%s', (_name, head, body, expected) =>
  expect(metadataOf(head, body).byline).toEqual(expected),
);

test.each([
  ['By Ann Lee', 'Ann Lee'],
  ['Written by Ann Lee', 'Ann Lee'],
  ['Posted on September 21, 2020 by Ann Lee', 'Ann Lee'],
  ['View all posts by Ann Lee', 'Ann Lee'],
  ['Ann Lee - Apr 16, 2015 8:02 pm UTC', 'Ann Lee'],
  ['Ann Lee am Samstag, 19. Oktober 2019', 'Ann Lee'],
  ['Ann Lee Updated on December 12', 'Ann Lee'],
  ['Ann Lee, Senior Political Reporter', 'Ann Lee'],
  ['Ann Lee, PhD', 'Ann Lee'],
  ['Ann Lee | ann@example.org', 'Ann Lee'],
  ['Ann Lee @annlee', 'Ann Lee'],
  ['記者林雅筑／報導', '林雅筑'],
  ['本报记者 王小明', '王小明'],
  ['作者：李明远', '李明远'],
  ['王文', '王文'],
  ['Dr. Max von der Aue', 'Dr. Max von der Aue'],
])('cleans %s', (raw, expected) => expect(cleanName(raw)).toBe(expected));

test.each([
  ['Ann Lee, Bo Berg and Cem Kaya', ['Ann Lee', 'Bo Berg', 'Cem Kaya']],
  ['Ann Lee / Bo Berg', ['Ann Lee', 'Bo Berg']],
  ['Ann Lee, Staff Attorney', ['Ann Lee']],
  ['张三 李四', ['张三', '李四']],
])('splits %s', (raw, expected) => expect(splitNames(raw)).toEqual(expected));

test.each([
  'See full bio',
  '5 Min Read',
  'Staff Writer',
  'https://example.org/ann',
  '@ann',
  'Share this',
  'By',
])('%s is no name', (text) => expect(isName(text)).toBe(false));
