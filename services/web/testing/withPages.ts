import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { openBrowser, visit } from './browser.ts';

/** Pages that are served. */
export interface Served {
  origin: string | null;
  close(): Promise<void>;
}

/** An archive with its pages and a browser, there while the tests run. */
export interface Pages {
  db: Database;
  /** Where the pages are. */
  origin: string;
  browser: Browser;
  /** Opens a path of theirs as {@link visit} does. */
  visit(path: string, options?: BrowserContextOptions): ReturnType<typeof visit>;
}

/** Milliseconds that opening may take on a machine that is busy with much else. */
const openingMs = 240_000;

/**
 * Opens an archive, its pages and a browser before the tests of a file, and closes after them what was opened, however far
 * that went.
 *
 * @param serve fills the archive and serves its pages; the archive is closed for it
 */
export function withPages(serve: (db: Database) => Promise<Served>): Pages {
  const pages = {
    visit: (path, options) => visit(pages.browser, `${pages.origin}${path}`, options),
  } as Pages;
  const closers: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const db = await openTestDatabase();
    closers.push(() => db.close());
    pages.db = { ...db, close: async () => {} };
    const served = await serve(pages.db);
    closers.push(() => served.close());
    pages.origin = served.origin!;
    pages.browser = await openBrowser();
    closers.push(() => pages.browser.close());
  }, openingMs);
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });
  return pages;
}
