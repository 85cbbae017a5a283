import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { decodeText } from '../fetch/decode.ts';
import { readConfig } from '../runtime/config.ts';
import { loadEntityList } from '../tag/names/list.ts';
import { startThreads, type Threads } from '../worker/threads.ts';
import type { Inspection } from './inspections.ts';
import { judgedLines } from './inspectSentiment.ts';

/** What a file unpacks to at most; the same order as what the pipeline takes from the web. */
const mostBytes = 20_000_000;
/** A file of many articles, all of which are kept in memory. */
const mostStoryBytes = 200_000_000;
/** Files in work at once; lines still come in the order of the files. */
const atOnce = 4;

const steps: Record<Inspection, (threads: Threads, bytes: Uint8Array, url: string) => Promise<object>> = {
  feed: async (threads, bytes, url) => threads.parse({ text: decodeText(bytes).text, url }),
  page: async (threads, bytes, url) => threads.page({ html: decodeText(bytes).text, url }),
  text: async (threads, bytes) => threads.tag({ title: '', text: decodeText(bytes).text }),
};

/**
 * Prints one line of JSON for each file, in order: `{file, …}` with what the step found, or `{file, error}`.
 * The exit status is 1 only when every file failed.
 *
 * @param url where the files are supposed to come from; relative links stay unresolved without it
 */
export async function inspect(
  name: Inspection,
  files: string[],
  url = 'http://unknown.invalid/',
): Promise<void> {
  // `| head` closes the pipe when it has enough.
  process.stdout.on('error', () => process.exit(0));
  const threads = startThreads(readConfig(process.env).CHIPWIRE_ENTITIES);
  let fine = 0;
  const line = async (file: string) => {
    try {
      const found = await steps[name](threads, await contents(file), url);
      fine += 1;
      return { file, ...found };
    } catch (error) {
      return { file, error: reasonOf(error) };
    }
  };
  try {
    const lines: Promise<object>[] = [];
    for (const [at, file] of files.entries()) {
      lines.push(line(file));
      if (at >= atOnce - 1) print(await lines[at - atOnce + 1]);
    }
    for (const rest of lines.slice(-Math.min(atOnce - 1, lines.length))) print(await rest);
  } finally {
    await threads.close();
  }
  if (fine === 0) process.exitCode = 1;
}

const print = (line: object | undefined) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function contents(file: string, most = mostBytes): Promise<Uint8Array> {
  if ((await stat(file)).size > most)
    throw new Error(`is larger than ${most / 1e6} MB; give it in smaller parts`);
  const bytes = await readFile(file);
  return file.endsWith('.gz') ? promisify(gunzip)(bytes, { maxOutputLength: most }) : bytes;
}

/**
 * Prints a line of JSON for each line of each file, `{file, error}` for a file that cannot be read; the exit status is 1
 * only when no line could be judged.
 */
export async function inspectSentiment(files: string[]): Promise<void> {
  process.stdout.on('error', () => process.exit(0));
  let fine = 0;
  for (const file of files) {
    try {
      for (const line of judgedLines(new TextDecoder().decode(await contents(file)))) {
        print(line);
        if ('label' in line) fine += 1;
      }
    } catch (error) {
      print({ file, error: reasonOf(error) });
    }
  }
  if (fine === 0) process.exitCode = 1;
}

/**
 * Prints for each line of a file of articles where grouping puts it, `{id, error}` for one that cannot be read; the exit
 * status is 1 when none could be.
 */
export async function inspectStories(file: string): Promise<void> {
  process.stdout.on('error', () => process.exit(0));
  const { groupedLines } = await import('./inspectStories.ts');
  const list = loadEntityList(undefined, readConfig(process.env).CHIPWIRE_ENTITIES);
  try {
    const lines = await groupedLines(new TextDecoder().decode(await contents(file, mostStoryBytes)), list);
    for (const line of lines) print(line);
    if (lines.every((line) => 'error' in line)) process.exitCode = 1;
  } catch (error) {
    print({ file, error: reasonOf(error) });
    process.exitCode = 1;
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
