import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { decodeText } from '../fetch/decode.ts';
import { readCsv } from './csv.ts';
import { formatByName, formatOf } from './format.ts';
import { FileFault, type Format, type Found, mostRowBytes, type Source } from './found.ts';
import { readJsonLines, tooLong } from './jsonl.ts';
import { openFile } from './open.ts';
import { savedFrom } from './page.ts';
import { readWarc } from './warc.ts';

/** Folders of pictures and scripts that browsers save beside a page. */
const besidePage = /(_files|\.files|-Dateien|_fichiers|_archivos)$/;
const deepest = 20;

/**
 * The files that paths name, in an order that stays the same: of a folder all that have a name of a known format.
 *
 * @throws FileFault for what is neither, or what the file system says of a path that is not there
 */
export async function listSources(paths: string[], cwd: string): Promise<Source[]> {
  const sources: Source[] = [];
  for (const named of paths) {
    const path = resolve(cwd, named);
    const { size, ...stats } = await stat(path).then((found) => ({
      size: found.size,
      folder: found.isDirectory(),
      file: found.isFile(),
    }));
    if (stats.folder) for await (const source of walk(path, path, 0)) sources.push(source);
    else if (stats.file) sources.push({ path, name: basename(path), size });
    else throw new FileFault(`${named} is neither a file nor a folder`); // nobody may ever write to a pipe
  }
  return sources;
}

async function* walk(root: string, folder: string, depth: number): AsyncGenerator<Source, void> {
  const inside = await readdir(folder, { withFileTypes: true });
  for (const entry of inside.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (depth < deepest && !besidePage.test(entry.name)) yield* walk(root, path, depth + 1);
    } else if (entry.isFile() && formatByName(entry.name))
      yield { path, name: relative(root, path), size: (await stat(path)).size };
  }
}

/** What the files and their names say, as a hash, and with it what the caller adds. */
export async function hashOf(sources: Source[], more: unknown): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(more));
  for (const source of sources) {
    hash.update(`\n${source.name}\n${source.size}\n`);
    for await (const chunk of openFile(source).packed) hash.update(chunk);
  }
  return hash.digest('hex');
}

/** @throws FileFault when the first bytes and the name do not say it */
export async function formatOfFile(source: Source): Promise<Format | 'opml'> {
  for await (const head of openFile(source).bytes) return formatOf(source.name, head);
  throw new FileFault('is empty');
}

/**
 * Everything that the files hold, in order. A file that cannot be read (any further) is a fault among the rows, and the
 * next one is gone on with.
 *
 * @param format of all files; each says its own when absent
 */
export async function* readSources(sources: Source[], format?: Format): AsyncGenerator<Found, void> {
  let before = 0;
  for (const source of sources) {
    const opened = openFile(source);
    const place = () => ({ file: source.name, bytes: before + Math.min(source.size, opened.position()) });
    try {
      const is = format ?? (await formatOfFile(source));
      if (is === 'opml') throw new FileFault('is a list of feeds; import it by itself');
      for await (const found of readers[is](opened.bytes)) yield { ...place(), ...found };
    } catch (error) {
      if (!(error instanceof FileFault) && !(error as NodeJS.ErrnoException).syscall) throw error;
      yield { ...place(), at: 'file', fault: (error as Error).message };
    } finally {
      await opened.bytes.return();
    }
    before += source.size;
  }
}

const readers = { jsonl: readJsonLines, csv: readCsv, warc: readWarc, html: readPage };

async function* readPage(bytes: AsyncIterable<Buffer>): AsyncGenerator<Omit<Found, 'file' | 'bytes'>, void> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > mostRowBytes) throw new FileFault(tooLong);
    parts.push(chunk);
  }
  const html = decodeText(Buffer.concat(parts)).text;
  yield { at: 'file', page: { html, url: savedFrom(html) } };
}
