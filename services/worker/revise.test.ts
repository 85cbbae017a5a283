import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getArticle } from '../../db/articles.ts';
import { countUnmatched } from '../../db/matches.ts';
import { changedArticles, listRevisions } from '../../db/revisions.ts';
import { articleEntities } from '../../db/schema.ts';
import { syncEntityList } from '../entityList.ts';
import { extractArticle, extractFragment } from '../extract/extract.ts';
import { loadEntityList } from '../tag/names/list.ts';
import { tagArticle } from '../tag/tag.ts';
import { articlePage, give, rss } from '../testing/app.ts';
import { clusterArticle } from './cluster.ts';
import type { Context } from './context.ts';
import { readArticle } from './read.ts';
import { reviseArticle } from './revise.ts';
import { storedTags } from './storedTags.ts';
import { tagStoredArticle } from './tag.ts';
import { attempt, hour, minute, pollOnce, startVirtual, type Virtual } from './testing/virtual.ts';

const list = loadEntityList();
let virtual: Virtual;
let ctx: Context;
beforeEach(async () => {
  virtual = await startVirtual();
  await syncEntityList(virtual.db.orm, undefined);
  const begun = virtual.startProcess();
  ctx = {
    ...begun,
    threads: {
      ...begun.threads,
      page: async ({ html, url }) => extractArticle(html, { url }),
      fragment: async ({ html, url }) => extractFragment(html, { url }),
      tagRows: async (article) => storedTags(article, tagArticle(article, list), 'list'),
    },
  };
});
afterEach(() => virtual.close());

const first = [
  'The Commerce Department added the Chinese chip maker SMIC to its Entity List on Monday, a decision that analysts called a heavy blow to the company and to its customers.',
  'Twelve subsidiaries were named in the notice, officials said, and more may follow before the end of the year.',
];
const second = [
  first[0]!,
  first[1]!.replace('Twelve', 'Fifteen'),
  'Huawei was not mentioned, a spokesperson added.',
];

const entry = (title: string, more: object = {}) => ({
  title,
  link: `${virtual.url('/smic')}`,
  guid: 'g1',
  date: 'Sun, 01 Mar 2026 10:00:00 GMT',
  ...more,
});
const showFeed = (...entries: Parameters<typeof rss>[0]) =>
  virtual.answer('/feed.xml', give('application/rss+xml', rss(entries)));
const showPage = (title: string, paragraphs: string[]) =>
  virtual.answer('/smic', give('text/html', articlePage(title, paragraphs)));

async function poll(): Promise<void> {
  virtual.clock.ms = Math.max(virtual.clock.ms, (await virtual.feed('feedxml')).nextPollAt.getTime());
  expect(await pollOnce(ctx, 'feedxml')).toBe('entries');
  virtual.clock.ms += minute;
}

/** Brings the article in through all steps. */
async function arrive(): Promise<number> {
  await virtual.list(['/feed.xml']);
  showFeed(entry('SMIC listed'));
  showPage('SMIC listed', first);
  await poll();
  const id = 1;
  await readArticle(ctx, id, attempt());
  await tagStoredArticle(ctx, id);
  await clusterArticle(ctx, id);
  virtual.clock.ms += 2 * hour;
  return id;
}

const named = async (id: number) =>
  (await virtual.db.orm.select().from(articleEntities).where(eq(articleEntities.articleId, id))).map(
    ({ entityId }) => entityId,
  );

