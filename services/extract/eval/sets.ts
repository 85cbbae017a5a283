import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio/slim';
import { readPage, unpackSet } from './unpack.ts';

/** One page of a public set and what is known of it; a field that the set does not judge is absent. */
export interface EvalPage {
  id: string;
  url: string;
  html: () => string;
  /** Segments that the text must hold, and that it must not hold. */
  wanted?: string[];
  unwanted?: string[];
  /** The whole expected text. */
  text?: string;
  title?: string;
  author?: string;
  date?: string;
}

export const setNames = ['trafilatura-eval', 'readability-pages', 'postlight-fixtures'] as const;
export type SetName = (typeof setNames)[number];

/** Reads one set's pages, or null where the shared folder does not hold it. */
export function readSet(shared: string, set: SetName): EvalPage[] | null {
  if (set === 'trafilatura-eval') return readTrafilatura(shared);
  if (set === 'readability-pages') return readReadability(shared);
  return readPostlight(shared);
}

interface SegmentEntry {
  file: string;
  with: string[];
  without: string[];
  title?: string;
  author?: string | string[];
  date?: string;
}

function readTrafilatura(shared: string): EvalPage[] | null {
  const folder = unpackSet(shared, 'trafilatura-eval', 'trafilatura-eval.tar.xz');
  if (!folder) return null;
  const base = join(folder, 'trafilatura-eval');
  const entries = Object.entries(readJson<Record<string, SegmentEntry>>(join(base, 'evaldata.json')));
  return entries.map(([url, entry]) => {
    const cached = join(base, 'cache', entry.file);
    const path = existsSync(cached) ? cached : join(base, 'eval', entry.file);
    return {
      id: entry.file,
      url,
      html: () => readPage(path),
      wanted: entry.with,
      unwanted: entry.without,
      ...known({ title: entry.title, author: [entry.author ?? []].flat().join(', '), date: entry.date }),
    };
  });
}

interface ReadabilityFacts {
  title?: string | null;
  byline?: string | null;
  publishedTime?: string | null;
}

function readReadability(shared: string): EvalPage[] | null {
  const folder = unpackSet(shared, 'readability-pages', 'pages.tar.xz');
  if (!folder) return null;
  return readdirSync(folder).map((name) => {
    const facts = readJson<ReadabilityFacts>(join(folder, name, 'expected-metadata.json'));
    const expected = load(readFileSync(join(folder, name, 'expected.html'), 'utf8'));
    return {
      id: name,
      url: 'http://fakehost/test/page.html',
      html: () => readPage(join(folder, name, 'source.html')),
      text: expected.text(),
      ...known({ title: facts.title, author: facts.byline, date: facts.publishedTime }),
    };
  });
}

interface PostlightFacts {
  url?: string;
  title?: string | null;
  author?: string | string[] | null;
  date_published?: string | null;
}

function readPostlight(shared: string): EvalPage[] | null {
  const folder = unpackSet(shared, 'postlight-fixtures', 'postlight-fixtures.tar.xz');
  if (!folder) return null;
  const base = join(folder, 'postlight-fixtures');
  const facts = readJson<Record<string, PostlightFacts>>(
    join(shared, 'data', 'postlight-fixtures', 'expected_metadata.json'),
  );
  const present = Object.entries(facts).filter(([file]) => existsSync(join(base, file)));
  return present.map(([file, fact]) => ({
    id: file,
    url: fact.url ?? `https://${file.replace(/(--.*)?\.html$/, '')}/`,
    html: () => readPage(join(base, file)),
    ...known({ title: fact.title, author: [fact.author ?? []].flat().join(', '), date: fact.date_published }),
  }));
}

function known(facts: Record<'title' | 'author' | 'date', string | null | undefined>) {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value)) as Partial<
    Record<'title' | 'author' | 'date', string>
  >;
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
