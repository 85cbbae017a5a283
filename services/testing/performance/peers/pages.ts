import { readdirSync, readFileSync } from 'node:fs';
import { Readability } from '@mozilla/readability';
import { Defuddle } from 'defuddle/node';
import { parseHTML } from 'linkedom';
import { readSet } from '../../../extract/eval/sets.ts';
import { extractArticle } from '../../../extract/extract.ts';
import type { Compared } from './compared.ts';
import { takeTurns } from './turns.ts';

const rounds = 3;
const most = 30;
const fixtures = new URL('../../../extract/fixtures/', import.meta.url);
const url = 'https://example.org/2026/page';

/** Mozilla's pages where they are beside the project, and the extractor's own fixtures. */
function pages(shared: string): string[] {
  const own = readdirSync(fixtures).filter((name) => name.endsWith('.html') && !name.includes('gb18030'));
  const others = readSet(shared, 'readability-pages')?.slice(0, most) ?? [];
  return [
    ...others.map((page) => page.html()),
    ...own.map((name) => readFileSync(new URL(name, fixtures), 'utf8')),
  ];
}

export async function comparePages(shared: string): Promise<Compared> {
  const all = pages(shared);
  const quiet = { ...console };
  // Both say on the console what they make of a page.
  Object.assign(console, { log() {}, warn() {}, error() {} });
  const ms = await takeTurns(
    all,
    {
      own: (html) => extractArticle(html, { url }),
      readability: (html) => new Readability(parseHTML(html).document as never).parse(),
      defuddle: (html) => Defuddle(parseHTML(html).document as never, url),
    },
    rounds,
  );
  Object.assign(console, quiet);
  return {
    what: `reading a page (${all.length})`,
    own: ms.own!,
    peers: { 'Readability on linkedom': ms.readability!, 'Defuddle on linkedom': ms.defuddle! },
  };
}
