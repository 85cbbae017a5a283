import { Readable } from 'node:stream';
import fc from 'fast-check';
import Parser from 'rss-parser';
import { expect, test } from 'vitest';
import { readCsv } from '../import/csv.ts';
import { type ExportedArticle, showAll, shown } from './article.ts';
import { atom } from './atom.ts';
import { bibtex } from './bibtex.ts';
import { outEntry } from './channel.ts';
import { csv } from './csv.ts';
import { rss } from './rss.ts';

const time = new Date('2025-05-20T08:00:00Z');
const plain: ExportedArticle = {
  ...{
    id: 7,
    url: 'https://e.org/7',
    canonicalUrl: 'https://e.org/7',
    title: 'T',
    publisher: 'P',
    byline: [],
  },
  ...{ language: 'en', publishedAt: time, updatedAt: null, foundAt: time, section: null, words: 1 },
  ...{ paywalled: false, syndicatedFrom: null, feedId: 'f', storyId: null, copyOf: null, copyShare: null },
  ...{
    sentimentScore: -0.5,
    sentimentLabel: 'negative',
    stance: null,
    taggerVersion: null,
    listVersion: null,
  },
  ...{ text: 'x', textDroppedAt: null, topics: [], entities: [], events: [], quotes: [], releases: [] },
};
/** What no title of the archive holds, and a mark that readers drop. */
const never = /\0|\p{Surrogate}|\uFEFF/gu;
const awkward = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom(...'=+-@\t\r\n,;"\'{}\\%&<>]#$_~^＝ 华x', '\u0000', '\ud800', '\u{1f600}'),
      maxLength: 30,
    }),
  )
  .map((text) => text.replaceAll(never, ''));
const made = (title: string, publisher: string) => shown({ ...plain, title, publisher }, showAll);

/** The cells of a line by RFC 4180, as a spreadsheet takes them. */
const cellsOf = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map((cell) =>
    (cell[1] ?? cell[2] ?? '').replaceAll('""', '"'),
  );

test('import reads every text of a CSV again, and no cell is one that a spreadsheet would run', async () => {
  await fc.assert(
    fc.asyncProperty(awkward, awkward, async (title, publisher) => {
      const file = csv();
      const line = file.one(made(title, publisher));
      for (const cell of [cellsOf(line)[1], cellsOf(line)[3]])
        expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      const bytes = Buffer.from(file.head + line);
      const rows = [];
      for await (const { row } of readCsv(Readable.from([bytes]))) rows.push(row);
      expect(rows).toHaveLength(1);
      for (const [name, text] of Object.entries({ title, publisher })) {
        const cell = String(rows[0]?.[name]);
        // Import writes every line end alike.
        const told = text.replaceAll('\r\n', '\n');
        expect([text, told]).toContain(cell);
      }
      expect(rows[0]?.sentiment).toBe('-0.5');
    }),
    { numRuns: 500 },
  );
});

test('BibTeX keeps its braces balanced and its fields on one line', () => {
  fc.assert(
    fc.property(awkward, awkward, (title, publisher) => {
      const entry = bibtex(time).one(made(title, publisher));
      let depth = 0;
      for (const sign of entry) {
        depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
        expect(depth).toBeGreaterThanOrEqual(0);
      }
      expect(depth).toBe(0);
      expect(entry.split('\n').slice(1, -2)).toSatisfy((lines: string[]) =>
        lines.every((line) => /^ {2}[a-z]+ = .*,$/s.test(line)),
      );
    }),
    { numRuns: 500 },
  );
});

test('feeds are well formed and give back what XML can hold', async () => {
  const channel = { title: 'T', description: 'D', home: 'https://h/', self: 'https://h/s', query: '' };
  await fc.assert(
    fc.asyncProperty(awkward, async (title) => {
      const entry = outEntry(made(title, 'P'));
      for (const write of [rss, atom]) {
        const [first] = (await new Parser().parseString(write({ ...channel, title }, [entry]))).items;
        const words = (text: string) => text.replaceAll(/[^\x21-\x7e\u4e00-\u9fff]/g, '');
        expect(words(first?.title ?? '')).toBe(words(title));
      }
    }),
    { numRuns: 200 },
  );
});
