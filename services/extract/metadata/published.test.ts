import { expect, test } from 'vitest';
import { findDate } from './dates.ts';
import { metadataOf } from './testing.ts';
import { asksToPay } from './wall.ts';

const h1 = '<h1>Regulator opens inquiry into chip exports</h1>';
const json = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
const updated = '<meta property="article:modified_time" content="2026-03-09T10:00:00Z">';

const cases: [string, string, string, string | null][] = [
  ['text under the title', '', `${h1}<p>3. Februar 2026, 17:20 Uhr</p>`, '2026-02-03'],
  ['Chinese text under the title', '', `${h1}<div>2026年1月5日 10:30 来源：海角网</div>`, '2026-01-05'],
  ['the nearest of two', '', `<p>1 March 2024</p><p>Menu</p>${h1}<p>3 February 2026</p>`, '2026-02-03'],
  ['a dateline', '', `${h1}<p>PORTO, Portugal, March 10, 2026 -- The company said.</p>`, '2026-03-10'],
  ["a reader's comment", '', `${h1}<div id="comments"><time datetime="2026-02-04">4 Feb</time></div>`, null],
  [
    'a related article',
    '',
    `<div class="related"><time datetime="2020-01-01"></time></div>${h1}<time datetime="2026-02-03"></time>`,
    '2026-02-03',
  ],
  ['shown before the update', updated, `${h1}<p>3 February 2026</p>`, '2026-02-03'],
  ['the update where nothing else is said', updated, h1, '2026-03-09T10:00:00Z'],
  [
    'a graph in JSON-LD',
    json({
      '@graph': [{ '@type': 'WebPage' }, { '@type': 'NewsArticle', datePublished: '2026-02-03T09:30:00Z' }],
    }),
    h1,
    '2026-02-03T09:30:00Z',
  ],
  ['an agency’s release', '', `${h1}<div class="field-date">February 3, 2026</div>`, '2026-02-03'],
  [
    'a relative-time element',
    '',
    `${h1}<relative-time datetime="2026-01-20T14:02:11Z"></relative-time>`,
    '2026-01-20T14:02:11Z',
  ],
];
test.each(cases)('%s', (_name, head, body, expected) =>
  expect(metadataOf(head, body).publishedAt).toBe(expected),
);

test.each([
  ['2/3/2026', 'month first', '2026-02-03'],
  ['2/3/2026', 'day first', '2026-03-02'],
  ['25/3/2026', 'month first', '2026-03-25'],
  ['3/25/2026', 'day first', '2026-03-25'],
] as const)('%s, %s', (text, order, expected) => expect(findDate(text, order)).toBe(expected));

test.each([
  ['en-US', '2026-02-03'],
  ['en', '2026-02-03'],
  ['en-GB', '2026-03-02'],
  ['fr', '2026-03-02'],
])('2/3/2026 on a page in %s', (language, expected) => {
  const head = `<meta http-equiv="content-language" content="${language}">`;
  expect(metadataOf(head, `${h1}<p>2/3/2026</p>`).publishedAt).toBe(expected);
});

test.each([
  ['Subscribe to continue reading', true],
  ['This article is for subscribers only', true],
  ['Jetzt weiterlesen', true],
  ['Cet article est réservé aux abonnés', true],
  ['登录后继续阅读', true],
  ['Subscribe to our newsletter', false],
  ['Continue reading', false],
])('%s', (text, expected) => expect(asksToPay(text)).toBe(expected));
