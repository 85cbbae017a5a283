import { expect, test } from 'vitest';
import { siteNames, withoutSite } from './site.ts';
import { metadataOf } from './testing.ts';

const long = 'Regulator opens inquiry into chip exports';
const cases: [string, string, string, string][] = [
  [
    'the site at the end of the title',
    `<title>${long} | The Ledger</title><meta property="og:site_name" content="The Ledger">`,
    '',
    long,
  ],
  [
    'the site at its beginning',
    `<title>Ledger: news - ${long}</title><meta property="og:site_name" content="Ledger: news">`,
    '',
    long,
  ],
  ['the host as the site', `<title>${long} – example.org</title>`, '', long],
  [
    'a dash that belongs to the title',
    `<meta property="og:title" content="${long} – until now"><title>${long} – until now | Ledger</title>`,
    `<h1>${long} – until now</h1>`,
    `${long} – until now`,
  ],
  [
    'a blog whose h1 is its name',
    `<title>My Notes | ${long}</title>`,
    `<h1><a href="/">My Notes</a></h1><h2>${long}</h2>`,
    long,
  ],
  [
    'a logo as h1',
    `<title>My Long Site Name</title>`,
    `<h1 class="site-title">My Long Site Name</h1><h2 class="entry-title">${long}</h2>`,
    long,
  ],
  [
    'a kicker in the heading',
    `<title>${long}</title>`,
    `<h1><span class="kicker">Trade</span><span>${long}</span></h1>`,
    long,
  ],
  [
    'a kicker without a name',
    `<meta property="og:title" content="${long}">`,
    `<h1><span>Trade</span> <span>${long}</span></h1>`,
    long,
  ],
  [
    'an h1 shown to nobody',
    `<title>${long} - The Ledger</title>`,
    `<h1 class="visually-hidden">The Ledger</h1><h1>${long}</h1>`,
    long,
  ],
  [
    'an h1 that words it otherwise',
    `<meta property="og:title" content="Chip exports: regulator opens inquiry">`,
    `<h1>${long}</h1><h2>Chip exports: regulator</h2>`,
    long,
  ],
  [
    'a shortened social title',
    `<meta property="og:title" content="Regulator opens inquiry into…"><title>Local | ${long}</title>`,
    `<h1>${long}</h1>`,
    long,
  ],
  [
    'a heading of one word beside it',
    `<meta property="og:title" content="${long}"><title>News - Example</title>`,
    `<h1>News</h1><h1>${long}</h1>`,
    long,
  ],
  [
    'a site name that repeats the title',
    `<meta property="og:title" content="${long}"><meta property="og:site_name" content="${long} | Ledger">`,
    `<h1>${long}</h1><h3>Further information</h3>`,
    long,
  ],
  [
    'soft hyphens and ruby',
    '<title>x</title>',
    '<h1>Be&shy;hörde prüft <ruby>漢<rt>かん</rt></ruby></h1>',
    'Behörde prüft 漢',
  ],
];
test.each(cases)('%s', (_name, head, body, expected) => expect(metadataOf(head, body).title).toBe(expected));

test.each([
  ['Story of the day | Ledger', true, 'Story of the day'],
  ['Story of the day and more: who pays for it? – You', true, 'Story of the day and more: who pays for it?'],
  ['Does it hurt / or does it not?', true, 'Does it hurt / or does it not?'],
  ['标题写得比较长的一篇新闻_海角科技网', false, '标题写得比较长的一篇新闻'],
])('takes the site off %s', (title, loose, expected) =>
  expect(withoutSite(title, siteNames(['Ledger', '海角科技网'], []), loose)).toBe(expected),
);
