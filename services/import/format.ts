import { decodeText } from '../fetch/decode.ts';
import { FileFault, type Format } from './found.ts';

const byName: [RegExp, Format | 'opml'][] = [
  [/\.(jsonl|ndjson|jsonlines)$/, 'jsonl'],
  [/\.(csv|tsv)$/, 'csv'],
  [/\.warc$/, 'warc'],
  [/\.x?html?$/, 'html'],
  [/\.opml$/, 'opml'],
];

/** By the end of the name, with or without `.gz`; undefined where it says nothing. */
export function formatByName(name: string): Format | 'opml' | undefined {
  const bare = name.toLowerCase().replace(/\.gz$/, '');
  return byName.find(([end]) => end.test(bare))?.[1];
}

/**
 * What a file is, by how it begins, and by its name where that leaves a doubt.
 *
 * @param head its first bytes, unpacked
 * @throws FileFault saying what to do
 */
export function formatOf(name: string, head: Buffer): Format | 'opml' {
  const text = decodeText(head).text.trimStart();
  if (text.startsWith('WARC/')) return 'warc';
  if (/<opml[\s>]/i.test(text.slice(0, 2000)) && text.startsWith('<')) return 'opml';
  if (/^(<!doctype html|<html)/i.test(text)) return 'html';
  if (text.startsWith('{')) return 'jsonl';
  const named = formatByName(name);
  if (text.startsWith('[') && named !== 'csv')
    throw new FileFault(
      `is one JSON array; write one object a line instead, for example with: jq -c '.[]' ${name}`,
    );
  if (named) return named;
  if (/^[^\n]*[,;\t]/.test(text)) return 'csv';
  throw new FileFault('is in no format that is known; say which with --format');
}