describe('an article that its publisher edits', () => {
  test('is read again, and the first version is kept', async () => {
    const id = await arrive();
    const before = (await getArticle(virtual.db.orm, id))!;
    expect(await named(id)).not.toContain('huawei');
    showFeed(entry('SMIC and fifteen of its subsidiaries listed'));
    showPage('SMIC and fifteen of its subsidiaries listed', second);
    await poll();
    expect(await changedArticles(virtual.db.orm, 10)).toEqual([id]);
    expect((await getArticle(virtual.db.orm, id))?.step).toBe('clustered');
    expect(await reviseArticle(ctx, id, attempt())).toEqual({ outcome: 'revised', onward: [id] });
    expect((await countUnmatched(virtual.db.orm)).waiting).toBe(1);

    const after = (await getArticle(virtual.db.orm, id))!;
    expect(after).toMatchObject({
      title: 'SMIC and fifteen of its subsidiaries listed',
      text: second.join('\n\n'),
      step: 'clustered',
      publishedAt: before.publishedAt,
      foundAt: before.foundAt,
      storyId: before.storyId,
      changedAt: null,
      changedEntry: null,
    });
    expect(after.updatedAt).not.toBeNull();
    expect(await named(id)).toContain('huawei');
    expect(await listRevisions(virtual.db.orm, id)).toMatchObject([
      { nth: 0, title: 'SMIC listed', text: first.join('\n\n') },
    ]);
    expect((await reviseArticle(ctx, id, attempt())).outcome).toBe('not-changed');
  });

  test('is not asked for while its feed stays the same, whatever tokens its links carry', async () => {
    await arrive();
    showFeed(entry('SMIC  listed', { link: `${virtual.url('/smic')}?utm_source=x&token=77` }));
    await poll();
    expect(await changedArticles(virtual.db.orm, 10)).toEqual([]);
  });

  test('is asked for once an hour at most', async () => {
    const id = await arrive();
    showFeed(entry('SMIC listed again'));
    showPage('SMIC listed again', second);
    await poll();
    await reviseArticle(ctx, id, attempt());
    showFeed(entry('SMIC listed a third time'));
    await poll(); // half an hour later
    expect(await changedArticles(virtual.db.orm, 10)).toEqual([]);
  });

  test('keeps its text when the page has become a wall, and when nothing but spacing has changed', async () => {
    const id = await arrive();
    showFeed(entry('SMIC listed!'));
    showPage('Subscribe', ['Please subscribe to read on.']);
    await poll();
    expect((await reviseArticle(ctx, id, attempt())).outcome).toBe('unchanged');
    expect((await getArticle(virtual.db.orm, id))?.text).toBe(first.join('\n\n'));
    expect(await listRevisions(virtual.db.orm, id)).toEqual([]);
    expect(await changedArticles(virtual.db.orm, 10)).toEqual([]);
  });

  test('waits for a page that is out of order, and is left alone after the last try', async () => {
    const id = await arrive();
    showFeed(entry('SMIC listed, updated'));
    virtual.answer('/smic', (_, res) => res.writeHead(500).end());
    await poll();
    await expect(reviseArticle(ctx, id, attempt())).rejects.toThrow('500');
    expect(await changedArticles(virtual.db.orm, 10)).toEqual([id]);
    virtual.clock.ms += minute;
    expect((await reviseArticle(ctx, id, attempt({ last: true }))).outcome).toBe('unchanged');
    expect(await changedArticles(virtual.db.orm, 10)).toEqual([]);
  });
});

test('a feed that stamps every entry anew at every poll has nothing read again', async () => {
  await virtual.list(['/feed.xml']);
  const entries = (stamp: string) =>
    Array.from({ length: 6 }, (_, n) => ({
      title: `Report number ${n} ${stamp}`,
      link: virtual.url(`/${n}`),
      guid: `g${n}`,
      date: 'Sun, 01 Mar 2026 10:00:00 GMT',
    }));
  showFeed(...entries('a'));
  await poll();
  for (let id = 1; id <= 6; id++) {
    virtual.clock.ms += minute;
    await readArticle(ctx, id, attempt());
    await tagStoredArticle(ctx, id);
    await clusterArticle(ctx, id);
  }
  virtual.clock.ms += 2 * hour;
  showFeed(...entries('b'));
  await poll();
  expect(await changedArticles(virtual.db.orm, 10)).toEqual([]);
});
