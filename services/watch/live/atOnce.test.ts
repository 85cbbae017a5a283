import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { showAgain } from '../../../db/matches.ts';
import { alerts, articles, stories } from '../../../db/schema.ts';
import { startWatching, type Watching } from '../testing/watching.ts';
import { matchArticle } from './match.ts';

let watching: Watching;
beforeAll(async () => {
  watching = await startWatching();
});
beforeEach(() => watching.reset());
afterAll(() => watching.close());

const listing = {
  title: 'US adds Huawei suppliers to Entity List',
  entities: ['huawei', 'bis'],
  events: [{ type: 'entity-listing', who: 'huawei' }],
};

describe('alerts that nobody is to be told by', () => {
  test('paused ones and those of a revoked key find nothing; off channels get nothing', async () => {
    const channel = await watching.addChannel();
    const [paused, one] = [
      await watching.addAlert({ query: 'entity:huawei' }),
      await watching.addAlert({ query: 'entity:huawei', channels: [channel] }),
    ];
    await watching.orm
      .update(alerts)
      .set({ paused: true, changedAt: watching.now() })
      .where(eq(alerts.id, paused));
    await watching.orm.execute(sql`update channels set state = 'off'`);
    await watching.arrive(listing);
    expect(await watching.matchesOf(paused)).toEqual([]);
    expect(await watching.noticesOf(one)).toHaveLength(1);
    expect(await watching.deliveries()).toEqual([]);
    await watching.orm.execute(sql`update keys set revoked = true`);
    await watching.arrive({ ...listing, title: 'Another story' });
    expect(await watching.noticesOf(one)).toHaveLength(1);
  });

  test('without alerts an article costs two statements', async () => {
    const id = await watching.write(listing);
    let statements = 0;
    const counting = new Proxy(watching.orm, {
      get: (orm, name) => {
        if (['execute', 'select', 'delete', 'transaction'].includes(String(name))) statements += 1;
        const value = Reflect.get(orm, name);
        return typeof value === 'function' ? value.bind(orm) : value;
      },
    });
    expect(await matchArticle({ ...watching.process(), orm: counting }, id)).toMatchObject({ told: 0 });
    expect(statements).toBe(2);
    expect(await watching.waiting()).toEqual([]);
  });
});

describe('several at once', () => {
  test('two processes at one article tell it once', async () => {
    const alert = await watching.addAlert({
      query: 'entity:huawei',
      channels: [await watching.addChannel()],
    });
    const id = await watching.write(listing);
    const shown = await Promise.all([1, 2, 3, 4].map(() => matchArticle(watching.process(), id)));
    expect(shown.filter((each) => each !== null)).toHaveLength(1);
    expect(await watching.matchesOf(alert)).toHaveLength(1);
    expect(await watching.deliveries()).toHaveLength(1);
  });

  test('ten reports of one story at once tell it once, and a cooldown holds among stories', async () => {
    const alert = await watching.addAlert({ query: 'entity:huawei' });
    const cool = await watching.addAlert({ query: 'entity:smic', gates: { cooldownMinutes: 60 } });
    const first = await watching.write(listing);
    const ids = [first];
    for (let n = 0; n < 9; n++)
      ids.push(await watching.write({ ...listing, title: `Report ${n}`, feed: 'herald', follows: first }));
    for (let n = 0; n < 5; n++) ids.push(await watching.write({ title: `SMIC ${n}`, entities: ['smic'] }));
    await Promise.all(ids.map((id) => matchArticle(watching.process(), id)));
    expect(await watching.matchesOf(alert)).toHaveLength(1);
    expect(await watching.noticesOf(alert)).toHaveLength(1);
    expect(await watching.matchesOf(cool)).toHaveLength(1);
    expect(await watching.waiting()).toEqual([]);
  });

  test('a crash before the end leaves everything as it was', async () => {
    const alert = await watching.addAlert({
      query: 'entity:huawei',
      channels: [await watching.addChannel()],
    });
    const id = await watching.write(listing);
    await expect(matchArticle({ ...watching.process(), orm: watching.unplugged() }, id)).rejects.toThrow(
      'pulled the plug',
    );
    expect(await watching.matchesOf(alert)).toEqual([]);
    expect(await watching.noticesOf(alert)).toEqual([]);
    expect(await watching.waiting()).toEqual([id]);
    await watching.show(id);
    expect(await watching.deliveries()).toHaveLength(1);
  });

  test('an edit while its article is shown has it shown once more', async () => {
    await watching.addAlert({ query: 'entity:huawei' });
    const id = await watching.write(listing);
    const { matcher, ...process } = watching.process();
    const edited = {
      matching: async (...asked: Parameters<typeof matcher.matching>) => {
        await watching.orm.transaction((tx) => showAgain(tx, id, watching.now()));
        return matcher.matching(...asked);
      },
    };
    expect(await matchArticle({ ...process, matcher: edited }, id)).toBeNull();
    expect(await watching.waiting()).toEqual([id]);
    expect(await watching.show(id)).toMatchObject({ told: 1 });
  });

  test('a story that becomes part of another, which is told meanwhile, is told once', async () => {
    const alert = await watching.addAlert({ query: 'entity:huawei' });
    const second = await watching.write({ ...listing, title: 'The same in other words' });
    const { matcher, ...process } = watching.process();
    let first = 0;
    const moved = {
      matching: async (...asked: Parameters<typeof matcher.matching>) => {
        const ids = await matcher.matching(...asked);
        first ||= await arriveAsBeginningOf(second);
        return ids;
      },
    };
    expect(await matchArticle({ ...process, matcher: moved }, second)).toMatchObject({ told: 0 });
    expect(await watching.matchesOf(alert)).toMatchObject([{ articleId: first }]);
    expect(await watching.waiting()).toEqual([]);
  });

  test('a thousand alerts on one article take few statements', async () => {
    const channel = await watching.addChannel();
    const one = await watching.addAlert({ query: 'entity:huawei', channels: [channel] });
    await watching.orm.execute(sql`
      insert into alerts (owner, name, query, spec, made_at, changed_at, program, program_version)
      select owner, name || n, query, spec, made_at, changed_at, program, program_version
      from alerts, generate_series(1, 999) n where id = ${one}`);
    await watching.orm.execute(sql`
      insert into alert_channels (alert_id, channel_id) select id, ${channel} from alerts on conflict do nothing`);
    const id = await watching.write(listing);
    const shown = await watching.show(id);
    expect(shown).toMatchObject({ told: 1000, channels: [channel] });
    expect(await watching.deliveries()).toHaveLength(1000);
  });
});

/** Lets an article arrive, and be told, to whose story another one belongs from then on. @returns its id */
async function arriveAsBeginningOf(other: number): Promise<number> {
  const { orm } = watching;
  const first = await watching.write(listing);
  const storyOf = async (id: number) =>
    (await orm.select().from(articles).where(eq(articles.id, id)))[0]!.storyId!;
  const [from, to] = [await storyOf(other), await storyOf(first)];
  await orm.update(articles).set({ storyId: to }).where(eq(articles.storyId, from));
  await orm.update(stories).set({ movedTo: to }).where(eq(stories.id, from));
  await watching.show(first);
  return first;
}
