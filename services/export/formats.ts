import { bibtex } from './bibtex.ts';
import { csl } from './csl.ts';
import { csv } from './csv.ts';
import { jsonl } from './jsonl.ts';
import type { Writer } from './writer.ts';

export interface FormatOptions {
  /** When the export is made. */
  now: Date;
  /** CSV begins with a byte order mark. */
  bom?: boolean | undefined;
}

/** What a format needs to know of each article: its row, also entities and topics, or also events, quotes, releases. */
export type Detail = 'row' | 'names' | 'all';

/** The formats that are one file of articles; the evidence pack holds several of them. */
export const formats: Record<'csv' | 'jsonl' | 'bibtex' | 'csl', Format> = {
  csv: { detail: 'names', writer: ({ bom }) => csv({ bom: bom ?? false }) },
  jsonl: { detail: 'all', writer: jsonl },
  bibtex: { detail: 'row', writer: ({ now }) => bibtex(now) },
  csl: { detail: 'row', writer: ({ now }) => csl(now) },
};
export type FormatName = keyof typeof formats;

interface Format {
  detail: Detail;
  writer(options: FormatOptions): Writer;
}
