/** A file that an import takes. */
export interface Source {
  path: string;
  /** For messages and the list of rejected rows: as the user named it, or below the folder that was named. */
  name: string;
  /** bytes on the disk */
  size: number;
}

export type Format = 'jsonl' | 'csv' | 'warc' | 'html';

/** What a file says of one article, under its own names; or a page; or why it cannot be read. */
export interface Found {
  file: string;
  /** Where in the file, in words: `line 12`, `byte 34567`. */
  at: string;
  /** How much of all files had been read when this was found, in bytes on the disk. */
  bytes: number;
  row?: Record<string, unknown>;
  page?: { html: string; url: string | null };
  fault?: string;
  /** What to show of a row that has no fields. */
  raw?: string;
}

/** A file cannot be read any further; what came before it stands. */
export class FileFault extends Error {
  override name = 'FileFault';
}

/** Longer rows and pages are rejected: the largest of 1,284 public pages has 2.7 million characters. */
export const mostRowBytes = 10_000_000;
/** What a row that cannot be read is cut to where it is shown. */
export const shownChars = 2000;
