import { load } from 'cheerio/slim';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import type { App } from '../app.ts';
import { sendRaw, startTestWeb } from '../testing/web.ts';
import { addCoverage } from './testing/coverage.ts';
import { addFrontStories } from './testing/frontStories.ts';
import { addFeedsAndEntities, addPolls } from './testing/sampleArchive.ts';

// Every page that can be reached from the front page by links, as far as they go: filters and pages of lists are too many.

const most = 160;
let db: Database;
let app: App;
beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  await addPolls(db.orm);
  await addFrontStories(db.orm, new Date());
  await addCoverage(db.orm);
  app = await startTestWeb(db, { CHIPWIRE_REQUESTS_PER_MINUTE: '100000' });
});
afterAll(async () => {
  await app.close();
  await db.close();
});

/** Of many addresses of one kind a few do: the path without its numbers, and the names of its parameters. */
function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, app.origin!);
  return `${pathname.replaceAll(/\d+/g, 'N')} ${[...new Set(searchParams.keys())].sort()}`;
}

test.each(['en', 'zh'])(
  'every link leads somewhere, and every page is sound (%s)',
  async (language) => {
    const faults: string[] = [];
    const kinds = new Map<string, number>();
    const queue = [{ path: '/', from: 'the start' }];
    const known = new Set(['/']);
    for (const { path, from } of queue) {
      const { status, headers, text } = await sendRaw(app.origin!, path, {
        headers: { host: new URL(app.origin!).host, 'accept-language': language },
      });
      if (status >= 400) faults.push(`${path} answers ${status}, linked from ${from}`);
      // Pages that libraries bring are theirs.
      if (!String(headers['content-type']).startsWith('text/html') || /^\/(docs|queues)/.test(path)) continue;
      const $ = load(text);
      const ids = $('[id]')
        .toArray()
        .map(({ attribs }) => attribs.id!);
      const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
      if (twice.length > 0) faults.push(`${path} has several elements called ${twice[0]}`);
      if (!path.startsWith('/embed') && $('h1').length !== 1) faults.push(`${path} has ${$('h1').length} h1`);
      for (const { attribs } of $('label[for]').toArray())
        if (!ids.includes(attribs.for!)) faults.push(`${path}: the label for ${attribs.for} labels nothing`);
      for (const { attribs } of $('a[href]').toArray()) {
        const href = attribs.href!;
        if (href.startsWith('#')) {
          if (href !== '#' && !ids.includes(decodeURIComponent(href.slice(1))))
            faults.push(`${path} links to ${href}, which it does not have`);
          continue;
        }
        if (!href.startsWith('/')) continue;
        const target = href.split('#')[0]!;
        if (known.has(target)) continue;
        known.add(target);
        const kind = kindOf(target);
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        if (kinds.get(kind)! <= 2 && queue.length < most) queue.push({ path: target, from: path });
      }
    }
    expect(faults).toEqual([]);
    expect(queue.length).toBeGreaterThan(60);
  },
  180_000,
);
