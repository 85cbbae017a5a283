import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { articleFacts } from '../../../db/articleFacts.ts';
import type { Database } from '../../../db/database.ts';
import { syncEntities } from '../../../db/entities.ts';
import { syncFeeds } from '../../../db/feeds.ts';
import { setListVersion } from '../../../db/lists.ts';
import { alerts } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import type { Facts } from '../../alert/facts.ts';
import { feedAt } from '../../testing/app.ts';
import { addArticle } from '../../testing/archive.ts';
import { compileAlert } from '../compile.ts';
import { createMatcher, type Matcher } from './matcher.ts';

let db: Database;
let matcher: Matcher;
let chips: Facts;
let weather: Facts;
const start = new Date('2026-03-02T12:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const plain = { aliases: [], tickers: [], nameZh: null, parentId: null, wikidata: null };
const huawei = { ...plain, id: 'huawei', type: 'company' as const, name: 'Huawei' };
const smic = { ...plain, id: 'smic', type: 'company' as const, name: 'SMIC' };

beforeAll(async () => {
  db = await openTestDatabase();
  await syncFeeds(db.orm, [feedAt('wire', 'https://wire.example/feed')], start);
  await syncEntities(db.orm, [huawei, smic]);
  const naming = {
    sentiment: { score: 0, label: 'neutral' as const },
    entities: [{ entityId: 'huawei', mentions: 1, salience: 1, score: 0, label: 'neutral' as const }],
  };
  const ids = [
    await addArticle(db.orm, {
      title: 'Huawei sells chips',
      text: 'It exports chips.',
      publishedAt: '2026-03-02T11:00:00Z',
      tagged: naming,
    }),
    await addArticle(db.orm, {
      title: 'Rain in Shenzhen',
      text: 'It will rain.',
      publishedAt: '2026-03-02T11:00:00Z',
    }),
  ];
  [chips, weather] = (await articleFacts(db.orm, ids)) as Facts[] as [Facts, Facts];
});
beforeEach(async () => {
  await db.orm.execute(sql`truncate alerts cascade`);
  await setListVersion(db.orm, 'entities', 'list-1');
  matcher = createMatcher(db.orm);
});
afterAll(() => db.close());

/** @returns its id */
async function save(query: string, at = start): Promise<number> {
  const compiled = await compileAlert(db.orm, query, at);
  if ('faults' in compiled) throw new Error(compiled.faults[0]!.message);
  const { program, programVersion, programUntil } = compiled;
  const [row] = await db.orm
    .insert(alerts)
    .values({
      ...{ owner: 'local', name: query, query, spec: {}, madeAt: at, changedAt: at },
      ...{ program, programVersion, programUntil },
    })
    .returning({ id: alerts.id });
  return row!.id;
}

const change = (id: number, changes: Partial<typeof alerts.$inferInsert>) =>
  db.orm.update(alerts).set(changes).where(eq(alerts.id, id));
const rowOf = async (id: number) => (await db.orm.select().from(alerts).where(eq(alerts.id, id)))[0]!;

describe('a matcher', () => {
  it('finds the alerts whose query an article fulfils, by rising id', async () => {
    const ids = [await save('chip'), await save('rain'), await save('-rain'), await save('entity:huawei')];
    expect(await matcher.matching(chips, start)).toEqual([ids[0], ids[2], ids[3]]);
    expect(await matcher.matching(weather, start)).toEqual([ids[1]]);
  });

  it('hears of alerts that are made, changed, paused, resumed and deleted', async () => {
    expect(await matcher.matching(chips, start)).toEqual([]);
    const id = await save('chip', later(1));
    expect(await matcher.matching(chips, start)).toEqual([id]);
    const { program } = (await compileAlert(db.orm, 'rain', start)) as { program: object };
    await change(id, { query: 'rain', program: program as never, changedAt: later(2) });
    expect(await matcher.matching(chips, start)).toEqual([]);
    expect(await matcher.matching(weather, start)).toEqual([id]);
    await change(id, { paused: true, changedAt: later(3) });
    expect(await matcher.matching(weather, start)).toEqual([]);
    await change(id, { paused: false, changedAt: later(4) });
    expect(await matcher.matching(weather, start)).toEqual([id]);
    await db.orm.delete(alerts).where(eq(alerts.id, id));
    expect(await matcher.matching(weather, start)).toEqual([]);
  });

  it('hears of a change that was committed behind a later one, and of a new alert of long ago', async () => {
    const id = await save('rain', later(-day));
    await save('rain', later(50_000));
    await matcher.matching(chips, later(50_000));
    const { program } = (await compileAlert(db.orm, 'chip', start)) as { program: object };
    await change(id, { query: 'chip', program: program as never, changedAt: later(1000) });
    expect(await matcher.matching(chips, later(51_000))).toEqual([id]);
    const old = await save('chip', later(-30 * day));
    expect(await matcher.matching(chips, later(52_000))).toEqual([id, old]);
  });

  it('has relative times count back from now', async () => {
    const id = await save('chip after:today');
    expect(await matcher.matching(chips, later(minute))).toEqual([id]);
    expect(await matcher.matching(chips, later(day))).toEqual([]);
    expect((await rowOf(id)).programUntil).toEqual(later(day + hour));
    const other = createMatcher(db.orm);
    expect(await other.matching(chips, later(day))).toEqual([]);
  });

  it('makes programs of another version anew, and does without those that can’t be', async () => {
    const [named, unnamed, gone] = [
      await save('entity:huawei'),
      await save('chip'),
      await save('entity:smic'),
    ];
    await syncEntities(db.orm, [huawei]);
    await db.orm.execute(sql`delete from entities where id = 'smic'`);
    await setListVersion(db.orm, 'entities', 'list-2');
    const before = await rowOf(unnamed);
    expect(await createMatcher(db.orm).matching(chips, later(minute))).toEqual([named, unnamed]);
    expect(await rowOf(unnamed)).toEqual(before);
    expect((await rowOf(named)).programVersion).toContain('list-2');
    expect(await rowOf(gone)).toMatchObject({ program: null, fault: expect.stringContaining('smic') });
    await syncEntities(db.orm, [huawei, smic]);
    await setListVersion(db.orm, 'entities', 'list-3');
    expect(await matcher.matching(chips, later(2 * minute))).toEqual([named, unnamed]);
    expect(await rowOf(gone)).toMatchObject({ program: { is: 'lexemes' }, fault: null });
  });

  it('notices a new list while it runs', async () => {
    const id = await save('entity:huawei');
    expect(await matcher.matching(chips, start)).toEqual([id]);
    await setListVersion(db.orm, 'entities', 'list-3');
    expect(await matcher.matching(chips, later(2 * minute))).toEqual([id]);
    expect((await rowOf(id)).programVersion).toContain('list-3');
  });

  it('answers many at once', async () => {
    const id = await save('chip');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => matcher.matching(n % 2 ? chips : weather, start)),
    );
    expect(answers).toEqual(answers.map((_, n) => (n % 2 ? [id] : [])));
  });

  it('tries again after the database failed', async () => {
    const id = await save('chip');
    await db.orm.execute(sql`alter table alerts rename to elsewhere`);
    await expect(matcher.matching(chips, start)).rejects.toThrow();
    await db.orm.execute(sql`alter table elsewhere rename to alerts`);
    expect(await matcher.matching(chips, start)).toEqual([id]);
  });
});
