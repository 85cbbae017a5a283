/**
 * Reads every fixture page and prints the time as a multiple of a bare cheerio.load of the same pages: npm run bench
 * -- extract. Exits 1 above the bound. The two are timed in turn, page by page, so that a busy machine slows both
 * alike; each page's time is the least of its rounds. The fixtures are put between menus, teasers, styles and scripts
 * until they have what the median of 1,284 public pages has: 94,000 characters and 710 elements.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { load } from 'cheerio';
import { ExtractError, extractArticle } from '../extract.ts';

const bound = 1.5;
const rounds = 15;
const folder = new URL('../fixtures/', import.meta.url);

function read(html: string): void {
  try {
    extractArticle(html, { url: 'https://example.org/2026/page' });
  } catch (error) {
    if (!(error instanceof ExtractError)) throw error;
  }
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

const pages = readdirSync(folder)
  .filter((name) => name.endsWith('.html'))
  .map((name) => new TextDecoder(charsetOf(name)).decode(readFileSync(new URL(name, folder))));

function charsetOf(name: string): string {
  return name.includes('gb18030') ? 'gb18030' : 'utf-8';
}

const menu = Array.from(
  { length: 120 },
  (_, at) => `<li class="menu-${at}"><a href="/section/${at}">Section ${at}</a></li>`,
);
const teasers = Array.from(
  { length: 70 },
  (_, at) =>
    `<div class="card"><a href="/2026/${at}"><img src="/pictures/${at}.jpg" alt=""><h3>Headline of story number ${at}</h3></a>` +
    `<p class="summary">One line that makes the reader of the page curious about story ${at}.</p><span class="date">2026</span></div>`,
);
const before = `<style>${'.teaser{display:grid;margin:0 auto}'.repeat(600)}</style><nav class="main-menu"><ul>${menu.join('')}</ul></nav>`;
const after = `<aside class="sidebar">${teasers.join('')}</aside><script>${'window.shop=window.shop||{};'.repeat(1630)}</script>`;

// htmlparser2 and parse5 both read what stands before or after the body as part of it.
const ordinary = (html: string): string =>
  html.replace(/<body[^>]*>/, (tag) => `${tag}${before}`).replace(/<\/body>|$/, (tag) => `${after}${tag}`);

let parseMs = 0;
let readMs = 0;
for (const html of pages.map(ordinary)) {
  const parses: number[] = [];
  const reads: number[] = [];
  for (let round = 0; round < rounds; round++) {
    parses.push(timed(() => load(html)));
    reads.push(timed(() => read(html)));
  }
  parseMs += Math.min(...parses);
  readMs += Math.min(...reads);
}
const ratio = readMs / parseMs;
const each = (ms: number) => Math.round((ms / pages.length) * 1000) / 1000;
console.log(
  JSON.stringify({
    pages: pages.length,
    readMs: each(readMs),
    parseMs: each(parseMs),
    ratio: Math.round(ratio * 100) / 100,
    bound,
  }),
);
if (ratio > bound) {
  console.error(`Reading takes ${ratio.toFixed(2)} times a bare parse, more than ${bound}.`);
  process.exitCode = 1;
}
