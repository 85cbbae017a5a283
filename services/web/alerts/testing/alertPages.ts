import { load } from 'cheerio';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Database } from '../../../../db/database.ts';
import { alerts, channels, matches, notices } from '../../../../db/schema.ts';
import { openTestDatabase } from '../../../../db/testing/database.ts';
import { asCaller } from '../../../api/asCaller.ts';
import { allowList } from '../../../runtime/address.ts';
import { addArticle } from '../../../testing/archive.ts';
import { addOwners } from '../../../testing/owners.ts';
import { speaking } from '../../language/speaking.ts';
import { createPages } from '../../pages.tsx';
import { addFeedsAndEntities, now } from '../../testing/sampleArchive.ts';

type Fields = Record<string, string> | [string, string][];

const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** A form of the simplest alert. */
export const form = {
  name: 'Huawei',
  query: 'entity:huawei',
  on: 'story',
  'rhythm.every': 'match',
  priority: 'normal',
};

/** Pages of alerts for the tests of one file, as their owners have them; each test begins without any. */
export class AlertPages {
  db!: Database;
  ann!: Hono;
  bob!: Hono;
  /** With Ann’s key, were it one that may read only. */
  reader!: Hono;
  private articleId!: number;

  constructor(home?: string) {
    beforeAll(() => this.open(home));
    afterAll(() => this.db.close());
    beforeEach(async () => {
      await this.db.orm.delete(notices);
      await this.db.orm.delete(alerts);
      await this.db.orm.delete(channels);
    });
  }

  private async open(home: string | undefined): Promise<void> {
    this.db = await openTestDatabase();
    const { orm } = this.db;
    await addFeedsAndEntities(orm);
    await addOwners(orm, 'ann', 'bob');
    const rules = { mail: false, allow: allowList([]) };
    const report = (error: Error) => console.error(error);
    const pages = new Hono();
    pages.use(speaking);
    pages.route('/', createPages({ orm, now: () => now, report, rules, home }));
    this.ann = asCaller(pages, { owner: 'ann', scope: 'write' });
    this.bob = asCaller(pages, { owner: 'bob', scope: 'write' });
    this.reader = asCaller(pages, { owner: 'ann', scope: 'read' });
    this.articleId = await addArticle(orm, {
      ...{ title: '<b>华为</b> listed', text: 'Huawei.', publishedAt: '2026-03-09T08:00:00Z' },
    });
  }

  async get(path: string, from = this.ann) {
    const answer = await from.request(path);
    const $ = load(await answer.text());
    return { status: answer.status, $, text: squeezed($('main').text()) };
  }

  /** Sends a form and follows where it leads. */
  async post(path: string, fields: Fields = {}, from = this.ann) {
    const answer = await from.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    if (answer.status === 303) {
      const to = answer.headers.get('location')!;
      return { to, kept: '', ...(await this.get(to, from)) };
    }
    const $ = load(await answer.text());
    const kept = answer.headers.get('cache-control');
    return { to: null, kept, status: answer.status, $, text: squeezed($('main').text()) };
  }

  /** Saves an alert by its form. @returns its number */
  async save(fields: Record<string, string> = {}): Promise<number> {
    const { to } = await this.post('/alerts', { ...form, ...fields });
    return Number(/^\/alerts\/(\d+)\?said=saved$/.exec(to ?? '')?.[1]);
  }

  /** Lets an alert have found the archive’s article. */
  async addMatch(alertId: number): Promise<void> {
    const { orm } = this.db;
    const of = this.articleId;
    const article = await orm.query.articles.findFirst({ where: (each, { eq }) => eq(each.id, of) });
    const { id, storyId, title } = article!;
    const at = now.toISOString();
    const told = {
      ...{ kind: 'story', why: 'First report of this story, by The Wire', matchedAt: at, publishers: 1 },
      ...{ storyId, numbers: { relevance: 80, novelty: 100, importance: 61.6, credibility: 70 } },
      article: {
        ...{ id, url: 'https://wire.example/h', title, publisher: 'The Wire' },
        ...{ language: 'en', publishedAt: at, foundAt: at, entities: [], events: [] },
      },
    };
    const about = `story:${storyId}`;
    const match = { alertId, about, storyId, articleId: id, matchedAt: now, told, state: 'told' as const };
    await orm.insert(matches).values(match);
  }
}
