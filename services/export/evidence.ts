import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import yazl from 'yazl';
import type { ShownArticle } from './article.ts';
import { bibtex } from './bibtex.ts';
import { csl } from './csl.ts';
import { csv } from './csv.ts';
import { type Asked, closingNames, closingTexts, queryText } from './evidenceText.ts';
import { emptySummary, type Summary, summed } from './summary.ts';
import { textFile, type WrittenFile } from './textFile.ts';
import type { Writer } from './writer.ts';

export const evidenceType = 'application/zip';

const hashLines: Writer = {
  ...{ type: 'text/plain; charset=utf-8', extension: 'txt', head: '', between: '', tail: '' },
  one: ({ contentHash, id, url, canonicalUrl }) =>
    `${contentHash ?? 'text-no-longer-kept'}  ${id}  ${url ?? canonicalUrl}\n`,
};

/**
 * A zip that lets others check what a query found: the query, the articles in three forms, hashes, versions, method.
 *
 * All files are written in one pass over the articles, so that they cannot differ from each other, to a folder for the
 * time being; the zip begins before they are there.
 */
export async function* evidencePack(
  groups: AsyncIterable<ShownArticle[]>,
  asked: Asked,
): AsyncGenerator<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'chipwire-evidence-'));
  const stop = new AbortController();
  const written = writeFiles(groups, asked, folder, stop.signal);
  written.catch(() => {}); // told through the zip, whose reader may have gone
  const zip = zipOf(written, asked, folder);
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  try {
    for await (const chunk of output) yield chunk;
  } finally {
    stop.abort();
    output.destroy();
    await written.catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}

const writers = (now: Date): Record<string, Writer> => ({
  'results.csv': csv(),
  'articles.csl.json': csl(now),
  'articles.bib': bibtex(now),
  'article-hashes.txt': hashLines,
});

interface Written {
  files: WrittenFile[];
  summary: Summary;
}

async function writeFiles(
  groups: AsyncIterable<ShownArticle[]>,
  { now }: Asked,
  folder: string,
  signal: AbortSignal,
): Promise<Written> {
  const files = await Promise.all(
    Object.entries(writers(now)).map(([name, writer]) => textFile(folder, name, writer)),
  );
  const summary = emptySummary();
  try {
    for await (const articles of groups) {
      signal.throwIfAborted();
      for (const article of articles) summed(summary, article);
      for (const file of files) await file.add(articles);
    }
    return { files: await Promise.all(files.map((file) => file.end())), summary };
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

/** What is told first needs no article; each later part is begun when the reader has come to it. */
function zipOf(written: Promise<Written>, asked: Asked, folder: string): yazl.ZipFile {
  const zip = new yazl.ZipFile();
  const options = { mtime: asked.now };
  const later = (name: string, open: (all: Written) => Readable) =>
    zip.addReadStreamLazy(name, options, (done) => {
      written.then((all) => done(null, open(all))).catch((error) => done(error, Readable.from([])));
    });
  zip.addBuffer(Buffer.from(queryText(asked)), 'query.txt', options);
  for (const name of Object.keys(writers(asked.now))) later(name, () => createReadStream(join(folder, name)));
  for (const name of closingNames)
    later(name, ({ files, summary }) => Readable.from([closingTexts(asked, summary, files)[name]]));
  zip.end();
  return zip;
}
